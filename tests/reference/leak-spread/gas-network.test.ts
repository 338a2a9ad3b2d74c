import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { meanPressure } from '../../../workers/leak-spread/gas-network/gas-law.ts'
import { followLeak } from '../../../workers/leak-spread/gas-network/incident.ts'
import { airPressure } from '../../../workers/leak-spread/gas-network/network.ts'
import { readGasSteady, STATES } from '../../../workers/leak-spread/gas-network/read/gas-steady.ts'
import { readGasLib } from '../../../workers/leak-spread/gas-network/read/gaslib.ts'
import { readPandapipes } from '../../../workers/leak-spread/gas-network/read/pandapipes.ts'
import { solveSteady } from '../../../workers/leak-spread/gas-network/solve.ts'
import { type PlotSeries, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'leak')
const file = 'tests/reference/leak-spread/gas-network.test.ts'
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const json = (path: string) => JSON.parse(read(path))
const most = (values: readonly number[]) => values.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0)

describe.runIf(existsSync(folder))('steady gas flow', () => {
  test('is that of STANET', async () => {
    const cases = [
      ...(['pipe_1_N', 'two_pipes_N', 't_cross1_N', 'parallel_N', 'square_N'] as const),
      ...(['pipe_2_PC', 'delta_PC', 'H_net_PC'] as const),
    ].map((name) => ({ name, ...againstStanet(name) }))
    await validate({
      ...{ id: 'leak-gas-stanet', title: 'Gas networks of STANET', test: file },
      setup:
        'Eight networks of 1 to 100 bar with Nikuradse (N) or Prandtl-Colebrook (PC) friction, heights and losses at once, against the pressures, speeds and compressibilities that STANET gives. Goals: those that pandapipes holds itself to. STANET gives four decimals of a bar: at 1 bar that alone is 5e-5.',
      figures: cases.flatMap(({ name, pressure, speed, compressibility }) => [
        { name: `${name}: worst pressure, relative`, ours: most(pressure), unit: '', goal: [0, 1e-4] as const },
        { name: `${name}: worst speed`, ours: speed, unit: 'm/s', goal: [0, 1e-2] as const },
        { name: `${name}: worst Z`, ours: compressibility, unit: '', goal: [0, 1e-4] as const },
      ]),
      plot: {
        ...{ x: 'node', y: '(p / p STANET − 1) × 10⁶' },
        series: cases.map(({ name, pressure }) => ({
          name,
          points: pressure.map((value, i) => [i, 1e6 * value] as const),
        })),
      },
    })
  })

  test('is that of the published solutions of transmission networks', async () => {
    const cases = ['8-node', 'GasLib-40-multiple-slacks'].flatMap((name) =>
      STATES.map((state) => ({ name: `${name}, ${state}`, ...againstPublished(name, state) })),
    )
    const drawn = cases.filter(({ name }) => name.startsWith('GasLib') && !name.includes('simple'))
    await validate({
      ...{ id: 'leak-gas-transmission', title: 'Gas transmission networks, published solutions', test: file },
      setup:
        '8 and 40 nodes with compressors and one or three given pressures, friction factors given, three equations of state, against the solutions of GasSteadySim (Srinivasan et al. 2023). Goal: the same equations, so 1e-4, as much as the digits of its own tolerance leave.',
      figures: cases.flatMap(({ name, pressure, flow }) => [
        { name: `${name}: worst pressure, relative`, ours: pressure, unit: '', goal: [0, 1e-4] as const },
        { name: `${name}: worst flow, relative`, ours: flow, unit: '', goal: [0, 1e-4] as const },
      ]),
      plot: {
        ...{ x: 'node, by pressure', y: 'pressure [bar]' },
        series: drawn.flatMap(({ name, curves }): PlotSeries[] => [
          { name, points: curves.map(([ours], i) => [i, ours / 1e5]) },
          { name: `${name}, published`, points: curves.map(([, theirs], i) => [i, theirs / 1e5]), isReference: true },
        ]),
      },
    })
  })

  test('closes its balance on the networks of GasLib', () => {
    const pressures = new Map([['entry01', 60e5]])
    const ratios = new Map([
      ['CS01_entry03_N01', 1.1],
      ['CS02_N04_N05', 1.1],
    ])
    const none = { pressures: new Map(), ratios: new Map(), holds: new Map() }
    const files = (name: string) => ({ net: read(`gas-gaslib/${name}.net`), scn: read(`gas-gaslib/${name}.scn`) })
    const [eleven, forty] = [files('GasLib-11-xml/GasLib-11'), files('GasLib-40-xml/GasLib-40')]
    const network = readGasLib(eleven, 'GasLib-11', { ...none, pressures, ratios })
    const { flow, pressure, laid } = solveSteady(network, { friction: 'hofer' })
    // what is not nominated at the entry with the given pressure is what is nominated there: 160,000 m³/h of 0.785 kg/m³
    const out = flow.reduce((sum, one, i) => sum + (laid.from[i] === 0 ? one : laid.to[i] === 0 ? -one : 0), 0)
    expect(out / ((160 * 0.785) / 3.6)).toBeCloseTo(1, 8)
    expect(pressure.every((one) => one > 40e5 && one < 80e5)).toBe(true)
    expect(() => readGasLib(eleven, 'GasLib-11', none)).toThrow(
      'GasLib-11.net: compressorStation CS01_entry03_N01: neither its ratio nor the pressure that it holds is told',
    )
    const stations = [...forty.net.matchAll(/<compressorStation [^>]*?\bid="([^"]+)"/g)].map(
      (match) => match[1] as string,
    )
    const big = readGasLib(forty, 'GasLib-40', {
      ...{ pressures: new Map([['source_1', 70e5]]), holds: new Map() },
      ratios: new Map(stations.map((id) => [id, 1.2])),
    })
    expect([big.nodes.length, big.links.length, big.demands.length]).toEqual([40, 45, 31])
    const solved = solveSteady(big, { friction: 'colebrook' })
    const source = big.nodes.findIndex(({ id }) => id === 'source_1')
    const given = solved.flow.reduce(
      (sum, one, i) => sum + (solved.laid.from[i] === source ? one : solved.laid.to[i] === source ? -one : 0),
      0,
    )
    expect(given / ((725 * 0.785) / 3.6)).toBeCloseTo(1, 7)
  })

  test('reaches every customer of a district, and none behind what is shut', async () => {
    const network = readPandapipes(json('gas-district/schutterwald_1bar.json'), 'Schutterwald')
    const state = solveSteady(network, { friction: 'colebrook' })
    const over = network.nodes.map(({ height }, i) => (state.pressure[i] as number) - airPressure(height))
    const taken = network.demands.reduce((sum, { flow }) => sum + flow, 0)
    const source = network.sources[0]?.node ?? -1
    const given = state.flow.reduce(
      (sum, one, i) => sum + (state.laid.from[i] === source ? one : state.laid.to[i] === source ? -one : 0),
      0,
    )
    const supplied = network.demands.filter(({ node }) => !Number.isNaN(state.pressure[node])).length
    const far = hops(network, source, new Set())
    // a pipe in the middle of the district, shut at both ends while it leaks
    const pipe =
      network.links.find((link) => link.kind === 'pipe' && far[link.from] === 20 && link.diameter > 0.1)?.id ?? ''
    const orifice = { area: (Math.PI / 4) * 0.01 ** 2, dischargeCoefficient: 0.85 }
    const leak = { pipe, at: 0.5, orifice, isSevered: false, soil: null }
    const incident = followLeak(network, {
      friction: 'colebrook',
      leak,
      service: null,
      closing: { links: [pipe], time: 1800 },
    })
    const cutOff = network.demands.filter(({ node }) => Number.isNaN(incident.after?.state.pressure[node])).length
    const without = hops(network, source, new Set([pipe]))
    const expected = network.demands.filter(({ node }) => without[node] === -1).length
    await validate({
      ...{ id: 'leak-gas-district', title: 'A district network of 2,559 pipes', test: file },
      setup: `Schutterwald, 1 bar, 1,506 customers (pandapipes): no pressures are published for it, so what is held is that every customer is reached, that the balance closes, and who is cut off when pipe ${pipe} with a hole of 10 mm is shut after 30 minutes, against a walk along the pipes.`,
      figures: [
        { name: 'customers supplied', ours: supplied, unit: '', goal: [1506, 1506] },
        {
          name: 'error of the balance, of what is taken',
          ours: Math.abs(given / taken - 1),
          unit: '',
          goal: [0, 1e-8],
        },
        { name: 'least overpressure', ours: Math.min(...over) / 1e5, unit: 'bar' },
        { name: 'customers cut off, less those of the walk', ours: cutOff - expected, unit: '', goal: [0, 0] },
        { name: 'customers cut off', ours: cutOff, unit: '' },
        { name: 'leak while it is fed', ours: 1000 * incident.during.fed, unit: 'g/s' },
        { name: 'let out before the pipe is shut', ours: incident.mass.beforeClosing ?? Number.NaN, unit: 'kg' },
        { name: 'let out after', ours: incident.mass.afterClosing ?? Number.NaN, unit: 'kg' },
      ],
      plot: {
        ...{ x: 'pipes from the source', y: 'overpressure [bar]' },
        series: [
          {
            name: 'nodes, the lowest of as many pipes',
            points: Array.from({ length: Math.max(...far) + 1 }, (_, hop): [number, number] => [
              ...([hop, Math.min(...over.filter((__, node) => far[node] === hop)) / 1e5] as const),
            ]),
          },
        ],
      },
    })
    expect(cutOff).toBe(expected)
  })
})

/** Pipes from a source by node; −1 = none lead there. */
function hops(network: ReturnType<typeof readPandapipes>, source: number, without: ReadonlySet<string>): number[] {
  const found = network.nodes.map((_, node): number => (node === source ? 0 : -1))
  const beside = network.nodes.map((): number[] => [])
  for (const { id, from, to } of network.links) {
    if (without.has(id)) continue
    beside[from]?.push(to)
    beside[to]?.push(from)
  }
  const queue = [source]
  for (const node of queue)
    for (const next of beside[node] ?? [])
      if (found[next] === -1) {
        found[next] = (found[node] as number) + 1
        queue.push(next)
      }
  return found
}

function againstStanet(name: string) {
  const data = json(`gas-stanet/${name}.json`)
  const network = readPandapipes(data, name)
  const { pressure, flow, laid } = solveSteady(network, { friction: name.endsWith('_N') ? 'nikuradse' : 'colebrook' })
  const column = (table: 'junction' | 'pipe', header: string): number[] =>
    data[table].rows.map((row: number[]) => row[data[table].columns.indexOf(header)])
  const speeds = network.links.map(({ from, to }, i) => {
    const density = laid.law.density(meanPressure(pressure[from] as number, pressure[to] as number))
    return (flow[i] as number) / (density * (laid.area[i] as number))
  })
  return {
    pressure: column('junction', 'p_stanet').map(
      (theirs, i) => ((pressure[i] as number) - airPressure(network.nodes[i]?.height ?? 0)) / 1e5 / theirs - 1,
    ),
    speed: most(column('pipe', 'v_stanet').map((theirs, i) => (speeds[i] as number) - theirs)),
    compressibility: most(
      column('junction', 'K_stanet').map((theirs, i) => laid.law.compressibility(pressure[i] as number) - theirs),
    ),
  }
}

function againstPublished(name: string, state: (typeof STATES)[number]) {
  const of = (part: string) => json(`gas-gaslib/${name}/${part}.json`)
  const files = { network: of('network'), boundary: of('bc'), params: of('params') }
  const network = readGasSteady(files, name, state)
  const { pressure, flow } = solveSteady(network, { friction: 'colebrook' })
  const published = of(`exact_sol_${state.replace('-', '_')}`)
  const curves = network.nodes.map(
    ({ id }, i) => [pressure[i] as number, published.nodal_pressure[id] as number] as const,
  )
  return {
    curves: curves.sort((a, b) => a[1] - b[1]),
    pressure: most(curves.map(([ours, theirs]) => ours / theirs - 1)),
    flow: most(
      network.links.map(({ id }, i) => {
        const [kind, number] = id.split(' ') as [string, string]
        const theirs = published[`${kind}_flow`][number]
        return ((flow[i] as number) - theirs) / Math.max(0.001, Math.abs(theirs))
      }),
    ),
  }
}

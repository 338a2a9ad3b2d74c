import { describe, expect, it } from 'vitest'
import { encodeHydraulics, type Hydraulics, PIPE_STATUS, UNSURVEYED } from '../../src/domain/leak/hydraulics-file.ts'
import type { HEAT_SIDE } from '../../src/domain/leak/pipe-file.ts'
import type { NetworkFile } from '../../src/domain/network/network-file.ts'
import type { TraceQuestion, TraceSet } from '../../src/domain/network/trace-result.ts'
import { type Asked, aLeakQuestion } from '../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../tests/kit/a-network.ts'
import { drive } from '../drive.ts'
import { commonDirections } from './flows/computed-flows.ts'
import { trace } from './run.ts'

/** S → A, from A both ways round to C (over B it is the longer way), and on to D, who takes the water. */
const ring = () =>
  aNetwork()
    .source('S')
    .pipe('SA', 'S', 'A')
    .pipe('AB', 'A', 'B')
    .pipe('CB', 'C', 'B')
    .pipe('AC', 'A', 'C')
    .pipe('CD', 'D', 'C')
    .customer('clinic', 'hospital', 'D', 40)

const SOURCE = { networks: [{ discipline: 'water', pipes: 'p', sources: [{ node: 'S', pressure_kpa: 400 }] }] } as const
const taking = (network: NetworkFile) => ({
  ...network,
  demand: Float32Array.from(network.nodeId, (id) => (id === 'D' ? 0.01 : 0)),
})

describe('a trace of a network that is solved', () => {
  it('follows loops as the water flows', async () => {
    const { outcome, caveats } = await run(
      'water',
      taking(ring().build()),
      'downstream',
      { link: 'AB' },
      { plan: plan() },
    )
    expect(names(outcome.found)).toEqual(['AB', 'CB', 'CD', 'B', 'C', 'D'])
    expect([outcome.possible.links, outcome.possible.nodes]).toEqual([0, 0])
    expect(outcome.computed?.links).toBe(2)
    expect(outcome.customers.map(({ id }) => id)).toEqual(['clinic'])
    expect(caveats[0]?.en).toMatch(
      /Loops are followed as computed \(the surveyed network, .*EPANET.*held to no measurement/,
    )
    const up = await run('water', taking(ring().build()), 'upstream', { node: 'C' }, { plan: plan() })
    expect(names(up.outcome.found)).toEqual(['SA', 'AB', 'CB', 'AC', 'S', 'A', 'B', 'C'])
  })

  it('knows none where the states do not agree: two sources whose pressure nobody told', async () => {
    const between = taking(ring().source('B').build())
    const { outcome, caveats } = await run('water', between, 'downstream', { link: 'AB' }, {})
    expect(outcome.computed).toBeNull()
    expect(names(outcome.found)).toEqual(['AB'])
    expect(caveats[0]?.en).toMatch(/[1-9] lines flow otherwise from state to state/)
  })

  it('says why it could not be solved, and stays with what is proven', async () => {
    const unfed = { ...taking(ring().build()), isSource: new Uint8Array(5) }
    const { outcome, caveats } = await run('water', unfed, 'downstream', { link: 'AB' }, {})
    expect([outcome.basis, outcome.computed]).toEqual(['none', null])
    expect(caveats[0]?.en).toMatch(/know no source/)
    const gas = await run('gas', { ...ring().of('gas').build(), customerNode: new Int32Array(0) }, 'downstream', {
      link: 'AB',
    })
    expect(gas.caveats.map(({ en }) => en)).toContainEqual(expect.stringMatching(/no customer of the gas network/))
  })

  it('follows loops as gas flows, of which use is shared out', async () => {
    const gas = ring().of('gas').build()
    const asked = { pipes: Object.fromEntries([...gas.linkId].map((id) => [id, { pressure: 200 }])) }
    const { outcome } = await run('gas', gas, 'downstream', { link: 'AB' }, asked)
    expect(names(outcome.found)).toEqual(['AB', 'CB', 'CD', 'B', 'C', 'D'])
    expect(outcome.computed?.state.en).toMatch(/shared out by people/)
  })

  describe('with a model of its own', () => {
    /** nodes of `ring`: S and B are reservoirs, B the higher one, which no survey calls a source; D takes 10 L/s by the survey */
    const MODEL: Hydraulics = {
      ...{ source: 'town.inp', headloss: 'H-W', viscosity: 1, emitterExponent: 0.5, step: 3600, clock: 0 },
      ...{ patternStep: 12 * 3600, patternStart: 0, patterns: [[1, 0.5]], defaultPattern: null },
      reservoirs: [
        { at: 0, pattern: null },
        { at: 1, pattern: null },
      ],
      ...{ node: [0, 2], level: [60, 90], emitter: [0, 0], demandAt: [], demandBase: [], demandPattern: [] },
      ...{ pipe: [], pipeFrom: [], pipeTo: [], pipeLength: [], pipeDiameter: [], roughness: [], minorLoss: [] },
      ...{ pipeStatus: [], tanks: [], pumps: [], valves: [], controls: [] },
    }
    const below = (model: Hydraulics, link: string) =>
      run('water', taking(ring().build()), 'downstream', { link }, { plan: plan() }, null, {}, model)

    it('goes by that, as a burst does, and follows no proof of the survey that it speaks against', async () => {
      const { outcome, caveats } = await below(MODEL, 'CB')
      // from B to C, and on to D and over A back to S: the survey alone has AC run to C, and SA to A
      expect(names(outcome.found)).toEqual(['CB', 'AC', 'CD', 'A', 'C', 'D'])
      expect(names(outcome.possible)).toEqual(['SA', 'S'])
      expect(caveats[0]?.en).toContain('as computed (the hydraulic model of town.inp, the first day')
      expect(caveats[1]?.en).toMatch(/^Of 1 more lines the survey proves/)
    })

    it('names the asset where it cannot be solved', async () => {
      const valve = { link: UNSURVEYED, from: 0, to: 1, type: 'PRV' as const, diameter: 0.2, setting: 20, minorLoss: 0 }
      // a valve may not stand at a reservoir
      const { outcome, caveats } = await below({ ...MODEL, valves: [{ ...valve, losses: null, status: null }] }, 'AB')
      expect(outcome.computed).toBeNull()
      expect(caveats[1]?.zh).toMatch(/^水力计算未能进行：.*；管网模型：阀门与水池、水库直接相连；.*模型阀门 1 S B/)
    })

    it('knows no direction that turns within its day', async () => {
      const reservoirs = MODEL.reservoirs.map(({ at }) => ({ at, pattern: at === 1 ? 0 : null }))
      // from noon on B stands at 45 m, below S
      const { outcome, caveats } = await below({ ...MODEL, reservoirs }, 'AB')
      expect(names(outcome.found)).toEqual(['AB'])
      expect(caveats[0]?.en).toMatch(/[1-9] lines flow otherwise/)
    })

    it('is sure of nothing past a line that it has shut', async () => {
      const shut = {
        ...{ node: [0, 2, 3, 4], level: [60, 90, 0, 0], emitter: [0, 0, 0, 0], pipe: [4], pipeFrom: [3], pipeTo: [2] },
        ...{ pipeLength: [100], pipeDiameter: [0.2], roughness: [100], minorLoss: [0] },
      }
      const shutBy = (code: number) => below({ ...MODEL, ...shut, pipeStatus: [code] }, 'CB')
      expect(names((await shutBy(PIPE_STATUS.open)).outcome.found)).toEqual(['CB', 'AC', 'CD', 'A', 'C', 'D'])
      const { outcome } = await shutBy(PIPE_STATUS.closed)
      expect(names(outcome.found)).not.toContain('D')
      expect(names(outcome.possible)).toContain('D')
    })
  })

  it('has a direction only where all states flow one way', () => {
    const flows = [Float64Array.of(1, -1, 1, 1e-9, Number.NaN), Float64Array.of(2, -3, -1, 1e-9, Number.NaN)]
    expect(commonDirections(flows)).toMatchObject({ directions: Int8Array.of(1, -1, 0, 0, 0), wavering: 1, states: 2 })
  })
})

describe('a trace of pipes and valves that carry nothing', () => {
  it('ends at a closed valve, with the pipe that ends at it', async () => {
    const network = ring().valve('CD', 'D', 'unknown', 'closed').valve('AB', 'A', 'no').build()
    const { outcome, caveats } = await run('water', network, 'connected', { link: 'SA' })
    expect(names(outcome.found)).toEqual(['SA', 'AB', 'CB', 'AC', 'CD', 'S', 'A', 'B', 'C'])
    expect(outcome.valves).toEqual({ closed: 1, untold: 1, inoperable: 1, unproven: 1 })
    expect(caveats.map(({ en }) => en).join(' ')).toMatch(
      /ends at 1 valves that are recorded as closed.*1 of the valves/,
    )
    const beyond = await run('water', network, 'connected', { node: 'D' })
    expect(names(beyond.outcome.found)).toEqual(['D'])
    const path = await run('water', network, 'path', { link: 'SA' }, {}, { node: 'D' })
    expect(path.outcome.found).toBeNull()
  })

  it('parts a loop at a closed valve: what is left is proven', async () => {
    const network = ring().valve('AC', 'A', 'yes', 'closed').build()
    const { outcome } = await run('water', network, 'downstream', { link: 'AB' })
    expect(names(outcome.found)).toEqual(['AB', 'CB', 'CD', 'B', 'C', 'D'])
    expect([outcome.computed, outcome.possible.links]).toEqual([null, 1])
  })

  it('does not pass a pipe that is not in use', async () => {
    const { outcome, caveats } = await run(
      'water',
      ring().build(),
      'connected',
      { link: 'SA' },
      {
        pipes: { CD: { status: 'abandoned' } },
      },
    )
    expect(names(outcome.found)).toEqual(['SA', 'AB', 'CB', 'AC', 'S', 'A', 'B', 'C'])
    expect(caveats.map(({ en }) => en).join(' ')).toMatch(/1 lines of the network that are not in use/)
    const cut = await run(
      'water',
      ring().build(),
      'customers',
      { link: 'SA' },
      { pipes: { CD: { status: 'abandoned' } } },
    )
    expect(cut.outcome.people).toBe(0)
  })
})

describe('a trace of a heat network', () => {
  /** plant P → a → station b by supply lines, back by return lines from c over d to the plant's other point Q */
  const heat = () =>
    aNetwork()
      .of('heat')
      .source('P')
      .source('Q')
      .pipe('Pa', 'P', 'a')
      .pipe('ba', 'b', 'a')
      .pipe('cd', 'c', 'd')
      .pipe('dQ', 'd', 'Q')
      .build()
  const sides = { Pa: 'supply', ba: 'supply', cd: 'return', dQ: 'return' } as const

  it('leads from the source in supply lines and back to it in return lines', async () => {
    const down = await run('heat', heat(), 'downstream', { link: 'Pa' }, {}, null, sides)
    expect([down.outcome.basis, names(down.outcome.found)]).toEqual(['sides', ['Pa', 'ba', 'a', 'b']])
    const back = await run('heat', heat(), 'downstream', { link: 'cd' }, {}, null, sides)
    expect(names(back.outcome.found)).toEqual(['cd', 'dQ', 'Q', 'd'])
    expect(back.caveats[0]?.en).toMatch(/return lines back to it/)
    const up = await run('heat', heat(), 'upstream', { link: 'dQ' }, {}, null, sides)
    expect(names(up.outcome.found)).toEqual(['cd', 'dQ', 'c', 'd'])
  })

  it('knows nothing of lines of which no side is told', async () => {
    const { outcome } = await run('heat', heat(), 'downstream', { link: 'Pa' }, {}, null, { Pa: 'supply' })
    expect(names(outcome.found)).toEqual(['Pa', 'a'])
    expect(names(outcome.possible)).toEqual(['ba', 'b'])
  })
})

const plan = () => ({ networks: SOURCE.networks.map((one) => ({ ...one, sources: [...one.sources] })) })
const all = new Map<Int32Array, NetworkFile>()

async function run(
  kind: 'water' | 'gas' | 'heat',
  network: NetworkFile,
  of: TraceQuestion['kind'],
  element: TraceQuestion['element'],
  asked: Asked = {},
  to: TraceQuestion['to'] = null,
  sides: Readonly<Record<string, keyof typeof HEAT_SIDE>> = {},
  model: Hydraulics | null = null,
) {
  const given = aLeakQuestion(kind, network, { ...asked, sides })
  const question: TraceQuestion = {
    ...{ network: given.network, networkKey: given.plan.build },
    pipes: { plan: given.plan, file: given.pipes, hydraulics: model && encodeHydraulics(model).slice().buffer },
    ...{ kind: of, element, to },
  }
  const result = await drive(trace, question, () => undefined)
  if (!result.ok) throw new Error(result.failure.detail)
  for (const set of [result.value.outcome.found, result.value.outcome.possible]) if (set) all.set(set.linkGids, network)
  return result.value
}

/** Ids, links first, in the order of the network. */
function names(set: TraceSet | null): string[] | null {
  const network = set && all.get(set.linkGids)
  if (!network) return null
  return [...[...set.linkGids].sort((a, b) => a - b), ...[...set.nodeGids].sort((a, b) => a - b)].map(
    (gid) =>
      (gid <= network.nodeId.length
        ? network.nodeId.at(gid - 1)
        : network.linkId.at(gid - network.nodeId.length - 1)) ?? '',
  )
}

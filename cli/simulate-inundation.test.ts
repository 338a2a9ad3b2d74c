import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { Drainage } from '../workers/inundation/network/drainage.ts'
import { simulateInundation } from './simulate-inundation.ts'

const folder = mkdtempSync(join(tmpdir(), 'inundation-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEADER = 'NCOLS 4\nNROWS 3\nXLLCENTER 5\nYLLCENTER 105\nCELLSIZE 10\nNODATA_value -9999\n'
/** a basin of twelve cells whose north-west corner is no ground, over lines as they come */
const BASIN = `${HEADER}-9999 0 0 0 0 0\n0 0 0\n0 0 0\n`

const INP = `
[OPTIONS]
FLOW_UNITS CMS
FLOW_ROUTING DYNWAVE
ROUTING_STEP 1
[JUNCTIONS]
A 8 2
[OUTFALLS]
O 7.8 FREE
[CONDUITS]
P A O 40 0.013 0 0
[XSECTIONS]
P CIRCULAR 0.5 0 0 0
[INFLOWS]
A FLOW "" FLOW 1 1 0.05
`

/** the same with dry weather and a gage, under an opening at 10 m on the low side of a slope */
const COUPLED = `${INP.replace('[INFLOWS]\nA FLOW "" FLOW 1 1 0.05', '[DWF]\nA FLOW 0.02')}
[COORDINATES]
A 15 115
[RAINGAGES]
G INTENSITY 0:05 1 TIMESERIES T
[TIMESERIES]
T 0 10
`
const HILL = `${HEADER}-9999 10.2 10.4 10.6 10 10 10.2 10.4 10 10.2 10.4 10.6\n`
const TOWN = {
  grid: { dem: 'hill.asc', manning: 0.03 },
  sources: [{ x: 35, y: 105, series: [[0, 0.5]] }],
  ...{ duration_s: 600, output_interval_s: 300, rain: [[0, 109.0909090909091]] },
  network: { inp: 'drain.inp' },
  buildings: [
    [
      [1, 101],
      [3, 101],
      [3, 103],
    ],
  ],
  entries: [
    { id: 'far', x: 500, y: 500, sill_m: 10 },
    { id: 'high', x: 25, y: 115, sill_m: 12 },
    { id: 'low', x: 25, y: 115, sill_m: 10.1 },
  ],
  streets: [
    {
      id: 'along',
      axis: [
        [5, 115],
        [35, 115],
      ],
      width_m: 8,
    },
    {
      id: 'far',
      axis: [
        [500, 0],
        [600, 0],
      ],
      width_m: 8,
    },
  ],
  population: {
    size_m: 20,
    cells: [
      [10, 110, 10],
      [500, 500, 2],
    ],
  },
}

describe('lifeline simulate inundation', () => {
  it('writes gauges, maxima, arrivals and a summary', async () => {
    file('basin.asc', gzipSync(BASIN))
    const { code, out } = await run({
      grid: { dem: 'basin.asc', manning: 0.03, initial_level: 0.2 },
      ...{
        duration_s: 100,
        output_interval_s: 50,
        rain: [
          [0, 36],
          [50, 0],
        ],
      },
      sources: [{ x: 15, y: 105, series: [[0, 0.1]] }],
      gauges: [{ id: 'a, b', x: 15, y: 115 }],
    })
    expect(code).toBe(0)
    const gauges = readFileSync(join(out, 'gauges.csv'), 'utf8').trim().split('\n')
    expect(gauges[0]).toBe('time_s,gauge,depth_m,level_m,u_m_s,v_m_s')
    expect(gauges.map((line) => line.split(',')[0])).toEqual(['time_s', '0', '50', '100'])
    expect(gauges[1]).toBe('0,"a, b",0.2,0.2,0,0')
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect(summary).toMatchObject({ cells: 11, threads: 1, backend: 'wasm', min_depth_m: 0 })
    // 36 mm/h for 50 s is 0.5 mm on 1,100 m²
    expect(summary.volume.initial).toBeCloseTo(220, 3)
    expect(summary.volume.rain).toBeCloseTo(0.55, 9)
    expect(summary.volume.inflow).toBeCloseTo(10, 6)
    expect(summary.volume.final).toBeCloseTo(230.55, 3)
    expect(summary.volume.error_relative).toBeLessThan(1e-6)
    const depths = readFileSync(join(out, 'max_depth.asc'), 'utf8').trim().split('\n')
    expect(depths.slice(0, 6)).toEqual([
      ...['ncols 4', 'nrows 3', 'xllcorner 0', 'yllcorner 100', 'cellsize 10', 'NODATA_value -9999'],
    ])
    expect(depths[6]).toMatch(/^-9999 0\.2\d* /)
    expect(readFileSync(join(out, 'arrival_0.15.asc'), 'utf8').trim().split('\n')[8]).toBe('0 0 0 0')
    expect(readFileSync(join(out, 'arrival_0.50.asc'), 'utf8').trim().split('\n')[8]).toBe('-9999 -9999 -9999 -9999')
  })

  it('gives the same with the float64 reference', async () => {
    file('basin.asc', BASIN)
    const given = {
      grid: { dem: 'basin.asc', manning: 0.03, initial_depth: 0.01 },
      ...{
        duration_s: 30,
        output_interval_s: 30,
        sources: [{ circle: { x: 5, y: 105, radius_m: 1 }, series: [[0, 1]] }],
      },
      gauges: [{ id: 'far', x: 35, y: 125 }],
    }
    const rows = await Promise.all(
      ['wasm', 'reference'].map(async (backend) => {
        const { out } = await run(given, { backend })
        return readFileSync(join(out, 'gauges.csv'), 'utf8').trim().split('\n')[2]?.split(',').slice(2).map(Number)
      }),
    )
    rows[0]?.forEach((value, index) => {
      expect(value).toBeCloseTo(rows[1]?.[index] as number, 4)
    })
    expect(rows[0]?.[0]).toBeGreaterThan(0.01)
  })

  it.each([
    [`${HEADER}0 0 NaN 0 0 0 0 0 0 0 0 0`, 'grid.dem: dem.asc: "NaN" in row 1, column 3, expected a number or -9999'],
    [`${HEADER}0 0 0 0 0 0`, 'grid.dem: dem.asc: ends at row 2, column 3, expected 3 rows of 4'],
    [`${HEADER}0 0 0 0 0 0 0 0 0 0 0 0 0`, 'grid.dem: dem.asc: "0" after the last row'],
    ['ncols 4\nnrows 3\n0 0', 'grid.dem: dem.asc: no cellsize'],
  ])('refuses a DEM that is none', async (text, fault) => {
    file('dem.asc', text)
    const { code, errors } = await run({ grid: { dem: 'dem.asc', manning: 0.03 }, duration_s: 10 })
    expect({ code, errors: errors.join('\n') }).toEqual({ code: 2, errors: expect.stringContaining(fault) })
  })

  it('refuses what is no case, a fault a line', async () => {
    const { code, errors } = await run({ grid: { dem: 'basin.asc' }, duration_s: -1, rain: [[0, -3]] })
    expect(code).toBe(2)
    expect(errors.map((line) => line.split(':')[0])).toEqual(['grid.manning', 'duration_s', 'rain.0.1'])
  })

  it('computes a preview of slow water, and refuses one where water is fast', async () => {
    file('basin.asc', BASIN)
    file('steep.asc', `${HEADER}9 6 3 0 9 6 3 0 9 6 3 0`)
    const given = (dem: string) => ({
      grid: { dem, manning: 0.02, initial_depth: 0.1 },
      ...{ duration_s: 10, output_interval_s: 1, scheme: 'preview' },
    })
    expect((await run(given('basin.asc'))).code).toBe(0)
    const { code, errors } = await run(given('steep.asc'))
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringContaining('Froude number of 0.8')] })
    expect((await run(given('basin.asc'), { backend: 'reference' })).errors).toEqual([
      'scheme: the preview is computed by --backend wasm alone',
    ])
  })

  it('refuses a preview of water that was fast at any step, whatever the interval of its outputs', async () => {
    // water falls down a step for a moment, and lies still at every output
    file('step.asc', `${HEADER}2 0 0 0 2 0 0 0 2 0 0 0`)
    file('wet.asc', `${HEADER}0.1 0 0 0 0.1 0 0 0 0.1 0 0 0`)
    const given = (output_interval_s: number) => ({
      grid: { dem: 'step.asc', manning: 0.1, initial_depth: 'wet.asc' },
      ...{ duration_s: 7200, output_interval_s, scheme: 'preview' },
    })
    for (const interval of [1, 7200]) {
      const { code, errors } = await run(given(interval))
      expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringContaining('Froude number of 0.8')] })
    }
  })

  it('refuses a graphics card where there is none, and names what computes the same', async () => {
    file('basin.asc', BASIN)
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => null } })
    const { code, errors } = await run(
      { grid: { dem: 'basin.asc', manning: 0.03 }, duration_s: 10 },
      { backend: 'webgpu' },
    )
    vi.unstubAllGlobals()
    expect({ code, errors }).toEqual({
      code: 2,
      errors: ['--backend webgpu: no graphics card that WebGPU can use; --backend wasm computes the same'],
    })
  })

  it('refuses a gauge outside before anything is computed', async () => {
    file('basin.asc', BASIN)
    const gauges = [{ id: 'far', x: 1000, y: 0 }]
    const { code, errors } = await run({ grid: { dem: 'basin.asc', manning: 0.03 }, duration_s: 10, gauges })
    expect({ code, errors }).toEqual({ code: 2, errors: ['gauges[0] "far" at 1000, 0: outside the DEM'] })
  })

  it('computes a network without a ground, by its own file', async () => {
    file('drain.inp', INP)
    const { code, out } = await run({
      ...{ duration_s: 600, output_interval_s: 300 },
      network: { inp: 'drain.inp', switches: [{ link: 'P', t_s: 300, setting: 0 }] },
    })
    expect(code).toBe(0)
    const lines = readFileSync(join(out, 'network.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('time_s,kind,id,depth_m,head_m,flow_m3_s')
    expect(lines).toHaveLength(1 + 3 * 3)
    const flows = lines.filter((line) => line.includes('link,P')).map((line) => Number(line.split(',')[5]))
    // 50 L/s come and go, until it is shut
    expect(flows[1]).toBeCloseTo(0.05, 3)
    expect(flows[2]).toBe(0)
    const { volume, nodes, notes } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect(nodes).toBe(2)
    expect(notes).toEqual([])
    expect(volume.inflow).toBeCloseTo(30, 6)
    expect(volume.final + volume.outflow + volume.spilled).toBeCloseTo(30, 6)
    expect(volume.error_relative).toBeLessThan(1e-9)
  })

  it('couples a network to its ground: openings, entries, streets, people, and each account of the water', async () => {
    file('drain.inp', COUPLED)
    file('hill.asc', HILL)
    const { code, out, told } = await run(TOWN)
    expect(code).toBe(0)
    const [header, row, ...more] = lines(out, 'manholes.csv')
    expect(header).toBe('manhole,into_drains_m3,spilled_m3,peak_spill_m3_s,peak_at_s,since_s')
    expect(more).toEqual([])
    const into = Number(row?.split(',')[1])
    expect(row?.split(',')[0]).toBe('A')
    expect(into).toBeGreaterThan(10)
    expect(lines(out, 'network.csv')).toHaveLength(1 + 3 * 3)
    // the low door is flooded, the high one is not, and of the one outside nothing is known
    const entries = lines(out, 'entries.csv').map((line) => line.split(','))
    expect(entries.map(([id, verdict]) => [id, verdict])).toEqual([
      ['entry', 'verdict'],
      ['low', 'flooded'],
      ['far', 'not tested'],
      ['high', 'dry'],
    ])
    const streets = lines(out, 'streets.csv').map((line) => line.split(','))
    expect(streets[0]?.slice(0, 5)).toEqual(['street', 'volume_m3', 'volume_at_s', 'max_depth_m', 'impassable_m'])
    expect(Number(streets[1]?.[3])).toBeGreaterThan(0.2)
    expect(streets[2]?.slice(1).every((value) => value === '')).toBe(true)
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    // for 600 s: 109 mm/h on 1,100 m², 500 L/s of a source, and 20 L/s of dry weather
    expect(summary.volume.rain).toBeCloseTo(20, 6)
    expect(summary.volume.inflow).toBeCloseTo(300, 6)
    expect(summary.network.inflow).toBeCloseTo(12, 6)
    expect(summary.volume.network).toBeCloseTo(into, 6)
    expect(summary.volume.error_relative).toBeLessThan(1e-6)
    expect(summary.people).toMatchObject({ all: 12, not_tested: 2 })
    expect(summary.people.affected).toBeGreaterThan(0)
    // what is taken otherwise is told, in the file and by the command
    expect(summary.notes).toEqual([
      {
        zh: expect.stringContaining('buildings[0]'),
        en: expect.stringMatching(/^buildings\[0\]: .* middle of no cell/),
      },
      { zh: expect.stringContaining('[RAINGAGES]'), en: expect.stringMatching(/\[RAINGAGES\].*read as nothing/) },
    ])
    for (const { zh, en } of summary.notes) expect(told()).toContain(`注意 note: ${zh} / ${en}`)
  })

  it('prints an account of the ground and one of the drains, each of which adds up', async () => {
    file('drain.inp', COUPLED)
    file('hill.asc', HILL)
    const roof = { polygon: TOWN.buildings[0]?.map(([x = 0, y = 0]) => [x + 20, y + 10]), to: { manhole: 'A' } }
    roof.polygon?.push([20, 120])
    const { code, told } = await run({ ...TOWN, buildings: [], roofs: [roof] })
    expect(code).toBe(0)
    const sum = (line: string) =>
      [...(told().match(new RegExp(`^${line}: .*`, 'm'))?.[0] ?? '').matchAll(/([\d.]+) m³/g)].reduce(
        (total, [, volume]) => total + Number(volume),
        0,
      )
    for (const account of ['ground', 'drains']) {
      expect(sum(`${account}, came`)).toBeGreaterThan(20)
      expect(Math.abs(sum(`${account}, came`) - sum(`${account}, went`))).toBeLessThan(0.01)
    }
    expect(told()).toMatch(/^drains, came: .*roofs \d/m)
    expect(told().match(/^ground, came: .*/m)?.[0]).not.toContain('roofs')
  })

  it('writes how fast, how dangerous and for how long', async () => {
    file('hill.asc', HILL)
    const { out } = await run(TOWN)
    const [speed, hazard, standing] = ['max_speed', 'max_hazard', 'standing_0.15'].map((name) => grid(out, name))
    const depth = grid(out, 'max_depth')
    depth.forEach((deep, cell) => {
      if (Number.isNaN(deep)) {
        expect([speed, hazard, standing].map((values) => values?.[cell])).toEqual([NaN, NaN, NaN])
        return
      }
      const [u, product, time] = [speed, hazard, standing].map((values) => values?.[cell] as number)
      // the largest of depth × (speed + 0.5) at one instant lies between still water and the largest of both
      expect(product).toBeGreaterThanOrEqual(deep * 0.5 - 1e-4)
      expect(product).toBeLessThanOrEqual(deep * ((u as number) + 0.5) + 1e-4)
      expect((time as number) > 0).toBe(deep >= 0.15)
      expect(time).toBeLessThanOrEqual(600)
    })
    expect(Math.max(...(speed ?? []).filter((value) => !Number.isNaN(value)))).toBeGreaterThan(0.1)
  })

  it('ends with exit code 3 where the drains did not get what the ground gave', async () => {
    file('drain.inp', COUPLED)
    file('hill.asc', HILL)
    const pour = Drainage.prototype.addVolume
    const dropping = vi.spyOn(Drainage.prototype, 'addVolume').mockImplementation(function (
      this: Drainage,
      node,
      volume,
    ) {
      return pour.call(this, node, volume * 0.99)
    })
    const { code, out } = await run(TOWN)
    dropping.mockRestore()
    expect(code).toBe(3)
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')).volume.error_relative).toBeGreaterThan(1e-3)
  })

  it.each([
    ['SUBCATCHMENTS', 'S1 G A 1 100 100 1 0', 'rain falls on the ground (rain, roofs) and would count twice'],
    ['INLET_USAGE', 'P I A', 'water of the street comes in by network.manholes'],
    ['LID_USAGE', 'S1 L 1 100 10 0 0 0', 'none: low-impact development is not computed'],
    ['RDII', 'A U 1', 'none: inflow through the ground into sewers (RDII) is not computed'],
    ['GROUNDWATER', 'S1 Q A 0 0 0', 'none: groundwater is not computed'],
  ])('refuses [%s] beside a grid', async (section, row, why) => {
    file('hill.asc', HILL)
    file('more.inp', `${COUPLED}[${section}]\n${row}\n`)
    const { code, errors } = await run({ ...TOWN, network: { inp: 'more.inp' } })
    expect(code).toBe(2)
    expect(errors.join('\n')).toContain(`[${section}]`)
    expect(errors.join('\n')).toContain(why)
  })

  it('names the opening that lies off the grid where all are asked for', async () => {
    file('hill.asc', HILL)
    file('far.inp', COUPLED.replace('A 15 115', 'A 95 115'))
    const { code, errors } = await run({ ...TOWN, network: { inp: 'far.inp' } })
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringContaining('"A" at 95, 115: outside the DEM')] })
  })

  it('refuses what needs a ground where there is none, and a case of nothing', async () => {
    file('drain.inp', INP)
    const gauges = [{ id: 'g', x: 0, y: 0 }]
    const network = { inp: 'drain.inp', manholes: [{ node: 'A' }], switches: [{ link: 'X', setting: 1 }] }
    expect((await run({ duration_s: 60, network: { inp: 'drain.inp' }, gauges })).errors).toEqual([
      'gauges: needs a grid, there is none',
    ])
    expect((await run({ duration_s: 60, network })).errors).toEqual([
      'network.manholes: without a grid there is no ground to open to',
      expect.stringContaining('network.switches[0] "X": not in the network'),
    ])
    const { code, errors } = await run({ duration_s: 60 })
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringContaining('grid: none')] })
  })

  it('prints the schema of its case', async () => {
    let schema: unknown
    const terminal = { isJson: true, result: (data: unknown) => (schema = data), progress: () => {}, error: () => {} }
    await simulateInundation.run({ values: { schema: true }, positionals: [] }, terminal)
    expect(schema).toMatchObject({
      properties: { grid: { required: ['dem', 'manning'] } },
      required: ['duration_s'],
    })
  })
})

function file(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content)
}

function lines(out: string, name: string): string[] {
  return readFileSync(join(out, name), 'utf8').trim().split('\n')
}

/** Values of a written grid, NaN where it has none. */
function grid(out: string, name: string): number[] {
  return lines(out, `${name}.asc`)
    .slice(6)
    .flatMap((line) => line.split(' ').map((word) => (word === '-9999' ? Number.NaN : Number(word))))
}

async function run(given: unknown, values: Record<string, string> = {}) {
  const [path, out] = [join(folder, 'CASE.json'), join(folder, `out ${values.backend ?? ''}`)]
  writeFileSync(path, JSON.stringify(given))
  const errors: string[] = []
  let said = ''
  const terminal = {
    ...{ isJson: false, progress: () => {}, error: (text: string) => errors.push(text) },
    result: (_: unknown, text: string) => {
      said = text
    },
  }
  const code = await simulateInundation.run({ values: { ...values, out }, positionals: [path] }, terminal)
  return { code, out, errors, told: () => said }
}

import { describe, expect, it, vi } from 'vitest'
import { inundationFolder } from '../../tests/kit/inundation-folder.ts'
import { Drainage } from '../../workers/inundation/network/drainage.ts'

const { file, run, lines, summary, grid } = inundationFolder()

/** a pipe with dry weather and a gage, under an opening at 10 m on the low side of a slope */
const COUPLED = `
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
[DWF]
A FLOW 0.02
[COORDINATES]
A 15 115
[RAINGAGES]
G INTENSITY 0:05 1 TIMESERIES T
[TIMESERIES]
T 0 10
`
const HILL = `
NCOLS 4
NROWS 3
XLLCENTER 5
YLLCENTER 105
CELLSIZE 10
NODATA_value -9999
-9999 10.2 10.4 10.6 10 10 10.2 10.4 10 10.2 10.4 10.6\n`
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

describe('lifeline simulate inundation of a ground with drains below', () => {
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
    const found = summary(out)
    // for 600 s: 109 mm/h on 1,100 m², 500 L/s of a source, and 20 L/s of dry weather
    expect(found.volume.rain).toBeCloseTo(20, 6)
    expect(found.volume.inflow).toBeCloseTo(300, 6)
    expect(found.network.inflow).toBeCloseTo(12, 6)
    expect(found.volume.network).toBeCloseTo(into, 6)
    expect(found.volume.error_relative).toBeLessThan(1e-6)
    expect(found.people).toMatchObject({ all: 12, not_tested: 2 })
    expect(found.people.affected).toBeGreaterThan(0)
    // what is taken otherwise is told, in the file and by the command
    expect(found.notes).toEqual([
      {
        zh: expect.stringContaining('buildings[0]'),
        en: expect.stringMatching(/^1 buildings hold the middle of no cell .*\(buildings\[0\]\)/),
      },
      { zh: expect.stringContaining('[RAINGAGES]'), en: expect.stringMatching(/\[RAINGAGES\].*read as nothing/) },
    ])
    for (const { zh, en } of found.notes) expect(told).toContain(`注意 note: ${zh} / ${en}`)
  })

  it('prints an account of the ground and one of the drains, each of which adds up', async () => {
    file('drain.inp', COUPLED)
    file('hill.asc', HILL)
    const roof = { polygon: TOWN.buildings[0]?.map(([x = 0, y = 0]) => [x + 20, y + 10]), to: { manhole: 'A' } }
    roof.polygon?.push([20, 120])
    const { code, told } = await run({ ...TOWN, buildings: [], roofs: [roof] })
    expect(code).toBe(0)
    const sum = (line: string) =>
      [...(told.match(new RegExp(`^${line}: .*`, 'm'))?.[0] ?? '').matchAll(/([\d.]+) m³/g)].reduce(
        (total, [, volume]) => total + Number(volume),
        0,
      )
    for (const account of ['ground', 'drains']) {
      expect(sum(`${account}, came`)).toBeGreaterThan(20)
      expect(Math.abs(sum(`${account}, came`) - sum(`${account}, went`))).toBeLessThan(0.01)
    }
    expect(told).toMatch(/^drains, came: .*roofs \d/m)
    expect(told.match(/^ground, came: .*/m)?.[0]).not.toContain('roofs')
  })

  it('writes how fast, how dangerous and for how long', async () => {
    file('drain.inp', COUPLED)
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
    expect(summary(out).volume.error_relative).toBeGreaterThan(1e-3)
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

  it('names each series that cannot be read: a field of rain, cells of a soil, a row of the network, the network itself', async () => {
    file('hill.asc', HILL)
    file('drain.inp', COUPLED)
    file('bad.inp', COUPLED.replace('T 0 10', 'T 0 ten'))
    const fields = [{ t_s: 0, mm_h: 'hill.asc' }, ...[300, 600].map((t_s) => ({ t_s, mm_h: `rain-${t_s}.asc` }))]
    const infiltration = [{ method: 'horton', initial_mm_h: 9, final_mm_h: 1, decay_per_h: 4, cells: 'lawn.asc' }]
    const unread = await run({ ...TOWN, rain: { fields }, infiltration, network: { inp: 'none.inp' } })
    expect(unread.code).toBe(2)
    expect(unread.errors).toEqual([
      expect.stringMatching(/^rain\.fields\[1\]\.mm_h: .*rain-300\.asc: cannot be read/),
      expect.stringMatching(/^rain\.fields\[2\]\.mm_h: .*rain-600\.asc: cannot be read/),
      expect.stringMatching(/^infiltration\[0\]\.cells: .*lawn\.asc: cannot be read/),
      expect.stringMatching(/^network\.inp: .*none\.inp cannot be read$/),
    ])
    const bad = await run({ ...TOWN, network: { inp: 'bad.inp' } })
    expect(bad.code).toBe(2)
    expect(bad.errors.join('\n')).toMatch(/network\.inp:\d+: \[TIMESERIES\] "ten"/)
    const ends = await run({
      ...TOWN,
      rain: {
        gauge: [
          [0, 0],
          [300, 2],
        ],
      },
    })
    expect({ code: ends.code, errors: ends.errors.join('\n') }).toEqual({
      code: 2,
      errors: expect.stringContaining('rain: gauge: ends at 300 s, expected to reach the end of the run at 600 s'),
    })
  })

  it('names the opening that lies off the grid where all are asked for', async () => {
    file('hill.asc', HILL)
    file('far.inp', COUPLED.replace('A 15 115', 'A 95 115'))
    const { code, errors } = await run({ ...TOWN, network: { inp: 'far.inp' } })
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringContaining('"A" at 95, 115: outside the DEM')] })
  })
})

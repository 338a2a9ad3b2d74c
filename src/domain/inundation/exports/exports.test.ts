import { fromArrayBuffer } from 'geotiff'
import { describe, expect, it } from 'vitest'
import { aFinishedRun, valley } from '../../../../tests/kit/a-flood.ts'
import { hydrograph } from '../samples.ts'
import { type ExportedRun, fileName } from './exported-run.ts'
import { floodGeoJson } from './geojson.ts'
import { encodeGeoTiff } from './geotiff.ts'
import { outlinesOf } from './outlines.ts'
import { worstRaster } from './rasters.ts'
import { entriesTable, hydrographTable, manholesTable, streetsTable } from './tables.ts'

function aRun(error = 2e-7): ExportedRun {
  const { summary, ...run } = aFinishedRun('', error)
  return { ...run, name: '50 年一遇/现状', outcome: summary.outcome, caveats: summary.caveats, error, tolerance: 1e-4 }
}

const none64 = new Float64Array()
const emptySeries = { times: none64, rim: none64, depth: none64, head: none64, flow: none64 }

/** What a generator comes to, whatever it pauses for. */
function whole<Value>(steps: Generator<void, Value>): Value {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

function geoJson(run: ExportedRun) {
  return JSON.parse(whole(floodGeoJson(run)).join(''))
}

describe('the name of a file', () => {
  it('tells city, scenario and the time in the city, and that nobody may rely on it', () => {
    expect(fileName(aRun(), '最大值', 'tif')).toBe('demo_50-年一遇-现状_20260301-1200_最大值.tif')
    expect(fileName(aRun(1e-3), 'entries', 'csv')).toContain('不可信-untrusted')
  })
})

describe('the raster of a run', () => {
  it('reads back as what was worst: bands, place, CRS, and no value where there is no ground', async () => {
    const run = aRun()
    const image = await (await fromArrayBuffer(worstRaster(run).buffer)).getImage()
    expect([image.getWidth(), image.getHeight(), image.getSamplesPerPixel()]).toEqual([40, 30, 8])
    expect(image.getBoundingBox()).toEqual([519_000, 3_990_000, 519_160, 3_990_120])
    expect(image.getGeoKeys()).toMatchObject({ ProjectedCSTypeGeoKey: 4549, GTRasterTypeGeoKey: 1 })
    expect(image.getGDALNoData()).toBeNaN()
    const [depth, , , , arrival] = (await image.readRasters()) as unknown as Float32Array[]
    // the file begins in the north, the run in the south
    const at = (band: Float32Array | undefined, column: number, row: number) => band?.[(29 - row) * 40 + column]
    expect(at(depth, 20, 15)).toBeCloseTo(1, 6)
    expect(at(depth, 20, 14)).toBeCloseTo(run.outcome.extremes.depth[14 * 40 + 20] ?? 0, 6)
    expect(at(depth, 0, 15)).toBeNaN()
    expect(at(arrival, 20, 15)).toBe(120)
    expect(at(arrival, 20, 0)).toBeNaN()
    expect(await image.getGDALMetadata(4)).toMatchObject({
      UNITTYPE: 's',
      DESCRIPTION: expect.stringMatching(/0\.15 m/),
    })
    const standing = ((await image.readRasters()) as unknown as Float32Array[])[7]
    expect(at(standing, 20, 15)).toBe(run.outcome.extremes.standing[15 * 40 + 20])
    expect(at(standing, 20, 15)).toBeGreaterThan(0)
    expect(at(standing, 0, 15)).toBeNaN()
    expect(await image.getGDALMetadata(7)).toMatchObject({
      UNITTYPE: 's',
      DESCRIPTION: expect.stringMatching(/0\.15 m/),
    })
    const description = new TextDecoder().decode(worstRaster(aRun(1e-3)).subarray(0, 4000))
    expect(description).toContain('不可信 NOT TRUSTWORTHY')
  })

  it('cites a CRS that EPSG does not number', async () => {
    const crs = '+proj=tmerc +lat_0=0 +lon_0=120.2 +k=1 +x_0=500000 +ellps=GRS80 +units=m +no_defs'
    const bands = [{ name: 'a', unit: 'm', values: Float32Array.of(1, 2) }]
    const raster = { columns: 2, rows: 1, size: 5, west: 0, south: 0, crs, description: 'x', bands }
    const image = await (await fromArrayBuffer(encodeGeoTiff(raster).buffer)).getImage()
    expect(image.getGeoKeys()).toMatchObject({ ProjectedCSTypeGeoKey: 32_767, PCSCitationGeoKey: crs })
    expect(() => encodeGeoTiff({ ...raster, columns: 3 })).toThrow('band "a" has 2 values, expected 1 × 3')
  })
})

describe('outlines of areas', () => {
  /** rows from north to south, as one reads */
  const drawn = (...lines: string[]) =>
    Int8Array.from(lines.toReversed().join('').split(''), (letter) => (letter === '.' ? -1 : Number(letter)))
  const areaOf = (ring: readonly (readonly [number, number])[]) =>
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [0, 0]
      return sum + (x * nextY - nextX * y) / 2
    }, 0)

  it('run around cells that share a side, counter-clockwise, with corners only where they turn', () => {
    const [one, ...others] = whole(outlinesOf(4, 2, drawn('.11.', '.11.')))
    expect(others).toEqual([])
    expect(one).toEqual({
      ...{ kind: 1, cells: 4 },
      rings: [
        [
          [3, 0],
          [3, 2],
          [1, 2],
          [1, 0],
        ],
      ],
    })
  })

  it('part what touches at a corner alone, and what is of another class', () => {
    expect(whole(outlinesOf(2, 2, drawn('1.', '.1')))).toHaveLength(2)
    expect(whole(outlinesOf(2, 1, drawn('12'))).map(({ kind }) => kind)).toEqual([1, 2])
  })

  it('have their holes clockwise behind the outer ring, and the areas add up to the cells', () => {
    const kinds = drawn('000000', '0.00.0', '0.0..0', '001000', '000000')
    const outlines = whole(outlinesOf(6, 5, kinds))
    const [zero] = outlines
    expect(zero?.rings.map(areaOf)).toEqual([30, -1, -3, -2])
    for (const { rings } of outlines)
      for (const ring of rings) expect(new Set(ring.map(String)).size, 'touches itself').toBe(ring.length)
    for (const { cells, rings } of outlines) expect(rings.reduce((sum, ring) => sum + areaOf(ring), 0)).toBe(cells)
  })
})

describe('the GeoJSON of a run', () => {
  it('holds entries with their verdict, streets by depth, and the area of each grade to the cell', () => {
    const { features, run } = geoJson(aRun())
    const of = (what: string) =>
      features.filter(({ properties }: { properties: { of: string } }) => properties.of === what)
    expect(of('entry').map(({ properties }: { properties: object }) => properties)).toMatchObject([
      { id: 'EN1', name: '中心站A口', verdict: 'flooded', arrival_s: 300, trustworthy: true },
      { id: 'EN2', verdict: 'dry', arrival_s: null },
    ])
    expect(of('street')[0].properties).toMatchObject({ 'length_from_0.50_m': 140, impassable_m: 140 })
    const deep = of('area').filter(({ properties }: { properties: { from_m: number } }) => properties.from_m === 0.5)
    const cells = aRun().outcome.extremes.depth.filter((depth) => depth >= 0.5).length
    expect(deep.reduce((sum: number, it: { properties: { area_m2: number } }) => sum + it.properties.area_m2, 0)).toBe(
      16 * cells,
    )
    const [lon, lat] = of('area')[0].geometry.coordinates[0][0]
    expect([lon, lat]).toEqual([expect.closeTo(120.21, 1), expect.closeTo(36.03, 1)])
    expect(run.join()).toContain('50 年一遇')
  })

  it('leaves out sea and river, and says so where nobody may rely on it', () => {
    const run = aRun(1e-3)
    const waters = new Uint8Array(valley.bed.length).fill(1)
    const { features } = geoJson({ ...run, outcome: { ...run.outcome, waters } })
    expect(features.some(({ properties }: { properties: { of: string } }) => properties.of === 'area')).toBe(false)
    expect(features[0].properties.trustworthy).toBe(false)
  })

  it('is refused where nobody knows the plane', () => {
    expect(() => whole(floodGeoJson({ ...aRun(), crs: 'local' }))).toThrow('CRS is "local"')
  })
})

describe('the tables of a run', () => {
  it('begin with what the run is and whether it can be relied on', () => {
    const table = entriesTable(aRun(1e-3))
    expect(table.startsWith('\uFEFF# 不可信 NOT TRUSTWORTHY: 水量误差 volume error 0.1%')).toBe(true)
    expect(entriesTable(aRun())).not.toContain('NOT TRUSTWORTHY')
    expect(table).toContain('# 情景 scenario: 50 年一遇/现状\n')
    expect(table).toContain('# 下渗 infiltration: 不计 not counted\n')
    const soaking = { ...aRun(), scenario: { ...aRun().scenario, infiltration: 'cover' as const } }
    expect(entriesTable(soaking)).toContain('# 下渗 infiltration: 按地表覆盖估算 estimated by land cover\n')
    // 0.1 % of what rained is not there at the end
    const { rain } = aRun().outcome.volumes
    expect(table).toContain(`: 地面 ground ${Number((-1e-3 * rain).toPrecision(3))} m³ (0.1%)\n`)
  })

  it('tell what was switched by name, state and time, by the scenario and while it ran, and what was not taken', () => {
    const pump = { id: 'P1', name: 'A 泵', from: 'S', to: 'O', flow_m3_s: 2.5 }
    const gate = { id: 'G1', name: '挡潮闸', from: 'S', to: 'O', kind: 'orifice' as const }
    const drainage = { path: '', nodes: 0, links: 0, pumps: [pump], gates: [gate], openings: [], outfalls: [] }
    const run = aRun()
    const switches = [
      { id: 'G1', time_s: 600, setting: 0.25 },
      { id: 'P1', time_s: 7200, setting: null },
    ]
    const scenario = { ...run.scenario, hours: 1, switches }
    const switched = [{ id: 'P1', time_s: 61.2345, setting: 0 }]
    const table = entriesTable({ ...run, plan: { ...run.plan, drainage }, scenario, switched })
    for (const line of [
      '# 情景设定的切换 switched by the scenario: 挡潮闸 G1: 开度 open 25% (600 s)',
      '# 情景设定的切换 switched by the scenario: A 泵 P1: 自动 by itself (7200 s, 在模拟结束之后，未执行 after the end: not taken)',
      '# 计算中切换 switched while it ran: A 泵 P1: 停泵 off (61.2 s)',
    ])
      expect(table.split('\n')).toContain(line)
  })

  it('list entries by arrival, with their place in plane and degrees', () => {
    const [head, first, second] = entriesTable(aRun())
      .split('\n')
      .filter((line) => !/^\uFEFF?#/.test(line))
    expect(head).toMatch(/^entry,name,kind,x_m,y_m,lon,lat,sill_m,verdict,arrival_s,over_m,over_at_s$/)
    expect(first).toMatch(/^EN1,中心站A口,metro,519082,3990062,120\.\d+,36\.\d+,3\.4,flooded,300,0\.6,720$/)
    expect(second).toMatch(/^EN2,.*,5,dry,,,$/)
  })

  it('leave the figures of a street empty that was not tested', () => {
    const run = aRun()
    const [street] = run.outcome.streets
    if (!street) throw new Error('no street')
    const table = streetsTable({ ...run, outcome: { ...run.outcome, streets: [{ ...street, isTested: false }] } })
    expect(table.trim().split('\n').at(-1)).toBe('RD1,谷底路,Valley Road,branch,,,,,,,,')
  })

  it('tell a place over time, and the drains', () => {
    const lines = hydrographTable(aRun(), '120.35, 36.06', hydrograph(aRun().frames, 15 * 40 + 20))
      .trim()
      .split('\n')
    expect(lines.at(-1)).toBe('720,1,0.5')
    const series = { nodes: [], links: [] as string[], ...emptySeries }
    const none = { series, initial: 0, inflow: 0, outflow: 0, spilled: 0, lost: 0, stored: 0, error: 0 }
    const manhole = (node: string, returned: number) => ({
      node,
      drained: 5,
      returned,
      peak: 0.1,
      peakAt: 60,
      since: 30,
    })
    const table = manholesTable(aRun(), { ...none, manholes: [manhole('a,b', 1), manhole('c', 2)] })
    expect(table.trim().split('\n').slice(-2)).toEqual(['c,,,,5,2,0.1,60,30', '"a,b",,,,5,1,0.1,60,30'])
  })
})

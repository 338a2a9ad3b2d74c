import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeArrayBuffer } from 'geotiff'
import { describe, expect, it, vi } from 'vitest'
import { encodeGeoTiff } from '../src/domain/inundation/exports/geotiff.ts'
import { inundationFolder } from '../tests/kit/inundation-folder.ts'
import { simulateInundation } from './simulate-inundation.ts'

const { file, run, lines, grid } = inundationFolder()

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

/** a GeoTIFF as many DEMs come */
const DEGREES = {
  ...{ width: 4, height: 3, BitsPerSample: [32], SampleFormat: [3], SamplesPerPixel: 1, PhotometricInterpretation: 1 },
  ...{ ModelPixelScale: [1 / 3600, 1 / 3600, 0], ModelTiepoint: [0, 0, 0, 120, 31, 0] },
  ...{ GTModelTypeGeoKey: 2, GTRasterTypeGeoKey: 1, GeographicTypeGeoKey: 4326 },
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

  it('computes on a GeoTIFF, and refuses one in degrees', async () => {
    const raster = { columns: 4, rows: 3, size: 10, west: 500_000, south: 3_400_000, description: '' }
    const dem = Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0, Number.NaN, 0, 0, 0)
    const bands = [{ name: 'ground', unit: 'm', values: dem }]
    file('dem.tif', Buffer.from(encodeGeoTiff({ ...raster, crs: 'EPSG:4549', bands })))
    const given = { grid: { dem: 'dem.tif', manning: 0.03, initial_level: 0.2 }, duration_s: 10 }
    const { code, out } = await run(given)
    expect(code).toBe(0)
    expect(lines(out, 'max_depth.asc').slice(2, 5)).toEqual(['xllcorner 500000', 'yllcorner 3400000', 'cellsize 10'])
    expect(grid(out, 'max_depth').map((depth) => Math.round(depth * 10) / 10)).toEqual([
      Number.NaN,
      ...Array(11).fill(0.2),
    ])
    file('dem.tif', Buffer.from(writeArrayBuffer(dem, DEGREES)))
    expect((await run(given)).errors).toEqual([expect.stringContaining('(EPSG:4326) is not projected')])
  })

  it('refuses an ASCII grid whose .prj is in degrees', async () => {
    file('wgs.asc', BASIN)
    file('wgs.prj', 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]')
    const given = { grid: { dem: 'wgs.asc', manning: 0.03 }, duration_s: 10 }
    expect(await run(given)).toMatchObject({ code: 2, errors: [expect.stringContaining('a CRS in degrees (GEOGCS')] })
    file('wgs.prj', 'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]]')
    expect((await run(given)).code).toBe(0)
  })

  it('refuses a hole of -9999 in a DEM that declares -32768, and a raster that is not there', async () => {
    file('dem.asc', `${HEADER.replace('-9999', '-32768')}-32768 0 0 0 0 -9999 0 0 0 0 0 0`)
    const hole = await run({ grid: { dem: 'dem.asc', manning: 0.03 }, duration_s: 10 })
    expect(hole.code).toBe(2)
    expect(hole.errors.join('\n')).toMatch(
      /-9999 at x 15, y 115 \(row 2 from the north, column 2\), expected -9000 to 9000/,
    )
    const none = await run({ grid: { dem: 'none.tif', manning: 0.03 }, duration_s: 10 })
    expect(none.code).toBe(2)
    expect(none.errors.join('\n')).toMatch(
      /^grid\.dem: .*none\.tif: cannot be read, expected an ESRI ASCII grid or a GeoTIFF$/,
    )
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

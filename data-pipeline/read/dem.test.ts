import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRaster } from './dem.ts'
import { type Raster, rasterHash, rasterLookup, rasterResolution } from './raster.ts'

const COLUMNS = 4700
const ROWS = 3600
const CELL = 2
const NO_DATA = -9999
const heightAt = (column: number, row: number) => Math.fround(column / 10 + row / 1000)
/** a lake that nobody measured, over the edge of two blocks */
const isUnknown = (column: number, row: number) => column >= 250 && column < 262 && row >= 500 && row < 520

describe('a DEM of more pixels than are held', () => {
  let folder: string
  let raster: Raster
  let at: (column: number, row: number) => number | null
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeline-dem-'))
    const heights = new Float32Array(COLUMNS * ROWS)
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++)
        heights[row * COLUMNS + column] = isUnknown(column, row) ? NO_DATA : heightAt(column, row)
    const file = writeArrayBuffer(heights, {
      ...{ width: COLUMNS, height: ROWS, BitsPerSample: [32], SampleFormat: [3], SamplesPerPixel: 1 },
      ...{ PhotometricInterpretation: 1, ModelPixelScale: [CELL, CELL, 0], GDAL_NODATA: String(NO_DATA) },
      ...{ ModelTiepoint: [0, 0, 0, 530_000, 3_990_000, 0], GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 4549 },
    })
    await writeFile(join(folder, 'dem.tif'), new Uint8Array(file))
    raster = await readRaster(join(folder, 'dem.tif'), null, join(folder, 'dem.bin'))
    const lookup = rasterLookup(raster)
    at = (column, row) => lookup(530_000 + (column + 0.5) * CELL, 3_990_000 - (row + 0.5) * CELL)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('lies in a file, and gives every pixel back', () => {
    expect(raster.values).toHaveProperty('path', join(folder, 'dem.bin'))
    for (const column of [0, 1, 249, 255, 256, 1000, 4607, 4608, 4698, 4699])
      for (const row of [0, 255, 256, 511, 512, 3583, 3584, 3599])
        if (!isUnknown(column, row)) expect(at(column, row)).toBeCloseTo(heightAt(column, row), 3)
  })

  it('knows nothing where it has no data, and outside', () => {
    expect(at(255, 511)).toBeNull()
    expect(at(256, 512)).toBeNull()
    expect(at(262, 519)).not.toBeNull()
    expect(at(-1, 0)).toBeNull()
    expect(at(0, ROWS)).toBeNull()
  })

  it('says how wide its pixels are, and has a hash', () => {
    expect(rasterResolution(raster)).toBeCloseTo(CELL, 2)
    expect(rasterHash(raster)).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a small DEM', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeline-dem-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** Two columns and a row: 5 m, and what is said to be no data. */
  async function read(more: object): Promise<Raster> {
    const file = writeArrayBuffer(Float32Array.of(5, -9999.9), {
      ...{ width: 2, height: 1, BitsPerSample: [32], SampleFormat: [3], SamplesPerPixel: 1, GDAL_NODATA: '-9999.9' },
      ...{ PhotometricInterpretation: 1, ModelPixelScale: [CELL, CELL, 0], GTModelTypeGeoKey: 1 },
      ...{ ModelTiepoint: [0, 0, 0, 530_000, 3_990_000, 0], ProjectedCSTypeGeoKey: 4549, ...more },
    })
    await writeFile(join(folder, 'dem.tif'), new Uint8Array(file))
    return readRaster(join(folder, 'dem.tif'), null, join(folder, 'dem.bin'))
  }

  it('has no ground of a no data that float32 cannot hold as it is written', async () => {
    const at = rasterLookup(await read({}))
    expect([at(530_001, 3_989_999), at(530_003, 3_989_999)]).toEqual([5, null])
  })

  it('of points lies half a pixel to the north-west of where its places are', async () => {
    expect((await read({ GTRasterTypeGeoKey: 1 })).box).toEqual([530_000, 3_989_998, 530_004, 3_990_000])
    expect((await read({ GTRasterTypeGeoKey: 2 })).box).toEqual([529_999, 3_989_999, 530_003, 3_990_001])
  })
})

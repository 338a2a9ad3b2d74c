import { basename } from 'node:path'
import { fromFile, type GeoTIFFImage } from 'geotiff'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import { inputSize } from './input-file.ts'
import type { Raster } from './raster.ts'
import { type RasterFile, writeRasterFile } from './raster-file.ts'

/** GeoKey value "user-defined": the code does not name the CRS */
const USER_DEFINED = 32767
/** GTRasterTypeGeoKey of values at points (OGC 19-008r4, GeoTIFF 1.1, 7.4) */
const POINT = 2
/** pixels of a raster that is held whole: 64 MB; a larger one is written to a file and read block by block */
const MOST_HELD = 1 << 24
/** pixels of a block of the GeoTIFF, which is decoded as one */
const LARGEST_BLOCK = 1 << 26
/** rows that are read at a time are a multiple of these */
const BAND = 256

/**
 * Reads the first band of a GeoTIFF, a band of rows at a time.
 *
 * @param fallback  CRS when the file has no GeoKeys that name one
 * @param spill  file that takes the values when there are too many to hold them
 * @throws UnusableInput when it is no GeoTIFF or its CRS cannot be known
 */
export async function readRaster(path: string, fallback: Crs | null, spill: string): Promise<Raster> {
  const file = basename(path)
  const size = await inputSize(path)
  try {
    const tiff = await fromFile(path)
    try {
      const image = await tiff.getImage()
      await refuseCut(image, size)
      const keys = image.getGeoKeys() ?? {}
      const crs = crsOfKeys(keys, fallback, file)
      const [columns, rows] = [image.getWidth(), image.getHeight()]
      const values = columns * rows > MOST_HELD ? await spilled(image, spill) : await held(image)
      return { crs: crs.name, columns, rows, box: boxOf(image, keys.GTRasterTypeGeoKey === POINT), values }
    } finally {
      await tiff.close()
    }
  } catch (error) {
    if (error instanceof UnusableInput) throw error
    throw unreadable(file, error instanceof Error ? error.message : String(error))
  }
}

/** West, south, east and north edge of all pixels; of points the file tells the places of their middles. */
function boxOf(image: GeoTIFFImage, isPoint: boolean): Raster['box'] {
  const [west = 0, south = 0, east = 0, north = 0] = image.getBoundingBox()
  const [half, down] = isPoint
    ? [(east - west) / image.getWidth() / 2, (north - south) / image.getHeight() / 2]
    : [0, 0]
  return [west - half, south + down, east - half, north + down]
}

/**
 * A file that was cut short reads as if its end were 0: heights that are wrong, not missing.
 *
 * @param size  of the file [bytes]
 * @throws Error when a block of the image ends beyond it
 */
export async function refuseCut({ fileDirectory, isTiled }: GeoTIFFImage, size: number): Promise<void> {
  const kind = isTiled ? 'Tile' : 'Strip'
  const offsets = (await fileDirectory.loadValue(`${kind}Offsets`)) as ArrayLike<number | bigint>
  const lengths = (await fileDirectory.loadValue(`${kind}ByteCounts`)) as ArrayLike<number | bigint>
  for (let block = 0; block < offsets.length; block++) {
    const end = Number(offsets[block]) + Number(lengths[block])
    if (!(end <= size)) throw new Error(`a block ends at byte ${end}, the file has ${size}`)
  }
}

async function held(image: GeoTIFFImage): Promise<Float32Array<SharedArrayBuffer> | Float64Array<SharedArrayBuffer>> {
  const values = await window(image, 0, image.getHeight())
  const memory = new SharedArrayBuffer(values.byteLength)
  const shared = values instanceof Float64Array ? new Float64Array(memory) : new Float32Array(memory)
  shared.set(values)
  return shared
}

async function spilled(image: GeoTIFFImage, path: string): Promise<RasterFile> {
  if (image.getTileWidth() * image.getTileHeight() > LARGEST_BLOCK) {
    throw new Error('the GeoTIFF is one block, which cannot be read in parts; write it with tiles (gdal TILED=YES)')
  }
  const rows = image.getHeight()
  const step = BAND * Math.ceil(image.getTileHeight() / BAND)
  async function* bands() {
    for (let top = 0; top < rows; top += step)
      yield Float32Array.from(await window(image, top, Math.min(top + step, rows)))
  }
  return await writeRasterFile(path, image.getWidth(), bands())
}

/** Rows of the first band, NaN = no data. */
async function window(image: GeoTIFFImage, top: number, bottom: number): Promise<Float32Array | Float64Array> {
  const rasters = await image.readRasters({ samples: [0], window: [0, top, image.getWidth(), bottom] })
  const band = Array.isArray(rasters) ? rasters[0] : rasters
  if (!band || typeof band === 'number') throw new Error('no raster band')
  const told = image.getGDALNoData()
  const given = band as ArrayLike<number>
  // a pixel holds what is told as its numbers can: -9999.9 is -9999.900390625 in float32
  const noData = told !== null && given instanceof Float32Array ? Math.fround(told) : told
  const values = given instanceof Float64Array ? new Float64Array(given.length) : new Float32Array(given.length)
  for (let i = 0; i < values.length; i++) {
    const value = given[i] ?? Number.NaN
    values[i] = value === noData || !Number.isFinite(value) ? Number.NaN : value
  }
  return values
}

function crsOfKeys(keys: object, fallback: Crs | null, file: string): Crs {
  const read = (name: string) => Number((keys as Record<string, unknown>)[name])
  const code = read('ProjectedCSTypeGeoKey') || read('GeographicTypeGeoKey')
  const crs = code && code !== USER_DEFINED ? crsOf(`EPSG:${code}`) : null
  if (crs) return crs
  if (fallback) return fallback
  const message = {
    zh: '无法得知高程模型的坐标系；请用 --crs 指明',
    en: 'the CRS of the DEM is not known; say it with --crs',
  }
  throw new UnusableInput('dem-crs', message, { file, value: code || null, expected: 'EPSG:4490 4326 3857 4513–4554' })
}

function unreadable(file: string, detail: string): UnusableInput {
  return new UnusableInput(
    'dem-unreadable',
    {
      zh: `不是完整可读的 GeoTIFF，可能已损坏或被截断：${detail}`,
      en: `no whole, readable GeoTIFF, perhaps damaged or cut short: ${detail}`,
    },
    { file, expected: 'GeoTIFF' },
  )
}

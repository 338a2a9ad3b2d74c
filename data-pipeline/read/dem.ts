import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { fromFile, type GeoTIFFImage } from 'geotiff'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import { UnusableInput } from '../check/finding.ts'
import type { GroundModel } from '../survey.ts'
import { inputSize } from './input-file.ts'
import { type RasterFile, rasterFileReader, writeRasterFile } from './raster-file.ts'

/** GeoKey value "user-defined": the code does not name the CRS */
const USER_DEFINED = 32767
/** pixels of a raster that is held whole: 64 MB; a larger one is written to a file and read block by block */
const MOST_HELD = 1 << 24
/** pixels of a block of the GeoTIFF, which is decoded as one */
const LARGEST_BLOCK = 1 << 26
/** rows that are read at a time are a multiple of these */
const BAND = 256

/** name of the file beside the chunks of shards that holds a large DEM */
export const DEM_FILE = 'dem.bin'

/** A height field as plain data in shared memory, so that threads read one copy. */
export interface Raster {
  /** as `crsOf` takes it */
  readonly crs: string
  readonly columns: number
  readonly rows: number
  /** west, south, east, north of the outer pixels' rims, in the CRS */
  readonly box: readonly [number, number, number, number]
  /** row 0 north, NaN = no data; in a file when there are many */
  readonly values: Float32Array<SharedArrayBuffer> | Float64Array<SharedArrayBuffer> | RasterFile
}

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
      const crs = crsOfKeys(image.getGeoKeys() ?? {}, fallback, file)
      const [west = 0, south = 0, east = 0, north = 0] = image.getBoundingBox()
      const [columns, rows] = [image.getWidth(), image.getHeight()]
      const values = columns * rows > MOST_HELD ? await spilled(image, spill) : await held(image)
      return { crs: crs.name, columns, rows, box: [west, south, east, north], values }
    } finally {
      await tiff.close()
    }
  } catch (error) {
    if (error instanceof UnusableInput) throw error
    throw unreadable(file, error instanceof Error ? error.message : String(error))
  }
}

/** A file that was cut short reads as if its end were 0: heights that are wrong, not missing. */
async function refuseCut({ fileDirectory, isTiled }: GeoTIFFImage, size: number): Promise<void> {
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
  const noData = image.getGDALNoData()
  const given = band as ArrayLike<number>
  const values = given instanceof Float64Array ? new Float64Array(given.length) : new Float32Array(given.length)
  for (let i = 0; i < values.length; i++) {
    const value = given[i] ?? Number.NaN
    values[i] = value === noData || !Number.isFinite(value) ? Number.NaN : value
  }
  return values
}

/** Hash of the values of a raster. */
export function rasterHash({ values }: Raster): string {
  if ('hash' in values) return values.hash
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex')
}

/**
 * Looks heights up, bilinear between pixel centres.
 *
 * @returns  value at a place, or null outside the raster and where a needed pixel is "no data"
 */
export function rasterModel(raster: Raster): GroundModel {
  const crs = crsOf(raster.crs)
  if (!crs) throw new Error(`rasterModel: unknown CRS ${raster.crs}`)
  const at = rasterLookup(raster)
  return (lon, lat) => at(...crs.fromLonLat(lon, lat))
}

/** Width of a pixel in the middle of a raster [m]. */
export function rasterResolution({ crs: name, columns, rows, box: [west, south, east, north] }: Raster): number {
  const crs = crsOf(name)
  if (!crs) throw new Error(`rasterResolution: unknown CRS ${name}`)
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const [here, next] = [crs.toLonLat(x, y), crs.toLonLat(x + (east - west) / columns, y + (north - south) / rows)]
  return planLength(here.lon, here.lat, next.lon, next.lat) / Math.SQRT2
}

/** The same by coordinates in the raster's own CRS. */
export function rasterLookup({ columns, rows, box, values }: Raster): (x: number, y: number) => number | null {
  const [west, south, east, north] = box
  const read =
    'hash' in values
      ? rasterFileReader(values, columns)
      : (column: number, row: number) => values[row * columns + column] ?? Number.NaN
  const at = (column: number, row: number): number | null => {
    const value = read(column, row)
    return Number.isNaN(value) ? null : value
  }
  return (x, y) => {
    const column = ((x - west) / (east - west)) * columns
    const row = ((north - y) / (north - south)) * rows
    if (!(column >= 0 && column <= columns && row >= 0 && row <= rows)) return null
    return bilinear(at, clamp(column - 0.5, columns - 1), clamp(row - 0.5, rows - 1), columns, rows)
  }
}

function bilinear(
  at: (column: number, row: number) => number | null,
  x: number,
  y: number,
  columns: number,
  rows: number,
): number | null {
  const column = Math.min(Math.floor(x), Math.max(columns - 2, 0))
  const row = Math.min(Math.floor(y), Math.max(rows - 2, 0))
  const [fx, fy] = [x - column, y - row]
  let [sum, weights] = [0, 0]
  for (const [dx, dy, weight] of [
    [0, 0, (1 - fx) * (1 - fy)],
    [1, 0, fx * (1 - fy)],
    [0, 1, (1 - fx) * fy],
    [1, 1, fx * fy],
  ] as const) {
    if (weight === 0) continue
    const value = at(column + dx, row + dy)
    if (value === null) return null
    sum += value * weight
    weights += weight
  }
  return weights > 0 ? sum / weights : null
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

function clamp(value: number, high: number): number {
  return Math.min(Math.max(value, 0), high)
}

import { basename } from 'node:path'
import { fromArrayBuffer } from 'geotiff'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import { UnusableInput } from '../check/finding.ts'
import type { GroundModel } from '../survey.ts'
import { readInputBytes } from './input-file.ts'

/** GeoKey value "user-defined": the code does not name the CRS */
const USER_DEFINED = 32767
/** the raster is held whole, and twice while it is decoded */
const LARGEST_BYTES = 1 << 30

/** A height field as plain data in shared memory, so that threads read one copy. */
export interface Raster {
  /** as `crsOf` takes it */
  readonly crs: string
  readonly columns: number
  readonly rows: number
  /** west, south, east, north of the outer pixels' rims, in the CRS */
  readonly box: readonly [number, number, number, number]
  /** row 0 north, NaN = no data */
  readonly values: Float32Array<SharedArrayBuffer> | Float64Array<SharedArrayBuffer>
}

/**
 * Reads the first band of a GeoTIFF.
 *
 * @param fallback  CRS when the file has no GeoKeys that name one
 * @throws UnusableInput when it is no GeoTIFF or its CRS cannot be known
 */
export async function readRaster(path: string, fallback: Crs | null): Promise<Raster> {
  const file = basename(path)
  const { keys, values, columns, rows, box, noData } = await openImage(path, file)
  const [west = 0, south = 0, east = 0, north = 0] = box
  const isDouble = values instanceof Float64Array
  const memory = new SharedArrayBuffer(values.length * (isDouble ? 8 : 4))
  const shared = isDouble ? new Float64Array(memory) : new Float32Array(memory)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    shared[i] = value === noData || !Number.isFinite(value) ? Number.NaN : value
  }
  const crs = crsOfKeys(keys, fallback, file)
  return { crs: crs.name, columns, rows, box: [west, south, east, north], values: shared }
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
  const at = (column: number, row: number): number | null => {
    const value = values[row * columns + column] ?? Number.NaN
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

async function openImage(path: string, file: string) {
  const bytes = await readInputBytes(path, LARGEST_BYTES)
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    const image = await (await fromArrayBuffer(buffer)).getImage()
    const rasters = await image.readRasters({ samples: [0] })
    const band = Array.isArray(rasters) ? rasters[0] : rasters
    if (!band || typeof band === 'number') throw new Error('no raster band')
    return {
      keys: image.getGeoKeys() ?? {},
      values: band as ArrayLike<number>,
      columns: image.getWidth(),
      rows: image.getHeight(),
      box: image.getBoundingBox(),
      noData: image.getGDALNoData(),
    }
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error))
  }
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

import { createHash } from 'node:crypto'
import { crsOf } from '../../src/domain/geo/crs.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import type { GroundModel } from '../survey.ts'
import { type RasterFile, rasterFileReader } from './raster-file.ts'

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

function clamp(value: number, high: number): number {
  return Math.min(Math.max(value, 0), high)
}

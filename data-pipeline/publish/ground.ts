import { createHash } from 'node:crypto'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { GroundSums } from '../ingest/ground-sums.ts'
import { type Raster, rasterHash, rasterModel } from '../read/raster.ts'
import type { GroundModel } from '../survey.ts'

const CELLS = 64

/** What the ground under a city is made from, as plain data that threads share. */
export type GroundData =
  | { readonly origin: 'dem'; readonly raster: Raster }
  | { readonly origin: 'points'; readonly bounds: Bounds; readonly levels: Float64Array }
  | { readonly origin: 'none' }

/** The ground under a city and where it comes from. */
export interface Ground {
  /** H [m]; null where nothing is known */
  readonly at: GroundModel
  readonly origin: GroundData['origin']
  readonly data: GroundData
}

/** The DEM where there is one; else cell means of the points' ground levels, spread outwards; else nothing. */
export function groundData(dem: Raster | null, sums: GroundSums, bounds: Bounds): GroundData {
  if (dem) return { origin: 'dem', raster: dem }
  let levels = sums.means(bounds, CELLS)
  if (levels === null) return { origin: 'none' }
  while (levels.some(Number.isNaN)) levels = spread(levels)
  return { origin: 'points', bounds, levels }
}

export function groundOf(data: GroundData): Ground {
  const { origin } = data
  if (data.origin === 'dem') return { at: rasterModel(data.raster), origin, data }
  if (data.origin === 'points') return { at: surfaceThrough(data.levels, data.bounds), origin, data }
  return { at: () => null, origin, data }
}

/** Hash of what a ground is made from. */
export function groundHash(data: GroundData): string {
  const hash = createHash('sha256').update(data.origin)
  if (data.origin === 'points') hash.update(data.levels).update(JSON.stringify(data.bounds))
  if (data.origin === 'dem') {
    const { values: _, ...raster } = data.raster
    hash.update(JSON.stringify(raster)).update(rasterHash(data.raster))
  }
  return hash.digest('hex')
}

/** Bilinear between cell centres. */
function surfaceThrough(grid: Float64Array, [west, south, east, north]: Bounds): GroundModel {
  const column = (lon: number) => ((lon - west) / (east - west)) * CELLS - 0.5
  const row = (lat: number) => ((lat - south) / (north - south)) * CELLS - 0.5
  return (lon, lat) => {
    const x = Math.min(Math.max(column(lon), 0), CELLS - 1.001)
    const y = Math.min(Math.max(row(lat), 0), CELLS - 1.001)
    const [i, j] = [Math.floor(x), Math.floor(y)]
    const at = (dx: number, dy: number) => grid[(j + dy) * CELLS + i + dx] ?? Number.NaN
    const [fx, fy] = [x - i, y - j]
    return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy
  }
}

/** One step outwards: every empty cell takes the mean of its known neighbours. */
function spread(grid: Float64Array): Float64Array {
  return grid.map((value, index) => {
    if (!Number.isNaN(value)) return value
    const [i, j] = [index % CELLS, Math.floor(index / CELLS)]
    let [sum, count] = [0, 0]
    for (const [di, dj] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      const [ni, nj] = [i + di, j + dj]
      if (ni < 0 || nj < 0 || ni >= CELLS || nj >= CELLS) continue
      const neighbour = grid[nj * CELLS + ni] ?? Number.NaN
      if (Number.isNaN(neighbour)) continue
      sum += neighbour
      count++
    }
    return count > 0 ? sum / count : Number.NaN
  })
}

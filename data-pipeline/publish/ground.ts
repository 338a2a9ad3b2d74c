import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { GroundModel, Survey } from '../survey.ts'

const CELLS = 64

/** The ground under a city and where it comes from. */
export interface Ground {
  /** H [m]; null where nothing is known */
  readonly at: GroundModel
  readonly origin: 'dem' | 'points' | 'none'
}

/** The DEM where there is one; else a surface through the points' ground levels; else nothing. */
export function groundOf(survey: Survey, bounds: Bounds): Ground {
  if (survey.dem) return { at: survey.dem, origin: 'dem' }
  const levels = survey.points.flatMap(({ lon, lat, ground }) => (ground === null ? [] : [{ lon, lat, ground }]))
  if (levels.length === 0) return { at: () => null, origin: 'none' }
  return { at: surfaceThrough(levels, bounds), origin: 'points' }
}

/** Cell means of the levels, empty cells filled from their neighbours outwards, bilinear between cell centres. */
function surfaceThrough(
  levels: readonly { readonly lon: number; readonly lat: number; readonly ground: number }[],
  [west, south, east, north]: Bounds,
): GroundModel {
  const column = (lon: number) => ((lon - west) / (east - west)) * CELLS - 0.5
  const row = (lat: number) => ((lat - south) / (north - south)) * CELLS - 0.5
  const cell = (value: number) => Math.min(Math.max(Math.round(value), 0), CELLS - 1)
  const sums = new Float64Array(CELLS * CELLS)
  const counts = new Uint32Array(CELLS * CELLS)
  for (const { lon, lat, ground } of levels) {
    const index = cell(row(lat)) * CELLS + cell(column(lon))
    sums[index] = (sums[index] ?? 0) + ground
    counts[index] = (counts[index] ?? 0) + 1
  }
  let grid: Float64Array = sums.map((sum, index) => (counts[index] ? sum / (counts[index] ?? 1) : Number.NaN))
  while (grid.some(Number.isNaN)) grid = spread(grid)
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

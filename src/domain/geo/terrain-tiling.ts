import type { Bounds } from './coordinates.ts'

/** ground goes on for this many times the city's size beyond each side */
const MARGIN = 2
/** a root square is at least this many times as wide as the city: few squares hold the city and its surroundings */
const ROOT_SIZE = 2.5
/** degrees of a square at level 0, of which there are two */
const WORLD = 180
const METRES_PER_DEGREE = 111_320
/** height error of a square as a share of its side: a city's ground is smoother than its squares are wide */
const ROUGHNESS = 0.0018

/**
 * A block of squares of one level of the geographic tiling of TMS: at level L a square has 180° / 2^L, column 0 begins at
 * the date line, row 0 at the south pole.
 */
export interface TileRange {
  readonly level: number
  readonly west: number
  readonly south: number
  /** last column and row, which belong to it */
  readonly east: number
  readonly north: number
}

/** west, south, east, north of a square [degrees] */
export function terrainTileBounds(level: number, column: number, row: number): Bounds {
  const size = WORLD / 2 ** level
  return [column * size - 180, row * size - 90, (column + 1) * size - 180, (row + 1) * size - 90]
}

/** The squares of a level that hold more than the rim of an area. */
export function terrainTilesOver([west, south, east, north]: Bounds, level: number): TileRange {
  const size = WORLD / 2 ** level
  const rows = 2 ** level
  const last = (degrees: number, count: number) => Math.min(Math.max(Math.ceil(degrees / size) - 1, 0), count - 1)
  const first = (degrees: number, count: number) => Math.min(Math.max(Math.floor(degrees / size), 0), count - 1)
  return {
    level,
    west: first(west + 180, 2 * rows),
    south: first(south + 90, rows),
    east: last(east + 180, 2 * rows),
    north: last(north + 90, rows),
  }
}

/** The coarsest squares that the twin draws of a city: they hold it and its surroundings. */
export function terrainRoots([west, south, east, north]: Bounds): TileRange {
  const [width, depth] = [east - west, north - south]
  const level = Math.max(0, Math.floor(Math.log2(WORLD / (ROOT_SIZE * Math.max(width, depth, 1e-6)))))
  const area = [west - MARGIN * width, south - MARGIN * depth, east + MARGIN * width, north + MARGIN * depth] as const
  return terrainTilesOver(area, level)
}

/** How far the ground of a level may be off [m]: engines choose levels by it, and a square's mesh keeps within a quarter. */
export function terrainError(level: number): number {
  return (ROUGHNESS * WORLD * METRES_PER_DEGREE) / 2 ** level
}

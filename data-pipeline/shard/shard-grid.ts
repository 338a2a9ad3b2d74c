import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import { hilbert } from '../store/hilbert.ts'

/** Sides of a shard [degrees]: some 2.8 km north, 2.2 km east at 36°. The grid is the Earth's, so shards never move. */
const SIDE = 0.025
/** What lies this near to a shard [m] is read with it: joints, clearances and unconnected ends look across its border. */
export const HALO = 30
const METRES_PER_DEGREE = 111_132
/** 2^14 cells are more than the 14,400 around the equator */
const GLOBE_ORDER = 14

export interface ShardCell {
  readonly column: number
  readonly row: number
}

/** The cell of a place. */
export function shardAt(lon: number, lat: number): ShardCell {
  return { column: Math.floor(lon / SIDE), row: Math.floor(lat / SIDE) }
}

/** The name of a shard's folder and tiles, e.g. "4803_1442". */
export function shardName({ column, row }: ShardCell): string {
  return `${column}_${row}`
}

export function shardOf(name: string): ShardCell {
  const [column = Number.NaN, row = Number.NaN] = name.split('_').map(Number)
  return { column, row }
}

/** Position of a shard along a Hilbert curve round the globe: the order in which shards are numbered and merged. */
export function shardOrder({ column, row }: ShardCell): number {
  return hilbert(column + 180 / SIDE, row + 90 / SIDE, GLOBE_ORDER)
}

/** South-west corner and side of a shard [degrees]. */
export function shardSquare({ column, row }: ShardCell): { west: number; south: number; side: number } {
  return { west: column * SIDE, south: row * SIDE, side: SIDE }
}

/** The middle of a shard [degrees]. */
export function shardMiddle({ column, row }: ShardCell): LonLat {
  return { lon: (column + 0.5) * SIDE, lat: (row + 0.5) * SIDE }
}

/** Does a box widened by the halo lie inside a cell? Most do, and are near to no other. */
export function isInside(
  { column, row }: ShardCell,
  west: number,
  south: number,
  east: number,
  north: number,
): boolean {
  const up = HALO / METRES_PER_DEGREE
  if (south - up < row * SIDE || north + up >= (row + 1) * SIDE) return false
  const across = up / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  return west - across >= column * SIDE && east + across < (column + 1) * SIDE
}

/** Does a place lie in a cell or its halo? Then everything that touches it is read with the cell. */
export function isNear({ column, row }: ShardCell, lon: number, lat: number): boolean {
  const up = HALO / METRES_PER_DEGREE
  if (lat < row * SIDE - up || lat >= (row + 1) * SIDE + up) return false
  const across = up / Math.cos((lat * Math.PI) / 180)
  return lon >= column * SIDE - across && lon < (column + 1) * SIDE + across
}

/** Every shard that a box widened by the halo touches. */
export function shardsTouching(west: number, south: number, east: number, north: number): ShardCell[] {
  const up = HALO / METRES_PER_DEGREE
  const across = up / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  const low = shardAt(west - across, south - up)
  const high = shardAt(east + across, north + up)
  const cells: ShardCell[] = []
  for (let row = low.row; row <= high.row; row++)
    for (let column = low.column; column <= high.column; column++) cells.push({ column, row })
  return cells
}

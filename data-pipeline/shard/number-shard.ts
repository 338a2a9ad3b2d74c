import { hilbert } from '../store/hilbert.ts'
import type { LineRows } from '../store/line-rows.ts'
import type { LoadedShard } from './load-shard.ts'
import { type ShardCell, shardSquare } from './shard-grid.ts'

const ORDER = 16
/** rows of a shard, lines and points together, are below this: a position and a row are one exact number */
const ROWS = 2 ** 21

export interface ShardGids {
  /** 0 in rows of the halo */
  readonly lines: Uint32Array
  readonly points: Uint32Array
  /** rows, lines first and then points, that got a new gid, in the order of their gids */
  readonly fresh: Uint32Array
}

/**
 * Numbers the own rows of a shard: those of earlier builds keep their gid, new ones get `first` and on, in Hilbert order
 * of their middles, so that neighbours have near numbers (small deltas compress: 6 instead of 16 bytes a line).
 */
export function numberShard(loaded: LoadedShard, cell: ShardCell, first: number): ShardGids {
  const { lines, points, ownLines, ownPoints } = loaded
  const result = { lines: new Uint32Array(lines.count), points: new Uint32Array(points.count) }
  result.lines.set(loaded.givenLines)
  result.points.set(loaded.givenPoints)
  const { west, south, side } = shardSquare(cell)
  const positionOf = (lon: number, lat: number) => {
    const step = (share: number) => Math.min(Math.max(Math.floor((share / side) * 2 ** ORDER), 0), 2 ** ORDER - 1)
    return hilbert(step(lon - west), step(lat - south), ORDER)
  }
  const order: number[] = []
  for (let line = 0; line < ownLines; line++)
    if (result.lines[line] === 0) order.push(positionOf(...middleOf(lines, line)) * ROWS + line)
  const { lon, lat } = points.columns
  for (let point = 0; point < ownPoints; point++)
    if (result.points[point] === 0) order.push(positionOf(lon[point] ?? 0, lat[point] ?? 0) * ROWS + ownLines + point)
  const sorted = Float64Array.from(order).sort()
  const fresh = new Uint32Array(sorted.length)
  for (let rank = 0; rank < sorted.length; rank++) {
    const row = (sorted[rank] ?? 0) % ROWS
    fresh[rank] = row
    if (row < ownLines) result.lines[row] = first + rank
    else result.points[row - ownLines] = first + rank
  }
  return { ...result, fresh }
}

/** Mean of the ends: near enough to order by. */
function middleOf({ columns }: LineRows, line: number): [lon: number, lat: number] {
  const { block } = columns.path
  const [from, last] = [columns.path.start(line), columns.path.end(line) - 2]
  return [((block[from] ?? 0) + (block[last] ?? 0)) / 2, ((block[from + 1] ?? 0) + (block[last + 1] ?? 0)) / 2]
}

import type { ShardCell } from '../shard/shard-grid.ts'
import { shardSquare } from '../shard/shard-grid.ts'

/** Features of a leaf; more are split. The hard limit of a property table in an engine's texture is 4,096. */
const MOST_FEATURES = 2000
/** Leaves wider than this are split: 16-bit positions then keep their step [m]. */
const WIDEST_LEAF = 500
/** Down to cells of some 350 m a shard is cut along the grid; what is still wider lies outside it, along long lines. */
const DEEPEST_OF_GRID = 3
/** Below this cells hold features in one place and are cut by count alone. */
const DEEPEST = 12
/** A parent holds this part of its branch, so that all parents together stay well below the leaves … */
const PARENT_PART = 0.25
/** … but never fewer than this many: a thin network stays whole. */
const FEWEST_IN_PARENT = 500

/** What a tree is built over: rows are indices into these arrays. */
export interface TreeRows {
  /** middle of each row [degrees] */
  readonly lon: Float64Array
  readonly lat: Float64Array
  /** draws first in coarse levels [m] */
  readonly prominence: Float64Array
  /** widest side of the box around some rows [m] */
  readonly extent: (rows: Uint32Array) => number
}

/** One tile: the rows it draws and the tiles that replace it when one comes closer. */
export interface ShardTile {
  /** "0-2-1": quarters from the shard down, 1 east, 2 north; "0" the shard itself */
  readonly name: string
  readonly rows: Uint32Array
  readonly children: readonly ShardTile[]
  /** side of its cell [degrees] */
  readonly side: number
}

/** Quadtree of a shard: leaves hold every row once, a parent the most prominent of its branch, in the order given. */
export function shardTree(cell: ShardCell, rows: Uint32Array, source: TreeRows): ShardTile {
  const { west, south, side } = shardSquare(cell)
  return branch(rows, source, '0', west, south, side, 0)
}

function branch(
  rows: Uint32Array,
  source: TreeRows,
  name: string,
  west: number,
  south: number,
  side: number,
  depth: number,
): ShardTile {
  const isSmall = rows.length <= MOST_FEATURES
  if (isSmall && (depth >= DEEPEST || source.extent(rows) <= WIDEST_LEAF)) return { name, rows, children: [], side }
  const half = side / 2
  const [x, y] = isSmall && depth >= DEEPEST_OF_GRID ? middleOf(rows, source) : [west + half, south + half]
  const parts = depth >= DEEPEST ? chunks(rows) : quarters(rows, source, x, y)
  const children = parts.flatMap((part, index) => {
    if (part.length === 0) return []
    const [x, y] = depth >= DEEPEST ? [west, south] : [west + (index & 1) * half, south + (index >> 1) * half]
    return [branch(part, source, `${name}-${index}`, x, y, half, depth + 1)]
  })
  const limit = Math.min(MOST_FEATURES, Math.max(FEWEST_IN_PARENT, Math.ceil(rows.length * PARENT_PART)))
  return { name, rows: mostProminent(rows, source.prominence, limit), children, side }
}

function quarters(rows: Uint32Array, { lon, lat }: TreeRows, east: number, north: number): Uint32Array[] {
  const counts = [0, 0, 0, 0]
  const quarterOf = (row: number) => ((lon[row] ?? 0) >= east ? 1 : 0) + ((lat[row] ?? 0) >= north ? 2 : 0)
  for (const row of rows) counts[quarterOf(row)] = (counts[quarterOf(row)] ?? 0) + 1
  const parts = counts.map((count) => new Uint32Array(count))
  const filled = [0, 0, 0, 0]
  for (const row of rows) {
    const quarter = quarterOf(row)
    const at = filled[quarter] ?? 0
    const part = parts[quarter]
    if (part) part[at] = row
    filled[quarter] = at + 1
  }
  return parts
}

/** The middle of the box around the middles of rows [degrees]. */
function middleOf(rows: Uint32Array, { lon, lat }: TreeRows): [number, number] {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const row of rows) {
    const [x, y] = [lon[row] ?? 0, lat[row] ?? 0]
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return [(west + east) / 2, (south + north) / 2]
}

function chunks(rows: Uint32Array): Uint32Array[] {
  const parts: Uint32Array[] = []
  for (let at = 0; at < rows.length; at += MOST_FEATURES) parts.push(rows.subarray(at, at + MOST_FEATURES))
  return parts
}

/**
 * The most prominent rows, in their order. Rows of one prominence belong together and are taken all or none; only where
 * that would leave more than half of the room empty every n-th of them is taken: rows come in spatial order, so the
 * choice covers the whole cell.
 */
export function mostProminent(rows: Uint32Array, prominence: Float64Array, limit: number): Uint32Array {
  if (rows.length <= limit) return rows
  const sizes = new Float64Array(rows.length)
  for (let index = 0; index < rows.length; index++) sizes[index] = prominence[rows[index] ?? 0] ?? 0
  const least = sizes.slice().sort()[rows.length - limit] ?? 0
  let [above, tied] = [0, 0]
  for (const size of sizes) {
    if (size > least) above++
    else if (size === least) tied++
  }
  const room = above + tied === limit ? tied : above > limit / 2 ? 0 : limit - above
  const chosen = new Uint32Array(above + room)
  let [count, met] = [0, 0]
  for (let index = 0; index < rows.length; index++) {
    const size = sizes[index] ?? 0
    if (size < least) continue
    // The n-th of the tied is taken whenever its share of the room rises by one.
    const isTaken = size > least || Math.floor(((met + 1) * room) / tied) > Math.floor((met * room) / tied)
    if (size === least) met++
    if (isTaken) chosen[count++] = rows[index] ?? 0
  }
  return chosen
}

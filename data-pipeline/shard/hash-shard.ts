import { createHash, type Hash } from 'node:crypto'
import type { ComponentSizes } from '../check/components.ts'
import { ListColumn } from '../store/list-column.ts'
import type { Names } from '../store/names.ts'
import type { Rows, RowsSpec } from '../store/rows.ts'
import { TextColumn } from '../store/text-column.ts'
import type { LoadedShard } from './load-shard.ts'
import type { ShardGids } from './number-shard.ts'
import type { PlacedLines, PlacedPoints } from './shard.ts'

/** columns that move when a row is put in before them, and that no tile shows */
const RUNNING = new Set(['number', 'row', 'startNumber', 'endNumber'])

/**
 * Hashes of what a shard is made of: `tiles` without running numbers and source rows, `all` with them.
 *
 * @param placed  what the ground gave: levels where no survey has one, and so nothing of the ground elsewhere
 * @param digest  of what all shards have alike
 * @param extra  of what this shard is given besides
 */
export function hashShard(
  loaded: LoadedShard,
  gids: ShardGids,
  placed: { readonly lines: PlacedLines; readonly points: PlacedPoints },
  names: Names,
  components: ComponentSizes,
  digest: string,
  extra: string,
): { readonly tiles: string; readonly all: string } {
  const tiles = createHash('sha256').update(`${digest} ${loaded.ownLines} ${loaded.ownPoints}`)
  const all = createHash('sha256').update(extra)
  const lastName = Math.max(
    updateRows(tiles, all, loaded.lines.spec, loaded.lines),
    updateRows(tiles, all, loaded.points.spec, loaded.points),
  )
  for (let name = 1; name <= lastName; name++) tiles.update(`${names.text(name)}\n`)
  tiles.update(gids.lines).update(gids.points)
  tiles.update(placed.lines.startAxis).update(placed.lines.endAxis).update(placed.points.height)
  const { number } = loaded.points.columns
  for (let point = 0; point < loaded.ownPoints; point++) {
    const root = components.root[number[point] ?? 0] ?? 0
    all.update(`${components.lines[root]} ${root === number[point]} `)
  }
  const shape = tiles.digest('hex')
  return { tiles: shape, all: all.update(shape).digest('hex') }
}

/** @returns the largest number of a name */
function updateRows(tiles: Hash, all: Hash, spec: RowsSpec, rows: Rows<RowsSpec>): number {
  let lastName = 0
  for (const [name, kind] of Object.entries(spec)) {
    const hash = RUNNING.has(name) ? all : tiles
    const column: unknown = rows.columns[name]
    if (column instanceof TextColumn) {
      const { bytes, offsets } = column.packed()
      hash.update(bytes).update(offsets)
    } else if (column instanceof ListColumn) {
      const { values, starts } = column.packed()
      hash.update(values).update(starts)
    } else {
      const used = (column as Float64Array).subarray(0, rows.count)
      hash.update(used)
      if (kind === 'name') for (let row = 0; row < used.length; row++) lastName = Math.max(lastName, used[row] ?? 0)
    }
  }
  return lastName
}

import type { PackedText } from '../../src/domain/formats/packed-texts.ts'
import type { Shard } from '../shard/shard.ts'
import { TextColumn } from '../store/text-column.ts'
import type { LineAxes } from './line-axes.ts'
import { mostProminent } from './shard-tree.ts'

/** Lines that a shard gives to the tiles above it; such a tile holds no more than these again. */
export const MOST_MAINS = 2000

/** The largest lines of a part of the city, in the city's frame, as columns that go from thread to thread. */
export interface Mains {
  readonly count: number
  /** keys without city and discipline */
  readonly keys: PackedText
  readonly disciplines: Uint8Array
  readonly gids: Uint32Array
  /** `lineRuns` */
  readonly prominence: Float64Array
  /** east, north, up triples [m]; of line i from number `starts[i]` to `starts[i + 1]` */
  readonly axis: Float64Array
  readonly starts: Uint32Array
}

/** The most prominent of a shard's lines. */
export function mainsOf(
  { lines, placedLines }: Shard,
  { axis, first, vertices }: LineAxes,
  rows: Uint32Array,
  prominence: Float64Array,
): Mains {
  const chosen = mostProminent(rows, prominence, MOST_MAINS)
  const keys = new TextColumn()
  const starts = new Uint32Array(chosen.length + 1)
  for (const [index, line] of chosen.entries()) {
    keys.push(lines.columns.key.at(line))
    starts[index + 1] = (starts[index] ?? 0) + 3 * (vertices[line] ?? 0)
  }
  const paths = new Float64Array(starts[chosen.length] ?? 0)
  for (const [index, line] of chosen.entries()) {
    const from = 3 * (first[line] ?? 0)
    paths.set(axis.subarray(from, from + 3 * (vertices[line] ?? 0)), starts[index])
  }
  return {
    count: chosen.length,
    keys: copied(keys),
    disciplines: Uint8Array.from(chosen, (line) => lines.columns.discipline[line] ?? 0),
    gids: Uint32Array.from(chosen, (line) => placedLines.gid[line] ?? 0),
    prominence: Float64Array.from(chosen, (line) => prominence[line] ?? 0),
    axis: paths,
    starts,
  }
}

/** The most prominent of several parts together. */
export function joinMains(parts: readonly Mains[]): Mains {
  const all = parts.flatMap((part) => Array.from({ length: part.count }, (_, index) => ({ part, index })))
  const sizes = Float64Array.from(all, ({ part, index }) => part.prominence[index] ?? 0)
  const chosen = mostProminent(Uint32Array.from(all.keys()), sizes, MOST_MAINS)
  const picked = Array.from(chosen, (number) => all[number]).flatMap((one) => one ?? [])
  const texts = new Map(parts.map((part) => [part, new TextColumn(part.keys)]))
  const keys = new TextColumn()
  const starts = new Uint32Array(picked.length + 1)
  for (const [number, { part, index }] of picked.entries()) {
    keys.push(texts.get(part)?.at(index) ?? '')
    starts[number + 1] = (starts[number] ?? 0) + (part.starts[index + 1] ?? 0) - (part.starts[index] ?? 0)
  }
  const axis = new Float64Array(starts[picked.length] ?? 0)
  for (const [number, { part, index }] of picked.entries())
    axis.set(part.axis.subarray(part.starts[index], part.starts[index + 1]), starts[number])
  return {
    count: picked.length,
    keys: copied(keys),
    disciplines: Uint8Array.from(picked, ({ part, index }) => part.disciplines[index] ?? 0),
    gids: Uint32Array.from(picked, ({ part, index }) => part.gids[index] ?? 0),
    prominence: Float64Array.from(picked, ({ part, index }) => part.prominence[index] ?? 0),
    axis,
    starts,
  }
}

/** A column of its own memory: a view would take the whole block along to another thread. */
function copied(column: TextColumn): PackedText {
  const { bytes, offsets } = column.packed()
  return { bytes: new Uint8Array(bytes), offsets: new Uint32Array(offsets) }
}

import { join } from 'node:path'
import type { ChunkSource } from '../ingest/ingested-part.ts'
import { type ChunkKind, chunksOf } from '../ingest/spill.ts'
import { FileBuffer } from '../store/file-buffer.ts'
import { LineRows } from '../store/line-rows.ts'
import { PointRows } from '../store/point-rows.ts'

/** The rows of a shard: its own first, then those of the halo. */
export interface LoadedShard {
  readonly lines: LineRows
  readonly points: PointRows
  readonly ownLines: number
  readonly ownPoints: number
  /** gids of earlier builds of own rows; 0 = new */
  readonly givenLines: Uint32Array
  readonly givenPoints: Uint32Array
}

/** Memory for one shard after the other: fresh memory for each costs more than what is done in it. */
export class ShardRoom {
  readonly lines = new LineRows()
  readonly points = new PointRows()
  readonly file = new FileBuffer()
}

/**
 * Reads what was spilled of one shard by every source of a city.
 *
 * @param room  holds the rows; its last ones are forgotten
 */
export function loadShard(
  chunks: string,
  name: string,
  sources: readonly ChunkSource[],
  { lines, points, file }: ShardRoom,
): LoadedShard {
  lines.clear()
  points.clear()
  const append = (rows: LineRows | PointRows, kind: ChunkKind) => {
    for (const source of sources) {
      const bytes = file.read(join(chunks, source.folder, name, `${kind}.chunks`))
      if (bytes === null) continue
      const first = rows.count
      for (const from of chunksOf(bytes)) rows.appendChunk(bytes.buffer, from)
      if (source.names) toCity(rows, first, source.firstPoint, source.firstLine, source.names)
    }
    return rows.count
  }
  const [ownLines, ownPoints] = [append(lines, 'lines'), append(points, 'points')]
  append(lines, 'halo-lines')
  append(points, 'halo-points')
  const given = (kind: 'lines' | 'points', count: number) => {
    const gids = new Uint32Array(count)
    let at = 0
    for (const source of sources) {
      const bytes = file.read(join(chunks, source.folder, name, `${kind}.gids`))
      if (bytes === null) continue
      new Uint8Array(gids.buffer).set(bytes, at)
      at += bytes.length
    }
    return gids
  }
  return {
    lines,
    points,
    ownLines,
    ownPoints,
    givenLines: given('lines', ownLines),
    givenPoints: given('points', ownPoints),
  }
}

/** Gives rows of a source, from `first` on, the running numbers and names of the city. */
function toCity(
  rows: LineRows | PointRows,
  first: number,
  firstPoint: number,
  firstLine: number,
  names: Uint32Array,
): void {
  const columns: Readonly<Record<string, unknown>> = rows.columns
  for (const [name, kind] of Object.entries(rows.spec)) {
    if (kind !== 'name') continue
    const column = columns[name] as Uint32Array
    for (let row = first; row < rows.count; row++) column[row] = names[column[row] ?? 0] ?? 0
  }
  const shift = (column: Uint32Array | Int32Array, by: number) => {
    for (let row = first; row < rows.count; row++) {
      const own = column[row] ?? -1
      if (own >= 0) column[row] = own + by
    }
  }
  if (!(rows instanceof LineRows)) {
    shift(rows.columns.number, firstPoint)
    return
  }
  shift(rows.columns.number, firstLine)
  shift(rows.columns.startNumber, firstPoint)
  shift(rows.columns.endNumber, firstPoint)
}

import { join } from 'node:path'
import type { ChunkSource } from '../ingest/ingested-part.ts'
import type { Chunk, ChunkKind } from '../ingest/spill.ts'
import { ChunkFiles } from '../store/chunk-files.ts'
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
  readonly files = new ChunkFiles()
}

/**
 * Reads what was spilled of one shard by every source of a city.
 *
 * @param folder  of the chunk files
 * @param room  holds the rows; its last ones are forgotten
 */
export function loadShard(
  folder: string,
  chunks: readonly Chunk[],
  sources: readonly ChunkSource[],
  { lines, points, files }: ShardRoom,
): LoadedShard {
  lines.clear()
  points.clear()
  const bytesOf = ({ source, at, length }: Chunk) => {
    const file = sources[source]?.file
    if (file === undefined) throw new RangeError(`loadShard: there is no source ${source}`)
    return files.read(join(folder, file), at, length)
  }
  const append = (rows: LineRows | PointRows, kind: ChunkKind) => {
    for (const chunk of chunks) {
      if (chunk.kind !== kind) continue
      const bytes = bytesOf(chunk)
      const first = rows.count
      rows.appendChunk(bytes.buffer, bytes.byteOffset)
      const source = sources[chunk.source]
      if (source?.names) toCity(rows, first, source.firstPoint, source.firstLine, source.names)
    }
    return rows.count
  }
  const given = (kind: ChunkKind, count: number) => {
    const gids = new Uint32Array(count)
    let at = 0
    for (const chunk of chunks) {
      if (chunk.kind !== kind) continue
      new Uint8Array(gids.buffer).set(bytesOf(chunk), at)
      at += chunk.length
    }
    return gids
  }
  const [ownLines, ownPoints] = [append(lines, 'lines'), append(points, 'points')]
  append(lines, 'halo-lines')
  append(points, 'halo-points')
  const [givenLines, givenPoints] = [given('line-gids', ownLines), given('point-gids', ownPoints)]
  files.close()
  return { lines, points, ownLines, ownPoints, givenLines, givenPoints }
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

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChunkKind, chunksOf } from '../ingest/spill.ts'
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

/** Reads what `Spill` wrote of one shard. */
export function loadShard(folder: string): LoadedShard {
  const [lines, points] = [new LineRows(), new PointRows()]
  const append = (rows: LineRows | PointRows, kind: ChunkKind) => {
    const path = join(folder, `${kind}.chunks`)
    if (existsSync(path)) for (const chunk of chunksOf(readFileSync(path))) rows.appendChunk(chunk)
    return rows.count
  }
  const [ownLines, ownPoints] = [append(lines, 'lines'), append(points, 'points')]
  append(lines, 'halo-lines')
  append(points, 'halo-points')
  return { lines, points, ownLines, ownPoints, givenLines: gids(folder, 'lines'), givenPoints: gids(folder, 'points') }
}

function gids(folder: string, kind: 'lines' | 'points'): Uint32Array {
  const path = join(folder, `${kind}.gids`)
  if (!existsSync(path)) return new Uint32Array(0)
  const bytes = readFileSync(path)
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

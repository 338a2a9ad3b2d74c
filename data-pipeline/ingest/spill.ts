import { closeSync, openSync, writeSync } from 'node:fs'
import { shardName } from '../shard/shard-grid.ts'
import { LineRows } from '../store/line-rows.ts'
import { PointRows } from '../store/point-rows.ts'

/** rows that are held before they are written: some 80 MB of columns */
const MOST_ROWS = 120_000

/** What a chunk has: own rows, rows of the halo, which are only looked at, or gids of earlier builds of own rows. */
export type ChunkKind = 'lines' | 'points' | 'halo-lines' | 'halo-points' | 'line-gids' | 'point-gids'

/** A piece of a shard in a chunk file [bytes]. */
export interface Chunk {
  readonly kind: ChunkKind
  /** position of the file among the sources of the city */
  readonly source: number
  readonly at: number
  readonly length: number
}

interface Held {
  readonly lines: LineRows
  readonly points: PointRows
  readonly haloLines: LineRows
  readonly haloPoints: PointRows
  /** gids of earlier builds, 0 = new, of own lines and points */
  readonly gids: Record<'lines' | 'points', number[]>
}

/** What one shard was given. */
export interface SpilledShard {
  readonly name: string
  lines: number
  points: number
  /** own rows that no earlier build has numbered */
  fresh: number
  /** in the order in which they were written */
  readonly chunks: Chunk[]
}

/** Rows on their way to the chunks of their shards, all in one file; held in memory up to a budget. */
export class Spill {
  readonly shards = new Map<string, SpilledShard>()
  private readonly path: string
  private file: number | null = null
  private end = 0
  private readonly held = new Map<string, Held>()
  /** the shard that the last row went to: rows come in the order in which streets were surveyed */
  private last: { readonly column: number; readonly row: number; readonly held: Held } | null = null
  private lastOwn: { readonly column: number; readonly row: number; readonly shard: SpilledShard } | null = null
  private rows = 0

  /** @param path  of the file, in a folder that exists */
  constructor(path: string) {
    this.path = path
  }

  /** The rows held for a shard, one of which the caller adds. */
  forRow(column: number, row: number): Held {
    this.rows++
    if (this.rows > MOST_ROWS) this.flush()
    if (this.last?.column === column && this.last.row === row) return this.last.held
    const name = shardName({ column, row })
    const held = this.held.get(name) ?? emptyHeld()
    this.held.set(name, held)
    this.last = { column, row, held }
    return held
  }

  /** The tally of a shard that gets a row of its own. */
  own(column: number, row: number): SpilledShard {
    if (this.lastOwn?.column === column && this.lastOwn.row === row) return this.lastOwn.shard
    const shard = this.shard(shardName({ column, row }))
    this.lastOwn = { column, row, shard }
    return shard
  }

  /** Counts what another place wrote of a shard. */
  addTally({ name, lines, points, fresh, chunks }: SpilledShard, source: number): void {
    const shard = this.shard(name)
    shard.lines += lines
    shard.points += points
    shard.fresh += fresh
    for (const chunk of chunks) shard.chunks.push({ ...chunk, source })
  }

  /** Writes everything that is held. */
  flush(): void {
    for (const [name, { lines, points, haloLines, haloPoints, gids }] of this.held) {
      const { chunks } = this.shard(name)
      const write = (kind: ChunkKind, bytes: Uint8Array) => chunks.push(this.write(kind, bytes))
      if (lines.count > 0) write('lines', lines.encode())
      if (points.count > 0) write('points', points.encode())
      if (haloLines.count > 0) write('halo-lines', haloLines.encode())
      if (haloPoints.count > 0) write('halo-points', haloPoints.encode())
      if (gids.lines.length > 0) write('line-gids', new Uint8Array(Uint32Array.from(gids.lines).buffer))
      if (gids.points.length > 0) write('point-gids', new Uint8Array(Uint32Array.from(gids.points).buffer))
    }
    this.held.clear()
    this.last = null
    this.rows = 0
  }

  /** Writes what is held, and nothing after. */
  close(): void {
    this.flush()
    if (this.file !== null) closeSync(this.file)
    this.file = null
  }

  private shard(name: string): SpilledShard {
    const shard = this.shards.get(name) ?? { name, lines: 0, points: 0, fresh: 0, chunks: [] }
    this.shards.set(name, shard)
    return shard
  }

  private write(kind: ChunkKind, bytes: Uint8Array): Chunk {
    this.file ??= openSync(this.path, 'w')
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.file, bytes, done, bytes.length - done, this.end + done)
    const at = this.end
    this.end += bytes.length
    return { kind, source: 0, at, length: bytes.length }
  }
}

function emptyHeld(): Held {
  return {
    lines: new LineRows(),
    points: new PointRows(),
    haloLines: new LineRows(),
    haloPoints: new PointRows(),
    gids: { lines: [], points: [] },
  }
}

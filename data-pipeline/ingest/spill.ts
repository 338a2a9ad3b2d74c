import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { shardName } from '../shard/shard-grid.ts'
import { LineRows } from '../store/line-rows.ts'
import { PointRows } from '../store/point-rows.ts'

/** rows that are held before they are written: some 80 MB of columns */
const MOST_ROWS = 120_000
const FRAME = 8

/** The files of a shard's chunks: its own rows, and those of the halo, which are only looked at. */
export const CHUNKS = ['lines', 'points', 'halo-lines', 'halo-points'] as const
export type ChunkKind = (typeof CHUNKS)[number]

interface Held {
  readonly rows: Readonly<Record<ChunkKind, LineRows | PointRows>>
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
}

/** Rows on their way to the chunk files of their shards; held in memory up to a budget. */
export class Spill {
  readonly shards = new Map<string, SpilledShard>()
  private readonly directory: string
  private readonly held = new Map<string, Held>()
  /** the shard that the last row went to: rows come in the order in which streets were surveyed */
  private last: { readonly column: number; readonly row: number; readonly held: Held } | null = null
  private lastOwn: { readonly column: number; readonly row: number; readonly shard: SpilledShard } | null = null
  private rows = 0

  constructor(directory: string) {
    this.directory = directory
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
    const name = shardName({ column, row })
    const shard = this.shards.get(name) ?? { name, lines: 0, points: 0, fresh: 0 }
    this.shards.set(name, shard)
    this.lastOwn = { column, row, shard }
    return shard
  }

  /** Counts what another place wrote of a shard. */
  addTally({ name, lines, points, fresh }: SpilledShard): void {
    const shard = this.shards.get(name) ?? { name, lines: 0, points: 0, fresh: 0 }
    this.shards.set(name, shard)
    shard.lines += lines
    shard.points += points
    shard.fresh += fresh
  }

  /** Writes everything that is held. */
  flush(): void {
    for (const [name, held] of this.held) {
      const folder = join(this.directory, name)
      mkdirSync(folder, { recursive: true })
      for (const kind of CHUNKS) {
        const rows = held.rows[kind]
        if (rows.count > 0) appendFileSync(join(folder, `${kind}.chunks`), framed(rows.encode()))
      }
      for (const kind of ['lines', 'points'] as const)
        if (held.gids[kind].length > 0)
          appendFileSync(join(folder, `${kind}.gids`), new Uint8Array(Uint32Array.from(held.gids[kind]).buffer))
    }
    this.held.clear()
    this.last = null
    this.rows = 0
  }
}

/** Where each chunk of a file that `Spill` wrote begins: on 8-byte boundaries. */
export function* chunksOf({ buffer, byteOffset, byteLength }: Uint8Array): Iterable<number> {
  const view = new DataView(buffer, byteOffset, byteLength)
  for (let at = 0; at < byteLength; at += FRAME + Number(view.getBigUint64(at, true))) yield byteOffset + at + FRAME
}

function framed(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(FRAME)
  length.writeBigUInt64LE(BigInt(chunk.length))
  return Buffer.concat([length, chunk])
}

function emptyHeld(): Held {
  const [lines, points, haloLines, haloPoints] = [new LineRows(), new PointRows(), new LineRows(), new PointRows()]
  return {
    rows: { lines, points, 'halo-lines': haloLines, 'halo-points': haloPoints },
    lines,
    points,
    haloLines,
    haloPoints,
    gids: { lines: [], points: [] },
  }
}

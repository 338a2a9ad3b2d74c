import type { ShardPlan } from '../shard/plan-shards.ts'
import type { ShardDone } from '../shard/shard-task.ts'

/** How far a build is. */
export interface Progress {
  readonly stage: 'read' | 'shards' | 'write'
  /** of survey tables, read so far and in all; 0 of 0 where nothing tells */
  readonly bytesRead: number
  readonly ofBytesRead: number
  /** lines and points in shards that are done, of all */
  readonly rows: number
  readonly ofRows: number
  readonly shards: number
  readonly ofShards: number
  /** shards that did not change since the last build */
  readonly kept: number
  readonly tiles: number
  /** of tiles */
  readonly bytes: number
  /** until the stage is done [s]; null while nothing is known of it */
  readonly secondsLeft: number | null
  /** machines that make shards; null when this one makes them */
  readonly workers: number | null
}

const START: Progress = {
  stage: 'read',
  ...{
    bytesRead: 0,
    ofBytesRead: 0,
    rows: 0,
    ofRows: 0,
    shards: 0,
    ofShards: 0,
    kept: 0,
    tiles: 0,
    bytes: 0,
    secondsLeft: null,
  },
  workers: null,
}

/** Tells how far a build is, whenever it got further. */
export class ProgressTeller {
  private readonly tell: (progress: Progress) => void
  private progress = START
  private since = 0
  /** rows that really were made, by which the time left is reckoned */
  private made = 0

  constructor(tell: (progress: Progress) => void) {
    this.tell = tell
  }

  stage(stage: Progress['stage'], plan?: ShardPlan): void {
    this.since = performance.now()
    this.progress = {
      ...this.progress,
      stage,
      secondsLeft: null,
      ...(plan ? { ofRows: plan.rows, ofShards: plan.tasks.length } : {}),
    }
    this.tell(this.progress)
  }

  read(bytesRead: number, ofBytesRead: number): void {
    const seconds = (performance.now() - this.since) / 1000
    const secondsLeft = bytesRead > 0 ? (seconds / bytesRead) * (ofBytesRead - bytesRead) : null
    this.progress = { ...this.progress, bytesRead, ofBytesRead, secondsLeft }
    this.tell(this.progress)
  }

  /** How many listen; told when it changes. */
  workers(count: number): void {
    if (this.progress.workers === count) return
    this.progress = { ...this.progress, workers: count }
    this.tell(this.progress)
  }

  shardDone({ rows, tiles, bytes, isKept }: ShardDone): void {
    const before = this.progress
    if (!isKept) this.made += rows
    const done = before.rows + rows
    const seconds = (performance.now() - this.since) / 1000
    this.progress = {
      ...before,
      rows: done,
      shards: before.shards + 1,
      kept: before.kept + (isKept ? 1 : 0),
      tiles: before.tiles + tiles,
      bytes: before.bytes + bytes,
      secondsLeft: this.made > 0 ? (seconds / this.made) * (before.ofRows - done) : null,
    }
    this.tell(this.progress)
  }
}

const MEGABYTE = 1e6

/** One line of progress for a terminal. */
export function progressText(progress: Progress): string {
  const { stage, rows, ofRows, shards, ofShards, kept, tiles, bytes, secondsLeft, workers } = progress
  const left = secondsLeft === null ? '' : ` · 剩余 left ${Math.ceil(secondsLeft)} s`
  if (stage === 'read') {
    const { bytesRead, ofBytesRead } = progress
    return ofBytesRead === 0
      ? '读取 reading'
      : `读取 reading ${(bytesRead / MEGABYTE).toFixed(0)}/${(ofBytesRead / MEGABYTE).toFixed(0)} MB${left}`
  }
  if (stage === 'write') return '写成果 writing the build'
  const machines =
    workers === null
      ? ''
      : workers === 0
        ? ' · 等待工作机：lifeline pipeline worker · no worker listens'
        : ` · 工作机 workers ${workers}`
  // a check draws none
  const drawn = tiles > 0 ? ` · 瓦片 tiles ${tiles}, ${(bytes / MEGABYTE).toFixed(1)} MB` : ''
  const same = kept > 0 ? ` · 未变 unchanged ${kept}` : ''
  return `分片 shards ${shards}/${ofShards}${same} · 行 rows ${rows}/${ofRows}${drawn}${left}${machines}`
}

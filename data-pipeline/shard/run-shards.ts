import { inThreads, PipelineThread } from '../thread.ts'
import { shardRunner } from './run-shard.ts'
import type { ShardDone, ShardResult, ShardSettings, ShardTask } from './shard-task.ts'
import type { ShardAnswer } from './shard-worker.ts'

/** below this many rows threads cost more than they bring */
const FEWEST_ROWS = 20_000
const WORKERS = 2

export interface RunOptions {
  /** threads; default 2, or none where there is little to do */
  readonly workers: number | undefined
  /** of all tasks together */
  readonly rows: number
  readonly onDone: (done: ShardDone) => void
}

/** Makes all shards, in threads where it pays; each depends on nothing but its task. The first failure stops all. */
export async function runShards(
  settings: ShardSettings,
  tasks: readonly ShardTask[],
  { workers, rows, onDone }: RunOptions,
): Promise<void> {
  const threads = threadsFor(tasks.length, workers, rows)
  const open = () => openShardThread(settings)
  if (threads > 0) {
    await inThreads(tasks, threads, open, (answer) => 'done' in answer && onDone(answer.done))
    return
  }
  const runner = shardRunner(settings)
  for (const task of tasks) onDone(await runner.run(task))
}

/** Checks all shards and gives their results in the order of the tasks. */
export async function checkShards(
  settings: ShardSettings,
  tasks: readonly ShardTask[],
  { workers, rows, onDone }: RunOptions,
): Promise<ShardResult[]> {
  const done = ({ name }: ShardTask, { lines, points }: ShardResult) =>
    onDone({ name, rows: lines + points, tiles: 0, bytes: 0, isKept: false })
  const threads = threadsFor(tasks.length, workers, rows)
  if (threads === 0) {
    const runner = shardRunner(settings)
    return tasks.map((task) => {
      const result = runner.check(task)
      done(task, result)
      return result
    })
  }
  const open = () => openShardThread(settings)
  const results = new Map<ShardTask, ShardResult>()
  await inThreads(tasks, threads, open, (answer, task) => {
    if (!('result' in answer)) return
    results.set(task, answer.result)
    done(task, answer.result)
  })
  return tasks.flatMap((task) => results.get(task) ?? [])
}

function threadsFor(tasks: number, workers: number | undefined, rows: number): number {
  return Math.min(workers ?? (rows < FEWEST_ROWS ? 0 : WORKERS), tasks)
}

/** A thread that makes or checks shards. */
export type ShardThread = PipelineThread<ShardTask, ShardAnswer>

export function openShardThread(settings: ShardSettings): ShardThread {
  return new PipelineThread(new URL('./shard-worker.ts', import.meta.url), settings)
}

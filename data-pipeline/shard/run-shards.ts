import { shardRunner } from './run-shard.ts'
import type { ShardDone, ShardResult, ShardSettings, ShardTask } from './shard-task.ts'
import { type Answer, ShardThread } from './shard-thread.ts'

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
  if (threads > 0) {
    await inThreads(settings, tasks, threads, ({ done }) => done && onDone(done))
    return
  }
  const runner = shardRunner(settings)
  for (const task of tasks) onDone(await runner.run(task))
}

/** Checks all shards and gives their results in the order of the tasks. */
export async function checkShards(
  settings: ShardSettings,
  tasks: readonly ShardTask[],
  { workers, rows }: Omit<RunOptions, 'onDone'>,
): Promise<ShardResult[]> {
  const threads = threadsFor(tasks.length, workers, rows)
  if (threads === 0) {
    const runner = shardRunner(settings)
    return tasks.map((task) => runner.check(task))
  }
  const results = new Map<ShardTask, ShardResult>()
  await inThreads(settings, tasks, threads, ({ result }, task) => result && results.set(task, result))
  return tasks.flatMap((task) => results.get(task) ?? [])
}

function threadsFor(tasks: number, workers: number | undefined, rows: number): number {
  return Math.min(workers ?? (rows < FEWEST_ROWS ? 0 : WORKERS), tasks)
}

async function inThreads(
  settings: ShardSettings,
  tasks: readonly ShardTask[],
  count: number,
  onAnswer: (answer: Answer, task: ShardTask) => void,
): Promise<void> {
  const queue = tasks.values()
  const threads = Array.from({ length: count }, () => new ShardThread(settings))
  const work = async (thread: ShardThread) => {
    for (const task of queue) onAnswer(await thread.run(task), task)
  }
  try {
    await Promise.all(threads.map(work))
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

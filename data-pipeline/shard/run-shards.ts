import { Worker } from 'node:worker_threads'
import { shardRunner } from './run-shard.ts'
import type { ShardDone, ShardResult, ShardSettings, ShardTask } from './shard-task.ts'

/** below this many rows threads cost more than they bring */
const FEWEST_ROWS = 20_000
const WORKERS = 2
/** a shard is made of short-lived rows: with a small nursery a third of the time goes to sweeping it [MB] */
const NURSERY = 64
const LOADER = new URL('../../tools/ts.mjs', import.meta.url).href

interface Answer {
  readonly done?: ShardDone
  readonly result?: ShardResult
  readonly error?: unknown
}

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
  const queue = tasks[Symbol.iterator]()
  const threads = Array.from(
    { length: count },
    () =>
      new Worker(new URL('./shard-worker.ts', import.meta.url), {
        workerData: settings,
        resourceLimits: { maxYoungGenerationSizeMb: NURSERY },
        execArgv: ['--import', LOADER],
      }),
  )
  try {
    await Promise.all(threads.map((thread) => work(thread, queue, onAnswer)))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

/** Gives a thread one task after the other until there is none left. */
function work(
  thread: Worker,
  queue: Iterator<ShardTask>,
  onAnswer: (answer: Answer, task: ShardTask) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let task: ShardTask | null = null
    const next = () => {
      const { value, done } = queue.next()
      if (done) return resolve()
      task = value
      thread.postMessage(value)
    }
    thread.on('message', (answer: Answer) => {
      if ('error' in answer) return reject(answer.error)
      if (task) onAnswer(answer, task)
      next()
    })
    thread.on('error', reject)
    thread.on('exit', (code) => reject(new Error(`a worker ended with code ${code}`)))
    next()
  })
}

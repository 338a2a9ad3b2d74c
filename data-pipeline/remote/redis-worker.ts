import { type Job, Worker } from 'bullmq'
import { ShardThread } from '../shard/shard-thread.ts'
import { connectionOf, LOCK, QUEUE, type ShardJob, type ShardJobResult, settingsOf } from './shard-jobs.ts'

/** a worker may lose its claim so often before a shard is given up */
const MOST_STALLS = 10

export interface RedisWorkerOptions {
  readonly url: string
  /** the folder that the builder writes to, as this machine has it */
  readonly dataDirectory: string
  /** shards at a time */
  readonly threads: number
  readonly onDone: (job: string, done: ShardJobResult) => void
}

/** Makes shards of any build that leaves them on a Redis, until it is closed. */
export function startRedisWorker(options: RedisWorkerOptions): { close(): Promise<void> } {
  const idle: ShardThread[] = []
  /** the run that the threads know */
  let known = ''
  const threadFor = async (job: ShardJob): Promise<ShardThread> => {
    if (known !== job.run) {
      known = job.run
      for (const thread of idle.splice(0)) await thread.end()
    }
    const free = idle.pop()
    if (free) return free
    const settings = await settingsOf(options.dataDirectory, job)
    if (!settings) throw new Error(`the build of ${job.city} is over, or its folder is not here`)
    return new ShardThread(settings)
  }
  const make = async ({ name, data }: Job<ShardJob, ShardJobResult>): Promise<ShardJobResult> => {
    const thread = await threadFor(data)
    const { done } = await thread.run(data.task).catch(async (error: unknown) => {
      await thread.end()
      throw error
    })
    if (known === data.run) idle.push(thread)
    else await thread.end()
    if (!done) throw new Error(`${name}: a shard was checked, not made`)
    options.onDone(name, done)
    return done
  }
  const worker = new Worker<ShardJob, ShardJobResult>(QUEUE, make, {
    connection: connectionOf(options.url),
    concurrency: options.threads,
    lockDuration: LOCK,
    stalledInterval: LOCK / 2,
    maxStalledCount: MOST_STALLS,
  })
  return {
    async close() {
      await worker.close()
      for (const thread of idle.splice(0)) await thread.end()
    },
  }
}

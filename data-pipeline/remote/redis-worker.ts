import { type Job, Worker } from 'bullmq'
import { openShardThread, type ShardThread } from '../shard/run-shards.ts'
import { connectionOf, notReached, reachRedis } from './redis-connection.ts'
import { LOCK, queueOf, type ShardJob, type ShardJobResult, settingsOf } from './shard-jobs.ts'

/** a worker may lose its claim so often before a shard is given up */
const MOST_STALLS = 10

export interface RedisWorkerOptions {
  readonly url: string
  /** the folder that the builder writes to, as this machine has it */
  readonly dataDirectory: string
  /** shards at a time */
  readonly threads: number
  readonly onDone: (job: string, done: ShardJobResult) => void
  /** the shard that could not be made, or null for the connection; said once until something goes well again */
  readonly onTrouble: (job: string | null, reason: string) => void
}

/**
 * Makes shards of the builds of a data folder, which are left on a Redis, until it is closed. A Redis that goes away is
 * waited for.
 *
 * @throws RedisNotReached when it is not there to begin with
 */
export async function startRedisWorker(options: RedisWorkerOptions): Promise<{ close(): Promise<void> }> {
  await reachRedis(options.url)
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
    return openShardThread(settings)
  }
  const make = async ({ name, data }: Job<ShardJob, ShardJobResult>): Promise<ShardJobResult> => {
    const thread = await threadFor(data)
    const answer = await thread.run(data.task).catch(async (error: unknown) => {
      await thread.end()
      throw error
    })
    if (known === data.run) idle.push(thread)
    else await thread.end()
    if (!('done' in answer)) throw new Error(`${name}: a shard was checked, not made`)
    options.onDone(name, answer.done)
    return answer.done
  }
  const worker = new Worker<ShardJob, ShardJobResult>(await queueOf(options.dataDirectory), make, {
    connection: connectionOf(options.url),
    concurrency: options.threads,
    lockDuration: LOCK,
    stalledInterval: LOCK / 2,
    maxStalledCount: MOST_STALLS,
  })
  let said = ''
  const tell = (job: string | null, reason: string) => {
    if (said !== reason) options.onTrouble(job, reason)
    said = reason
  }
  worker.on('active', () => {
    said = ''
  })
  worker.on('failed', (job, { message }) => tell(job?.name ?? null, message))
  worker.on('error', ({ message }) => tell(null, notReached(options.url, message).message))
  return {
    async close() {
      await worker.close()
      for (const thread of idle.splice(0)) await thread.end()
    },
  }
}

import { Queue, QueueEvents } from 'bullmq'
import type { ShardDone, ShardSettings, ShardTask } from '../shard/shard-task.ts'
import { connectionOf, QUEUE, type ShardJob, type ShardJobResult, shareSettings } from './shard-jobs.ts'

/** a shard whose worker died is given to another, so often */
const ATTEMPTS = 5

/**
 * Makes all shards on the workers that listen to a Redis: one job a shard. A job may be done twice, which changes
 * nothing; the first that fails for good stops the build.
 *
 * @param dataDirectory  shared with the workers
 */
export async function runOnRedis(
  url: string,
  dataDirectory: string,
  settings: ShardSettings,
  tasks: readonly ShardTask[],
  onDone: (done: ShardDone) => void,
): Promise<void> {
  const connection = connectionOf(url)
  const queue = new Queue<ShardJob, ShardJobResult>(QUEUE, { connection })
  const events = new QueueEvents(QUEUE, { connection })
  try {
    await events.waitUntilReady()
    const run = await shareSettings(dataDirectory, settings)
    const { city } = settings
    const finished = allFinished(
      events,
      tasks.map(({ name }) => idOf(run, name)),
      onDone,
    )
    const jobs = tasks.map((task) => ({
      name: `${city} ${task.name}`,
      data: { city, run, task },
      opts: { attempts: ATTEMPTS, jobId: idOf(run, task.name), removeOnComplete: true, removeOnFail: true },
    }))
    await Promise.all([finished, queue.addBulk(jobs)])
  } finally {
    await events.close()
    await queue.close()
  }
}

/** Waits until every job is done. @throws with the reason of the first that failed for good */
function allFinished(events: QueueEvents, ids: readonly string[], onDone: (done: ShardDone) => void): Promise<void> {
  const left = new Set(ids)
  return new Promise((resolve, reject) => {
    events.on('completed', ({ jobId, returnvalue }) => {
      if (!left.delete(jobId)) return
      // typed as text, but given as the worker returned it
      onDone(returnvalue as unknown as ShardJobResult)
      if (left.size === 0) resolve()
    })
    events.on('failed', ({ jobId, failedReason }) => {
      if (left.has(jobId)) reject(new Error(`${jobId}: ${failedReason}`))
    })
    if (left.size === 0) resolve()
  })
}

function idOf(run: string, shard: string): string {
  return `${run}-${shard}`
}

import { Queue, QueueEvents } from 'bullmq'
import type { ShardDone, ShardSettings, ShardTask } from '../shard/shard-task.ts'
import { connectionOf, notReached, reachRedis } from './redis-connection.ts'
import { queueOf, type ShardJob, type ShardJobResult, shareSettings } from './shard-jobs.ts'

/** a shard whose worker died is given to another, so often */
const ATTEMPTS = 5
/** between two looks at the queue [ms] */
const LOOK = 3_000
/** a Redis that is gone for so long does not come back [ms] */
const PATIENCE = 60_000

export interface RemoteRun {
  readonly onDone: (done: ShardDone) => void
  /** tells, now and then, how many workers listen */
  readonly onWorkers: (count: number) => void
}

/** Makes all shards of a build on other machines; the first that fails for good stops it. */
export type RemoteRunner = (settings: ShardSettings, tasks: readonly ShardTask[], run: RemoteRun) => Promise<void>

/**
 * A runner over the workers that listen to a Redis: one job a shard. A job may be done twice, which changes nothing. It
 * throws RedisNotReached when the Redis goes away and stays away.
 *
 * @param dataDirectory  shared with the workers
 * @throws RedisNotReached when it is not there to begin with
 */
export async function openRemoteRunner(url: string, dataDirectory: string): Promise<RemoteRunner> {
  await reachRedis(url)
  return (settings, tasks, run) => runOnRedis(url, dataDirectory, settings, tasks, run)
}

async function runOnRedis(
  url: string,
  dataDirectory: string,
  settings: ShardSettings,
  tasks: readonly ShardTask[],
  { onDone, onWorkers }: RemoteRun,
): Promise<void> {
  const connection = connectionOf(url)
  const name = await queueOf(dataDirectory)
  const queue = new Queue<ShardJob, ShardJobResult>(name, { connection })
  const events = new QueueEvents(name, { connection })
  const outage = watchOutages(url, [queue, events])
  let looks: NodeJS.Timeout | undefined
  let isReached = true
  outage.isForGood.catch(() => {
    isReached = false
  })
  try {
    await Promise.race([events.waitUntilReady(), outage.isForGood])
    const run = await shareSettings(dataDirectory, settings)
    const { city } = settings
    const jobs = new Map(
      tasks.map((task) => {
        const jobId = `${run}-${task.name}`
        const opts = { attempts: ATTEMPTS, jobId, removeOnComplete: true, removeOnFail: true }
        return [jobId, { name: `${city} ${task.name}`, data: { city, run, task }, opts }]
      }),
    )
    const leave = () => queue.addBulk([...jobs.values()])
    let isLooking = false
    looks = setInterval(async () => {
      if (isLooking) return
      isLooking = true
      try {
        onWorkers(await queue.getWorkersCount())
        outage.over()
        // a Redis that was started anew has forgotten them
        const known = await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')
        if (known === 0 && jobs.size > 0) await leave()
      } catch {
        // without a connection there is nothing to see; the outage is watched
      } finally {
        isLooking = false
      }
    }, LOOK)
    await Promise.race([Promise.all([allFinished(events, jobs, onDone), leave()]), outage.isForGood])
  } finally {
    clearInterval(looks)
    const closed = Promise.allSettled([events.close(), queue.close()])
    // to close in order takes a connection
    if (isReached) await closed
    else await Promise.all([events.disconnect(), queue.disconnect()])
  }
}

/** Rejects when a Redis stays away. */
function watchOutages(
  url: string,
  connections: readonly { on(event: 'error', told: (error: Error) => void): unknown }[],
) {
  let since: number | null = null
  const isForGood = new Promise<never>((_, reject) => {
    for (const connection of connections)
      connection.on('error', ({ message }) => {
        since ??= performance.now()
        if (performance.now() - since > PATIENCE) reject(notReached(url, message))
      })
  })
  return {
    isForGood,
    over() {
      since = null
    },
  }
}

/** Waits until every job is done and taken out. @throws with the reason of the first that failed for good */
function allFinished(
  events: QueueEvents,
  jobs: Map<string, unknown>,
  onDone: (done: ShardDone) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    events.on('completed', ({ jobId, returnvalue }) => {
      if (!jobs.delete(jobId)) return
      // typed as text, but given as the worker returned it
      onDone(returnvalue as unknown as ShardJobResult)
      if (jobs.size === 0) resolve()
    })
    events.on('failed', ({ jobId, failedReason }) => {
      if (jobs.has(jobId)) reject(new Error(`${jobId}: ${failedReason}`))
    })
    if (jobs.size === 0) resolve()
  })
}

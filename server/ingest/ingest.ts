import { z } from 'zod'
import { QUALITIES } from '../../src/domain/sensing/reading.ts'
import type { Database } from '../database/database.ts'
import { DatabaseBusyError } from '../database/lock.ts'
import { createJudge, type UngradedReading } from '../judge/judge.ts'
import { createGather } from './gather.ts'
import { createOutbox } from './outbox.ts'
import { readRow } from './read-rows.ts'
import { directoryRevision, loadSensorDirectory, type SensorDirectory } from './sensor-directory.ts'
import { examplesOf, type IngestCounts, type Post, type Source, sum, tell } from './tell-outcomes.ts'

/** How often delays are looked at when no reading comes [ms]. */
const TICK = 1000
/** How often it is asked whether sensors or thresholds were changed [ms]: an edit counts within twice that. */
const DIRECTORY_CHECK = 5000
const answerSchema = z.object({
  outcomes: z.string().regex(/^[adlubm]*$/),
  fresh: z.array(z.tuple([z.string(), z.number(), z.number(), z.int().min(0).max(3)])),
})
const UNNAMED: Source = { name: 'server', patience: 0 }

export interface Ingest {
  /** Stores, judges and sends on; answers after the commits. Throws `IngestBusy` when too many readings wait. */
  post(rows: readonly unknown[], source?: Source): Promise<IngestCounts>
  /** the sensors as they were read last */
  readonly sensors: () => SensorDirectory
  /** rows that wait now, and how long the oldest has been without being stored and judged [s] */
  readonly load: () => { readonly waiting: number; readonly lag_s: number }
  close(): Promise<void>
}

/**
 * The one way in for readings: device → `post` → SQL `ingest()` → judge → alarms → one broadcast a topic and second.
 *
 * @param wake  tells the Realtime gateway that broadcasts are committed
 * @param onFault  told of work after the commit that failed; the readings themselves are safe
 */
export async function createIngest(parts: {
  readonly database: Database
  readonly city: string
  readonly wake?: () => void
  readonly onFault?: (error: unknown) => void
  readonly now?: () => number
}): Promise<Ingest> {
  const { database, city, wake = () => {}, now = Date.now } = parts
  const onFault = parts.onFault ?? ((error) => console.error('ingest:', error))
  let revision = await directoryRevision(database)
  let directory = await loadSensorDirectory(database)
  const sensors = () => directory
  const judge = await createJudge({ database, directory: sensors, now, onFault })
  const outbox = createOutbox({ database, directory: sensors, city, onSent: wake, onFault })

  // Readings are judged in the order of their commits, so one transaction at a time.
  let line: Promise<unknown> = Promise.resolve()
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = line.then(work)
    line = result.catch(() => {})
    return result
  }
  const gather = createGather<Post, IngestCounts>(
    (posts) => inLine(() => store(posts)),
    (error) => error instanceof DatabaseBusyError,
  )

  async function store(posts: readonly Post[]): Promise<IngestCounts[]> {
    const read = posts.map(({ rows }) => rows.map((row) => readRow(row, directory)))
    const readings = read.flat().filter((row) => !('problem' in row))
    const stored = await database.asCaller({ role: 'lifeline_ingest', claims: {} }, async (query) => {
      const [first] = await query<{ answer: unknown }>('select public.ingest($1::text::jsonb) as answer', [
        JSON.stringify(readings),
      ])
      const answer = answerSchema.parse(first?.answer)
      if (answer.outcomes.length !== readings.length)
        throw new Error(`ingest: ${readings.length} rows, but ${answer.outcomes.length} outcomes`)
      const told = tell(posts, read, answer.outcomes)
      await query('select sensing.count_ingest($1::text::jsonb)', [
        JSON.stringify({ ...sum(told), examples: examplesOf(posts, told) }),
      ])
      return { told, fresh: answer.fresh }
    })
    await sendOn(
      stored.fresh.map(([sensor, at, value, quality]) => ({ sensor, at, value, quality: QUALITIES[quality] ?? 'bad' })),
    ).catch(onFault)
    return stored.told.map(({ counts }) => counts)
  }

  async function sendOn(fresh: readonly UngradedReading[]): Promise<void> {
    // A sensor that was added since the start.
    if (fresh.some(({ sensor }) => !directory.has(sensor))) await followDirectory()
    const graded = await judge.judge(fresh)
    outbox.add(graded)
    if (graded.some(({ grade }) => grade !== 'normal')) wake()
  }

  /** Reads sensors and thresholds again when they were changed, and judges anew by what changed. */
  async function followDirectory(): Promise<void> {
    const newest = await directoryRevision(database)
    if (newest === revision) return
    directory = await loadSensorDirectory(database)
    revision = newest
    outbox.add(await judge.reconsider())
    wake()
  }

  const follower = setInterval(() => {
    inLine(followDirectory).catch(onFault)
  }, DIRECTORY_CHECK)
  follower.unref()
  const ticker = setInterval(() => {
    inLine(async () => outbox.add(await judge.tick())).catch(onFault)
  }, TICK)
  ticker.unref()

  return {
    sensors,
    load: () => ({ waiting: gather.waiting(), lag_s: gather.lag() / 1000 }),
    post: (rows, source = UNNAMED) => gather.post({ rows, source }, source.patience),
    async close() {
      clearInterval(ticker)
      clearInterval(follower)
      await gather.settle()
      await line
      await outbox.close()
    },
  }
}

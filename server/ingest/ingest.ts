import { z } from 'zod'
import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import { type PostedReading, postedReadingSchema, QUALITIES } from '../../src/domain/sensing/reading.ts'
import type { Database } from '../database/database.ts'
import { createJudge, type UngradedReading } from '../judge/judge.ts'
import { createOutbox } from './outbox.ts'
import { loadSensorDirectory, type SensorDirectory } from './sensor-directory.ts'

/** How often delays are looked at when no reading comes [ms]. */
const TICK = 1000
/** Batches that may wait for the one session before devices are told to come again. */
const MOST_WAITING = 32
/** How many unreadable rows are told one by one; all are counted. */
const MOST_PROBLEMS = 20

const counts = {
  accepted: z.int(),
  duplicate: z.int(),
  late: z.int(),
  unknown: z.int(),
  bad: z.int(),
}
const answerSchema = z.object({
  ...counts,
  fresh: z.array(z.tuple([z.string(), z.number(), z.number(), z.int().min(0).max(3)])),
})

/** Every posted row is counted once; see `ingest()` in supabase/migrations. */
interface IngestCounts {
  readonly accepted: number
  readonly duplicate: number
  /** stored, but older than the sensor's latest */
  readonly late: number
  /** no such sensor */
  readonly unknown: number
  /** unreadable and not stored, or outside the kind's physical range and stored as `bad` */
  readonly bad: number
  /** the first unreadable rows, counted from 0 */
  readonly problems: readonly { readonly row: number; readonly column: string; readonly expected: string }[]
}

export interface Ingest {
  /** Stores, judges and sends on; answers after the commits. Throws `IngestBusy` when too many batches wait. */
  post(rows: readonly unknown[]): Promise<IngestCounts>
  /** the sensors as they were read last */
  readonly sensors: () => SensorDirectory
  close(): Promise<void>
}

/** Too many batches wait; the device keeps its readings and comes again. */
export class IngestBusy extends Error {}

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
  let directory = await loadSensorDirectory(database)
  const sensors = () => directory
  const judge = await createJudge({ database, directory: sensors, now, onFault })
  const outbox = createOutbox({ database, directory: sensors, city, onSent: wake, onFault })

  // Readings are judged in the order of their commits, so one batch at a time.
  let line: Promise<unknown> = Promise.resolve()
  let waiting = 0
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = line.then(work)
    line = result.catch(() => {})
    return result
  }

  async function store(rows: readonly unknown[]): Promise<IngestCounts> {
    const { readings, unreadable, problems } = readRows(rows, directory)
    const [stored] = await database.asCaller({ role: 'lifeline_ingest', claims: {} }, (query) =>
      query<{ answer: unknown }>('select public.ingest($1::text::jsonb) as answer', [JSON.stringify(readings)]),
    )
    const { fresh, ...answer } = answerSchema.parse(stored?.answer)
    await sendOn(
      fresh.map(([sensor, at, value, quality]) => ({ sensor, at, value, quality: QUALITIES[quality] ?? 'bad' })),
    ).catch(onFault)
    return { ...answer, bad: answer.bad + unreadable, problems }
  }

  async function sendOn(fresh: readonly UngradedReading[]): Promise<void> {
    // A sensor that was added since the start.
    if (fresh.some(({ sensor }) => !directory.has(sensor))) directory = await loadSensorDirectory(database)
    const graded = await judge.judge(fresh)
    outbox.add(graded)
    if (graded.some(({ grade }) => grade !== 'normal')) wake()
  }

  const ticker = setInterval(() => {
    inLine(async () => outbox.add(await judge.tick())).catch(onFault)
  }, TICK)
  ticker.unref()

  return {
    sensors,
    async post(rows) {
      if (waiting >= MOST_WAITING) throw new IngestBusy(`${waiting} batches wait`)
      waiting++
      try {
        return await inLine(() => store(rows))
      } finally {
        waiting--
      }
    },
    async close() {
      clearInterval(ticker)
      await line
      await outbox.close()
    },
  }
}

/** Rows that can be read, in the shape SQL takes, and what is wrong with the others. */
function readRows(rows: readonly unknown[], directory: SensorDirectory) {
  const problems: { row: number; column: string; expected: string }[] = []
  let unreadable = 0
  const readings = rows.flatMap((row, index) => {
    const parsed = postedReadingSchema.safeParse(row)
    if (parsed.success) return [toStored(parsed.data, directory)]
    unreadable++
    const issue = parsed.error.issues[0]
    if (problems.length < MOST_PROBLEMS)
      problems.push({ row: index, column: issue?.path.join('.') ?? '', expected: issue?.message ?? '' })
    return []
  })
  return { readings, unreadable, problems }
}

function toStored({ sensor, at, value, quality = 'good' }: PostedReading, directory: SensorDirectory) {
  const range = findSensorKind(directory.get(sensor)?.kind ?? '')?.range
  const isPossible = !range || (value >= range[0] && value <= range[1])
  return {
    sensor,
    at: typeof at === 'number' ? at : Date.parse(at),
    value,
    quality: QUALITIES.indexOf(isPossible ? quality : 'bad'),
  }
}

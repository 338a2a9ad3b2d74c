import type { SensorId } from '../../src/domain/ids.ts'
import type { Database } from '../database/database.ts'
import { IngestBusy } from '../ingest/gather.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { createScript, type PlayedReading, type Script } from './script.ts'
import { resumeDrills, takeUpDrills } from './take-up-drills.ts'

/** How far back a first start goes [ms]: the wall counts the alarms of a day, the time bar looks back as far. */
const BACKFILL = 24 * 3_600_000
/** Gaps longer than this are filled with points at least this far apart [ms]: a chart shows no more. */
const THINNING = 10 * 60_000
/** What is older than the last 6 hours has a point an hour, but of sensors with an incident [ms]. */
const RECENT = 6 * 3_600_000
const COARSE_THINNING = 3_600_000
/** How often due readings are gathered and posted [ms]. */
const TICK = 2000
/** One statement must not hold the single session for long. */
const MOST_ROWS = 4000

/** Plays the field: posts plausible readings of every sensor through `ingest`, in wall-clock time. */
export interface Replay {
  /**
   * Fills what is missing of the last 24 hours, then reports as each sensor's period asks. Answers after the filling;
   * `isFirst` when there was no reading before.
   */
  start(): Promise<{ readonly filled: number; readonly isFirst: boolean }>
  stop(): Promise<void>
  /** what it plays */
  readonly script: Script
}

/**
 * Values are functions of the sensor's id and the time alone, so a restart goes on with the same curve, and drills that run
 * go on with it.
 *
 * @param now  clock [ms UTC]
 */
export function createReplay(parts: {
  readonly database: Database
  readonly ingest: Ingest
  readonly onFault?: (error: unknown) => void
  readonly now?: () => number
}): Replay {
  const { database, ingest, now = Date.now } = parts
  const onFault = parts.onFault ?? ((error) => console.error('replay:', error))
  const sensors = [...ingest.sensors().values()]
  const script = createScript(ingest.sensors())
  const playedUntil = new Map<SensorId, number>()
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  let playing: Promise<void> = Promise.resolve()

  /** Reports of one sensor later than `from` and not later than `to`; a long past is thinned where nothing happens. */
  function reportsBetween(sensor: KnownSensor, from: number, to: number): PlayedReading[] {
    const period = sensor.period_s * 1000
    if (to - from <= THINNING) return script.reports(sensor, from, to)
    return script.reports(sensor, from, to, (slot, at) => {
      const thinning = to - at > RECENT ? COARSE_THINNING : THINNING
      return slot % Math.max(1, Math.round(thinning / period)) === 0
    })
  }

  async function play(): Promise<number> {
    const to = now()
    const due = sensors
      .flatMap((sensor) => reportsBetween(sensor, playedUntil.get(sensor.id) ?? to - BACKFILL, to))
      .sort((a, b) => a.at - b.at)
    for (let start = 0; start < due.length; start += MOST_ROWS) {
      if (isStopped) return start
      await ingest.post(due.slice(start, start + MOST_ROWS))
    }
    for (const sensor of sensors) playedUntil.set(sensor.id, to)
    return due.length
  }

  /** Of how many reports one arrives. */
  function keepsEvery({ id }: KnownSensor): number {
    const trouble = script.standing.get(id)
    return trouble?.kind === 'dropping' ? trouble.keeps : 1
  }

  async function fill(): Promise<{ filled: number; isFirst: boolean }> {
    await resumeDrills(database, script, now())
    const stored = await database.query<{ sensor: string; at: number }>(`
      select sensor_id as sensor, (extract(epoch from at) * 1000)::double precision as at from public.sensor_latest`)
    const newest = new Map(stored.map(({ sensor, at }) => [sensor, at]))
    const start = now()
    for (const sensor of sensors) {
      // At least one report of a sensor that reports once a day.
      const span = Math.max(BACKFILL, sensor.period_s * 1000 * keepsEvery(sensor))
      playedUntil.set(sensor.id, Math.max(start - span, newest.get(sensor.id) ?? 0))
    }
    return { filled: await play(), isFirst: stored.length === 0 }
  }

  function schedule(): void {
    if (isStopped) return
    timer = setTimeout(() => {
      playing = takeUpDrills(database, script, now())
        .then(play)
        // Busy: nothing was marked as played, the next turn posts it again and ingest drops what it has.
        .catch((error: unknown) => (error instanceof IngestBusy ? undefined : onFault(error)))
        .then(schedule)
    }, TICK)
  }

  return {
    script,
    async start() {
      const filling = fill()
      playing = filling.then(
        () => {},
        () => {},
      )
      const answer = await filling
      schedule()
      return answer
    },
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await playing
    },
  }
}

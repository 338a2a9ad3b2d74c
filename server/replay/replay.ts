import type { SensorId } from '../../src/domain/ids.ts'
import type { Database } from '../database/database.ts'
import { type Ingest, IngestBusy } from '../ingest/ingest.ts'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { incidentsOf, keepsEvery, reportPeriod, troubledValue } from './incidents.ts'
import { hash, white } from './noise.ts'
import { healthyValue } from './signal.ts'

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
/** The night minimum is measured at 03:00 in China, 19:00 UTC [ms of the UTC day]. */
const LEAK_LISTENING = 19 * 3_600_000

/** Plays the field: posts plausible readings of every sensor through `ingest`, in wall-clock time. */
export interface Replay {
  /**
   * Fills what is missing of the last 24 hours, then reports as each sensor's period asks. Answers after the filling;
   * `isFirst` when there was no reading before.
   */
  start(): Promise<{ readonly filled: number; readonly isFirst: boolean }>
  stop(): Promise<void>
}

interface PlayedReading {
  readonly sensor: SensorId
  readonly at: number
  readonly value: number
}

/**
 * Values are functions of the sensor's id and the time alone, so a restart goes on with the same curve.
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
  const incidents = incidentsOf(ingest.sensors())
  const playedUntil = new Map<SensorId, number>()
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  let playing: Promise<void> = Promise.resolve()

  /** Reports of one sensor later than `from` and not later than `to`. */
  function reportsBetween(sensor: KnownSensor, from: number, to: number): PlayedReading[] {
    const incident = incidents.get(sensor.id)
    const period = reportPeriod(sensor, incident)
    if (!(period > 0)) return []
    const offset = offsetOf(sensor, period)
    const last = Math.floor((to - offset) / period)
    const kept = keepsEvery(incident)
    const strideAt = (at: number) => {
      if (kept > 1 || to - from <= THINNING) return kept
      const thinning = to - at > RECENT && !incident ? COARSE_THINNING : THINNING
      return Math.max(1, Math.round(thinning / period))
    }
    const reports: PlayedReading[] = []
    for (let slot = Math.floor((from - offset) / period) + 1; slot <= last; slot++) {
      // A thinned past still ends with the newest report.
      const at = slot * period + offset
      if (slot % strideAt(at) !== 0 && !(slot === last && kept === 1)) continue
      const value = troubledValue(sensor, incident, at, (instant) => healthyValue(sensor, instant))
      if (value !== null) reports.push({ sensor: sensor.id, at, value })
    }
    return reports
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

  async function fill(): Promise<{ filled: number; isFirst: boolean }> {
    const stored = await database.query<{ sensor: string; at: number }>(`
      select sensor_id as sensor, (extract(epoch from at) * 1000)::double precision as at from public.sensor_latest`)
    const newest = new Map(stored.map(({ sensor, at }) => [sensor, at]))
    const start = now()
    for (const sensor of sensors) {
      // At least one report of a sensor that reports once a day.
      const span = Math.max(BACKFILL, sensor.period_s * 1000 * keepsEvery(incidents.get(sensor.id)))
      playedUntil.set(sensor.id, Math.max(start - span, newest.get(sensor.id) ?? 0))
    }
    return { filled: await play(), isFirst: stored.length === 0 }
  }

  function schedule(): void {
    if (isStopped) return
    timer = setTimeout(() => {
      playing = play()
        // Busy: nothing was marked as played, the next turn posts it again and ingest drops what it has.
        .catch((error: unknown) => (error instanceof IngestBusy ? undefined : onFault(error)))
        .then(schedule)
    }, TICK)
  }

  return {
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

/** Spreads reports over the period, so that they trickle; leak noise is listened for at night. */
function offsetOf(sensor: KnownSensor, period: number): number {
  const jitter = white(hash(sensor.id), 0)
  if (sensor.kind === 'leak-acoustic') return LEAK_LISTENING + Math.floor(jitter * 1_800_000)
  return Math.floor(jitter * period)
}

import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { IngestBusy } from '../ingest/gather.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { PlayedReading, Script } from './script.ts'

/** Kinds that are compared with what they read at this hour on days before (`src/domain/leak/usual-pressure.ts`). */
const KINDS: readonly string[] = ['water-pressure']
const HOUR = 3_600_000
/** Three days and half an hour about the hour, and the day that a demonstration begins in the middle of [ms]. */
const BACK = 74 * HOUR
/** An hour about any instant then holds three readings at least [ms]. */
const APART = 15 * 60_000
const ENOUGH = 3
/** A post of these holds up live readings for a fraction of a second. */
const MOST_ROWS = 500
const AFTER_BUSY = 2000

/**
 * Fills what is missing of the last three days of water pressures, so that 精准溯源 has days to compare with. It runs beside
 * the live readings and is older than they are: stored, and not judged.
 *
 * @param now  [ms UTC]
 * @param isOver  the server closes: ends after the post under way
 * @returns  how many readings were posted
 */
export async function fillPressures(parts: {
  readonly database: Database
  readonly ingest: Ingest
  readonly script: Script
  readonly now: number
  readonly isOver: () => boolean
}): Promise<number> {
  const { database, ingest, script, now, isOver } = parts
  const sensors = [...script.sensors.values()].filter(({ kind }) => KINDS.includes(kind))
  const from = Math.floor((now - BACK) / HOUR) * HOUR
  const stored = await database.query<{ sensor: string; hour: number }>(
    `select sensor_id as sensor, (extract(epoch from hour) * 1000)::double precision as hour from sensing.reading_hour
     where sensor_id = any($1::text[]) and hour >= to_timestamp($2::double precision / 1000) and count >= $3`,
    [sensors.map(({ id }) => id), from, ENOUGH],
  )
  const isFull = new Set(stored.map(({ sensor, hour }) => `${sensor} ${hour}`))
  let posted = 0
  let rows: PlayedReading[] = []
  const post = async () => {
    await postPatiently(ingest, rows)
    posted += rows.length
    rows = []
  }
  // the script knows a day at a time: hour by hour, all sensors of each
  for (let hour = from; hour + HOUR <= now; hour += HOUR)
    for (const sensor of sensors) {
      if (isOver()) return posted
      if (isFull.has(`${sensor.id} ${hour}`)) continue
      rows.push(...thinned(script.reports(sensor, hour - 1, hour + HOUR - 1)))
      if (rows.length >= MOST_ROWS) await post()
    }
  if (rows.length > 0) await post()
  return posted
}

/** The first report of each quarter of an hour. */
function thinned(reports: readonly PlayedReading[]): PlayedReading[] {
  const quarter = ({ at }: PlayedReading) => Math.floor(at / APART)
  return reports.filter((report, n) => n === 0 || quarter(report) !== quarter(reports[n - 1] as PlayedReading))
}

async function postPatiently(ingest: Ingest, rows: readonly PlayedReading[]): Promise<void> {
  for (;;)
    try {
      await ingest.post(rows)
      return
    } catch (error) {
      if (!(error instanceof IngestBusy)) throw error
      await delay(AFTER_BUSY)
    }
}

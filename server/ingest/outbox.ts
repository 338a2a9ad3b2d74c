import type { SensorId } from '../../src/domain/ids.ts'
import type { Batch, Reading } from '../../src/domain/sensing/reading.ts'
import { GRADES, QUALITIES } from '../../src/domain/sensing/reading.ts'
import type { Database } from '../database/database.ts'
import type { SensorDirectory } from './sensor-directory.ts'

/** Shortest time between two batches of a topic [ms]. */
const INTERVAL = 1000
/** Keeps a batch under 64 KB; what is over waits for the next. */
const MOST_READINGS = 1000

/** Sends readings on as private broadcasts: the newest per sensor, one batch a topic and second at most. */
export interface Outbox {
  add(readings: readonly Reading[]): void
  /** Stops the clock; what still waits is not sent: every page re-reads when it joins again. */
  close(): Promise<void>
}

/**
 * @param city  goes into every batch
 * @param onSent  called after a commit that holds broadcasts
 * @param onFault  called when a batch could not be sent; its readings are in the database all the same
 */
export function createOutbox(parts: {
  readonly database: Database
  readonly directory: () => SensorDirectory
  readonly city: string
  readonly onSent: () => void
  readonly onFault: (error: unknown) => void
}): Outbox {
  const waiting = new Map<string, Map<SensorId, Reading>>()
  let timer: NodeJS.Timeout | null = null
  let lastSent = Number.NEGATIVE_INFINITY
  let sending: Promise<void> = Promise.resolve()
  let isClosed = false

  function schedule(): void {
    if (timer || isClosed || waiting.size === 0) return
    timer = setTimeout(send, Math.max(0, lastSent + INTERVAL - performance.now()))
  }

  function send(): void {
    lastSent = performance.now()
    const messages = takeBatches(waiting, parts.city)
    sending = parts.database
      .asCaller({ role: 'lifeline_ingest', claims: {} }, (query) =>
        query('select sensing.publish($1::text::jsonb)', [JSON.stringify(messages)]),
      )
      .then(parts.onSent, parts.onFault)
      .then(() => {
        timer = null
        schedule()
      })
  }

  return {
    add(readings) {
      for (const reading of readings) {
        const sensor = parts.directory().get(reading.sensor)
        if (!sensor) continue
        const topic = `sensors:${sensor.district}:${sensor.kind}`
        const newest = waiting.get(topic) ?? new Map<SensorId, Reading>()
        waiting.set(topic, newest)
        if ((newest.get(reading.sensor)?.at ?? Number.NEGATIVE_INFINITY) <= reading.at)
          newest.set(reading.sensor, reading)
      }
      schedule()
    },
    async close() {
      isClosed = true
      if (timer) clearTimeout(timer)
      await sending
    },
  }
}

/** Takes at most one batch a topic out of `waiting`. */
function takeBatches(waiting: Map<string, Map<SensorId, Reading>>, city: string) {
  return [...waiting].map(([topic, newest]) => {
    const readings = [...newest.values()].slice(0, MOST_READINGS)
    for (const reading of readings) newest.delete(reading.sensor)
    if (newest.size === 0) waiting.delete(topic)
    const payload: Batch = {
      city,
      readings: readings.map(({ sensor, at, value, quality, grade }) => [
        sensor,
        at,
        value,
        QUALITIES.indexOf(quality),
        GRADES.indexOf(grade),
      ]),
    }
    return { topic, event: 'batch', payload }
  })
}

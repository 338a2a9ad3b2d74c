import type { SensorId } from '../../src/domain/ids.ts'
import { rememberHours } from '../../src/domain/sensing/faults/drift.ts'
import type { Fault, Sample } from '../../src/domain/sensing/faults/fault.ts'
import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import type { Reading } from '../../src/domain/sensing/reading.ts'
import { LONGEST, MOST_POINTS } from '../../src/domain/sensing/trend/time-to-threshold.ts'
import type { Remembered } from '../../src/domain/sensing/watch.ts'
import type { Database } from '../database/database.ts'
import type { SensorDirectory } from '../ingest/sensor-directory.ts'

/** Sensors whose hours are read by one statement: it must not hold the single session for long. */
const SLICE = 100

/**
 * What the watch goes on from after a restart: newest readings, faults that last, spikes of the last day, the hours of the
 * last week, and what tells a trend.
 *
 * @param now  clock [ms UTC]
 */
export async function remember(database: Database, directory: SensorDirectory, now: number): Promise<Remembered[]> {
  const latest = await database.query<Reading>(`
    select sensor_id as sensor, (extract(epoch from at) * 1000)::double precision as at, value, quality, grade
    from public.sensor_latest`)
  const faults = await database.query<{ sensor: SensorId } & Fault>(
    `select sensor_id as sensor, kind, (extract(epoch from since) * 1000)::double precision as since,
       (extract(epoch from until) * 1000)::double precision as until, detail
     from public.sensor_fault
     where until is null or (kind = 'spike' and since > to_timestamp($1::double precision / 1000) - interval '1 day')`,
    [now],
  )
  const known = new Map<SensorId, Fault[]>()
  for (const { sensor, ...fault } of faults) known.set(sensor, [...(known.get(sensor) ?? []), fault])
  const hours = await hoursOf(
    database,
    [...directory.values()].filter(({ kind }) => findSensorKind(kind)?.faults.drift != null).map(({ id }) => id),
  )
  const lines = await linesOf(database, [...directory.keys()], now - LONGEST)
  return latest.map((reading) => {
    const means = hours.get(reading.sensor)
    return {
      ...reading,
      faults: known.get(reading.sensor) ?? [],
      line: lines.get(reading.sensor) ?? [],
      ...(means ? { drift: rememberHours(means) } : {}),
    }
  })
}

type Means = readonly { readonly from: number; readonly mean: number }[]

async function hoursOf(database: Database, sensors: readonly SensorId[]): Promise<Map<SensorId, Means>> {
  const hours = new Map<SensorId, Means>()
  for (let start = 0; start < sensors.length; start += SLICE) {
    const rows = await database.query<{ sensor: SensorId; means: Means }>(
      `select h.sensor_id as sensor, jsonb_agg(jsonb_build_object('from', (extract(epoch from h.hour) * 1000)::bigint,
          'mean', h.total / h.count) order by h.hour) as means
       from sensing.reading_hour h
       where h.sensor_id = any ($1) and h.hour > now() - interval '8 days' and h.count > 0 and h.suspect = 0
       group by h.sensor_id`,
      [sensors.slice(start, start + SLICE)],
    )
    for (const { sensor, means } of rows) hours.set(sensor, means)
  }
  return hours
}

async function linesOf(
  database: Database,
  sensors: readonly SensorId[],
  since: number,
): Promise<Map<SensorId, Sample[]>> {
  const lines = new Map<SensorId, Sample[]>()
  for (let start = 0; start < sensors.length; start += SLICE) {
    const [row] = await database.asCaller({ role: 'lifeline_ingest', claims: {} }, (query) =>
      query<{ readings: readonly (readonly [sensor: SensorId, at: number, value: number])[] }>(
        'select sensing.newest_readings($1, to_timestamp($2::double precision / 1000), $3) as readings',
        [sensors.slice(start, start + SLICE), since, MOST_POINTS],
      ),
    )
    for (const [sensor, at, value] of row?.readings ?? []) {
      const line = lines.get(sensor) ?? []
      line.push({ at, value })
      lines.set(sensor, line)
    }
  }
  return lines
}

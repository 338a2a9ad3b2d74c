import type { SensorId } from '../../src/domain/ids.ts'
import type { Threshold } from '../../src/domain/sensing/judge.ts'
import type { Database } from '../database/database.ts'

/** What the server must know of a sensor to judge its readings and to send them on. */
export interface KnownSensor {
  readonly id: SensorId
  /** id of its kind, perhaps one that this version does not know */
  readonly kind: string
  readonly district: string
  readonly period_s: number
  /** own patience before it is stale [s]; null = 3 × period_s */
  readonly staleAfter_s: number | null
  readonly assetId: string | null
  /** null = not known */
  readonly lon: number | null
  readonly lat: number | null
  /** those that count: its own, or its kind's where it has none */
  readonly thresholds: readonly Threshold[]
}

export type SensorDirectory = ReadonlyMap<SensorId, KnownSensor>

const LIMIT = (row: string) => `jsonb_build_object('grade', ${row}.grade, 'direction', ${row}.direction,
  'value', ${row}.value, 'delay_s', ${row}.delay_s, 'hysteresis', ${row}.hysteresis,
  'clear_delay_s', coalesce(${row}.clear_delay_s, ${row}.delay_s))`

/** All sensors of the city with their thresholds, as they are in the database now. */
export async function loadSensorDirectory(database: Database): Promise<SensorDirectory> {
  const rows = await database.query<KnownSensor>(`
    select s.id, s.kind, s.district_id as district, s.period_s::double precision as period_s,
      s.stale_after_s as "staleAfter_s",
      s.asset_id as "assetId", (place.at ->> 'lon')::double precision as lon,
      (place.at ->> 'lat')::double precision as lat, coalesce(own.thresholds, usual.thresholds, '[]'::jsonb) as thresholds
    from public.sensor s
    cross join lateral (select app.lon_lat_height(s.geometry) as at) place
    left join (select t.sensor_id, coalesce(jsonb_agg(${LIMIT('t')} order by t.direction, t.value)
        filter (where t.removed_at is null), '[]'::jsonb) as thresholds
      from public.sensor_threshold t group by t.sensor_id) own on own.sensor_id = s.id
    left join (select k.kind, jsonb_agg(${LIMIT('k')} order by k.direction, k.value) as thresholds
      from public.kind_threshold k group by k.kind) usual on usual.kind = s.kind
    where s.retired_at is null order by s.id`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Grows with every change of sensors and thresholds: whoever holds a directory of an earlier one reads it again. */
export async function directoryRevision(database: Database): Promise<number> {
  const [row] = await database.query<{ revision: number }>('select revision from sensing.directory_revision')
  return row?.revision ?? 0
}

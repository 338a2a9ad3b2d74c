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
  readonly thresholds: readonly Threshold[]
}

export type SensorDirectory = ReadonlyMap<SensorId, KnownSensor>

/** All sensors of the city with their thresholds, as they are in the database now. */
export async function loadSensorDirectory(database: Database): Promise<SensorDirectory> {
  const rows = await database.query<KnownSensor>(`
    select s.id, s.kind, s.district_id as district, s.period_s::double precision as period_s,
      coalesce((
        select jsonb_agg(jsonb_build_object('grade', t.grade, 'direction', t.direction, 'value', t.value,
          'delay_s', t.delay_s))
        from public.sensor_threshold t where t.sensor_id = s.id), '[]'::jsonb) as thresholds
    from public.sensor s where s.retired_at is null order by s.id`)
  return new Map(rows.map((row) => [row.id, row]))
}

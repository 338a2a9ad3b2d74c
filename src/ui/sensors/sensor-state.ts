import { freshness } from '../../domain/sensing/judge.ts'
import type { Freshness, Grade, Quality, Reading } from '../../domain/sensing/reading.ts'
import type { LinkState } from '../../ports/readings.ts'
import type { Sensor } from '../../ports/records.ts'

/** What a sensor's mark tells. A stale value keeps its number and loses its claim to be true now. */
export interface SensorState {
  readonly reading: {
    readonly at: number
    readonly value: number
    readonly quality: Quality
    readonly grade: Grade
  } | null
  readonly freshness: Freshness | 'lost'
}

/** The newest value of a sensor with how far it can be trusted at `now` [ms]. */
export function sensorState(
  sensor: Sensor,
  latest: ReadonlyMap<string, Reading>,
  link: LinkState,
  now: number,
): SensorState {
  const reading = latest.get(sensor.id) ?? sensor.latest
  return {
    reading,
    freshness: link === 'lost' ? 'lost' : freshness(sensor.staleAfter_s, reading?.at ?? null, now),
  }
}

import { freshness } from '../../domain/sensing/judge.ts'
import type { Reading } from '../../domain/sensing/reading.ts'
import type { Sensor } from '../../ports/records.ts'

/** Sensors by what is known of them now, as `CityFigures.sensors` counts them; the four parts add up to the total. */
export interface SensorCounts {
  readonly total: number
  readonly live: number
  /** reports, but the value is not good */
  readonly suspect: number
  readonly stale: number
  readonly offline: number
  /** instant of the newest reading of all [ms]; null = none ever reported */
  readonly newestAt: number | null
}

/** @param now  clock [ms] */
export function countSensors(
  sensors: readonly Sensor[],
  latest: ReadonlyMap<string, Reading>,
  now: number,
): SensorCounts {
  const counts = { live: 0, suspect: 0, stale: 0, offline: 0 }
  let newestAt: number | null = null
  for (const sensor of sensors) {
    const reading = latest.get(sensor.id) ?? sensor.latest
    const fresh = freshness(sensor.staleAfter_s, reading?.at ?? null, now)
    counts[fresh === 'live' && reading?.quality !== 'good' ? 'suspect' : fresh] += 1
    if (reading && reading.at > (newestAt ?? 0)) newestAt = reading.at
  }
  return { total: sensors.length, ...counts, newestAt }
}

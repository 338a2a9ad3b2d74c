import { freshness } from '../../domain/sensing/judge.ts'
import type { Freshness, Grade, Quality, Reading } from '../../domain/sensing/reading.ts'
import type { Sensor } from '../../ports/records.ts'

/** What of water, weather and bridges a leader asks about, in the order of the panel. */
export const SURROUNDINGS = [
  { kind: 'rain-gauge', by: 'value' },
  { kind: 'tide', by: 'value' },
  { kind: 'wind-speed', by: 'value' },
  { kind: 'road-water', by: 'value' },
  { kind: 'bridge-strain', by: 'share' },
  { kind: 'bridge-deflection', by: 'share' },
] as const satisfies readonly { readonly kind: string; readonly by: 'value' | 'share' }[]

/** The one sensor of a kind that tells most now. */
export interface Telling {
  readonly sensor: Sensor
  readonly reading: {
    readonly at: number
    readonly value: number
    readonly quality: Quality
    readonly grade: Grade
  }
  readonly freshness: Freshness
  /** how many sensors of the kind it was chosen from */
  readonly of: number
  /** the highest threshold above, in the unit of the kind; null = none is set */
  readonly limit: number | null
  /** value over limit, ≥ 0; null without a limit */
  readonly share: number | null
}

/**
 * The highest value of a kind, or the value nearest its own limit. Live and good readings come before all others: an
 * old one is told only when there is nothing newer, and is then marked by its freshness.
 *
 * @param now  clock [ms]
 * @returns  'none' when the city has no such sensor, 'silent' when none has ever reported
 */
export function mostTelling(
  { kind, by }: { readonly kind: string; readonly by: 'value' | 'share' },
  sensors: readonly Sensor[],
  latest: ReadonlyMap<string, Reading>,
  now: number,
): Telling | 'none' | 'silent' {
  const own = sensors.filter((sensor) => sensor.kind === kind)
  if (own.length === 0) return 'none'
  const told = own.flatMap((sensor) => tellingOf(sensor, latest.get(sensor.id) ?? sensor.latest, own.length, now))
  const trusted = told.filter((it) => it.freshness === 'live' && it.reading.quality === 'good')
  const weight = (it: Telling) => (by === 'share' ? (it.share ?? 0) : it.reading.value)
  const [first] = (trusted.length > 0 ? trusted : told).sort((a, b) => weight(b) - weight(a))
  return first ?? 'silent'
}

function tellingOf(sensor: Sensor, reading: Telling['reading'] | null, of: number, now: number): Telling[] {
  if (reading === null) return []
  const above = sensor.thresholds.filter(({ direction }) => direction === 'above').map(({ value }) => value)
  const limit = above.length === 0 ? null : Math.max(...above)
  const share = limit === null || limit <= 0 ? null : Math.max(0, reading.value) / limit
  return [{ sensor, reading, freshness: freshness(sensor.staleAfter_s, reading.at, now), of, limit, share }]
}

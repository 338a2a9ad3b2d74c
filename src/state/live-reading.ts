import { freshness } from '../domain/sensing/judge.ts'
import type { TwinState } from './store.ts'

/** What of the twin says what its sensors read now. */
export type LiveView = Pick<TwinState, 'sensors' | 'latest' | 'link' | 'now' | 'time'>

interface LiveReading {
  readonly value: number
  /** when it was measured [ms] */
  readonly at: number
  /** old, suspect, or the link is lost: it must not be taken for what is so now */
  readonly isStale: boolean
}

/** What a sensor reads now; null where it has told nothing, or while one looks back. */
export function liveReading({ sensors, latest, link, now, time }: LiveView, id: string): LiveReading | null {
  if (time !== null || sensors.state !== 'loaded') return null
  const sensor = sensors.value.find((each) => each.id === id)
  const told = sensor && (latest.get(sensor.id) ?? sensor.latest)
  if (!told) return null
  const isFresh = link.state !== 'lost' && freshness(sensor.staleAfter_s, told.at, now) === 'live'
  return { value: told.value, at: told.at, isStale: !isFresh || told.quality !== 'good' }
}

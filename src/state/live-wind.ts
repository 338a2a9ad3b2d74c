import type { LonLat } from '../domain/geo/coordinates.ts'
import { crsOf } from '../domain/geo/crs.ts'
import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import { type LiveView, liveReading } from './live-reading.ts'

/** What the nearest wind sensor of a leak plan says. */
export interface LiveWind {
  readonly name: string
  /** [m/s] */
  readonly speed: number
  /** when it was measured [ms] */
  readonly at: number
  /** from the place that was asked for [m] */
  readonly distance: number
  /** old, suspect, or the link is lost: it must not be taken for the wind of now */
  readonly isStale: boolean
}

/** The wind nearest to a place; null where no sensor of the plan has told anything, or while one looks back. */
export function liveWind(seen: LiveView, plan: Pick<LeakPlan, 'wind' | 'crs'>, place: LonLat): LiveWind | null {
  const crs = crsOf(plan.crs)
  if (!crs) return null
  const [x, y] = crs.fromLonLat(place.lon, place.lat)
  const told = plan.wind.flatMap(({ id, name, at: [east, north] }): LiveWind[] => {
    const reading = liveReading(seen, id)
    if (!reading) return []
    const { value: speed, at, isStale } = reading
    return [{ name, speed, at, isStale, distance: Math.hypot(east - x, north - y) }]
  })
  return told.sort((a, b) => a.distance - b.distance)[0] ?? null
}

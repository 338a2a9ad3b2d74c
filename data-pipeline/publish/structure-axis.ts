import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import { ecefToEnu, enuToEcef, fromEcef, toEcef } from '../../src/domain/geo/ellipsoid.ts'

/** Where something stands from the axis at a chainage [m]. */
export interface FromAxis {
  readonly ahead?: number
  readonly right?: number
  /** above the axis at that chainage */
  readonly up?: number
}

/** A path that things are set out from. */
export interface StructureAxis {
  /** in plan [m] */
  readonly length: number
  /** The place at a chainage, which is kept between 0 and `length`. */
  at(station: number, from?: FromAxis): LonLatHeight
}

/**
 * Sets out from a path, in the plane that touches the ellipsoid at its first place: over the few kilometres of a
 * structure that is the plan to a millimetre.
 *
 * @param path  at least two places
 */
export function structureAxis(path: readonly LonLatHeight[]): StructureAxis {
  const [origin] = path
  if (!origin || path.length < 2) throw new Error(`structureAxis: ${path.length} places, expected at least 2`)
  const frame = enuToEcef(origin.lon, origin.lat, 0)
  const plan = path.map(({ lon, lat }) => ecefToEnu(frame, ...toEcef(lon, lat, 0)))
  const stations = [0]
  for (let i = 1; i < plan.length; i++) {
    const [a = origin3, b = origin3] = [plan[i - 1], plan[i]]
    stations.push((stations[i - 1] ?? 0) + Math.hypot(b[0] - a[0], b[1] - a[1]))
  }
  const length = stations.at(-1) ?? 0
  return {
    length,
    at(station, { ahead = 0, right = 0, up = 0 } = {}) {
      const kept = Math.min(Math.max(station, 0), length)
      const next = Math.max(
        1,
        stations.findIndex((value) => value >= kept),
      )
      const [a = origin3, b = origin3] = [plan[next - 1], plan[next]]
      const [from, to] = [stations[next - 1] ?? 0, stations[next] ?? 0]
      const span = to - from || 1
      const share = (kept - from) / span
      const [east, north] = [(b[0] - a[0]) / span, (b[1] - a[1]) / span]
      const low = path[next - 1]?.height ?? 0
      const high = path[next]?.height ?? low
      const x = a[0] + (b[0] - a[0]) * share + east * ahead + north * right
      const y = a[1] + (b[1] - a[1]) * share + north * ahead - east * right
      const value = (row: number) => (frame[row] ?? 0) * x + (frame[row + 4] ?? 0) * y + (frame[row + 12] ?? 0)
      const [lon, lat] = fromEcef(value(0), value(1), value(2))
      return { lon, lat, height: low + (high - low) * share + up }
    },
  }
}

const origin3 = [0, 0, 0] as const

import type { LonLat } from './coordinates.ts'

/** Does a ring hold a place? Even-odd rule: a line to the east crosses the ring an odd number of times. */
export function isInsideRing({ lon, lat }: LonLat, ring: readonly LonLat[]): boolean {
  let inside = false
  ring.forEach((to, index) => {
    const from = ring.at(index - 1) ?? to
    if (from.lat > lat === to.lat > lat) return
    if (lon < from.lon + ((lat - from.lat) / (to.lat - from.lat)) * (to.lon - from.lon)) inside = !inside
  })
  return inside
}

import type { LonLat } from './coordinates.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180

/**
 * The part of a path that lies within a distance of a place, in plan. A path that comes back is joined where it left.
 *
 * @param reach  [m]
 * @returns  [] where it stays away
 */
export function pathWithin<Place extends LonLat & { readonly height: number }>(
  path: readonly Place[],
  middle: LonLat,
  reach: number,
): Place[] {
  const metres = ({ lon, lat }: LonLat) =>
    [
      (lon - middle.lon) * METRES_PER_DEGREE * Math.cos(middle.lat * RADIANS),
      (lat - middle.lat) * METRES_PER_DEGREE,
    ] as const
  return path.slice(1).flatMap((to, i) => {
    const from = path[i] ?? to
    const [[x, y], [ex, ey]] = [metres(from), metres(to)]
    const [dx, dy] = [ex - x, ey - y]
    // |from + t (to − from)|² = reach²
    const [a, b, c] = [dx * dx + dy * dy, x * dx + y * dy, x * x + y * y - reach * reach]
    const under = b * b - a * c
    if (!(a > 0 && under > 0)) return []
    const [start, end] = [Math.max(0, (-b - Math.sqrt(under)) / a), Math.min(1, (-b + Math.sqrt(under)) / a)]
    return start < end ? [between(from, to, start), between(from, to, end)] : []
  })
}

function between<Place extends LonLat & { readonly height: number }>(from: Place, to: Place, share: number): Place {
  const mix = (a: number, b: number) => a + share * (b - a)
  return { ...from, lon: mix(from.lon, to.lon), lat: mix(from.lat, to.lat), height: mix(from.height, to.height) }
}

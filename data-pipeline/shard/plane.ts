import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import { enuToEcef, toEcef } from '../../src/domain/geo/ellipsoid.ts'

/**
 * East, north [m] of places from a middle, on the tangent plane of the ellipsoid there. Within a shard (2 km from its
 * middle) a distance is short by less than 1 in 10⁷ and a place lies less than 0.4 m below the ellipsoid: right for
 * distances between neighbours, not for levels.
 *
 * @param lonLat  pairs [degrees]
 * @returns pairs at the same positions
 */
export function planeOf(lonLat: Float64Array, middle: LonLat): Float64Array {
  const frame = enuToEcef(middle.lon, middle.lat, 0)
  const f = (index: number) => frame[index] ?? 0
  const [ox, oy, oz] = [f(12), f(13), f(14)]
  const [ex, ey, ez, nx, ny, nz] = [f(0), f(1), f(2), f(4), f(5), f(6)]
  const plane = new Float64Array(lonLat.length)
  for (let at = 0; at + 1 < lonLat.length; at += 2) {
    const [x, y, z] = toEcef(lonLat[at] ?? 0, lonLat[at + 1] ?? 0, 0)
    const [dx, dy, dz] = [x - ox, y - oy, z - oz]
    plane[at] = ex * dx + ey * dy + ez * dz
    plane[at + 1] = nx * dx + ny * dy + nz * dz
  }
  return plane
}

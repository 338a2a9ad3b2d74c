import type { LonLat } from './coordinates.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180

/**
 * The place so far beside another, on a sphere: good to a metre in a kilometre.
 *
 * @param bearing   degrees clockwise from north
 * @param distance  [m]
 */
export function beside<Place extends LonLat>(at: Place, bearing: number, distance: number): Place {
  const [north, east] = [Math.cos(bearing * RADIANS) * distance, Math.sin(bearing * RADIANS) * distance]
  return {
    ...at,
    lon: at.lon + east / (METRES_PER_DEGREE * Math.cos(at.lat * RADIANS)),
    lat: at.lat + north / METRES_PER_DEGREE,
  }
}

/** A closed ring around a place, counter-clockwise, its first corner in the north. @param radius [m] */
export function ringAround<Place extends LonLat>(at: Place, radius: number, corners: number): Place[] {
  return Array.from({ length: corners + 1 }, (_, i) => beside(at, -((360 * (i % corners)) / corners), radius))
}

/** How far two places lie apart in plan, on a sphere [m]. */
export function distance(one: LonLat, other: LonLat): number {
  const east = (other.lon - one.lon) * METRES_PER_DEGREE * Math.cos(one.lat * RADIANS)
  return Math.hypot(east, (other.lat - one.lat) * METRES_PER_DEGREE)
}

import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Viewpoint } from '../ports/scene.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180

/**
 * A camera that looks at a point.
 *
 * @param distance  from the eye to the point [m], > 0
 * @param heading   degrees clockwise from north
 * @param pitch     degrees, negative looks down
 */
export function lookAt(at: LonLatHeight, distance: number, heading = 0, pitch = -40): Viewpoint {
  const ground = distance * Math.cos(pitch * RADIANS)
  const north = -ground * Math.cos(heading * RADIANS)
  const east = -ground * Math.sin(heading * RADIANS)
  return {
    lon: at.lon + east / (METRES_PER_DEGREE * Math.cos(at.lat * RADIANS)),
    lat: at.lat + north / METRES_PER_DEGREE,
    height: at.height - distance * Math.sin(pitch * RADIANS),
    heading,
    pitch,
  }
}

import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Viewpoint } from '../ports/scene.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180
const FRAME_PITCH = -50
/** no nearer than what frames a circle of this radius [m] */
const NEAREST = 25
/** half the width of the free part is 0.24 of the distance */
const DISTANCE_PER_RADIUS = 4.3
/** shares of the distance by which the free part's middle lies beyond and left of the picture's, on the ground */
const BEYOND = 0.17
const LEFT = 0.08

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

/**
 * A camera that frames points in the part of the picture that panels leave free: about half its width and height, above
 * the middle. The numbers are of a 60° wide view, 16 : 10.
 *
 * @param points   at least one
 * @param heading  degrees clockwise from north
 */
export function frame(points: readonly LonLatHeight[], heading = 0): Viewpoint {
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const
  const [west, east] = range(points.map(({ lon }) => lon))
  const [south, north] = range(points.map(({ lat }) => lat))
  const [low, high] = range(points.map(({ height }) => height))
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  const perLon = METRES_PER_DEGREE * Math.cos(lat * RADIANS)
  const radius = Math.max(NEAREST, Math.hypot((east - west) * perLon, (north - south) * METRES_PER_DEGREE) / 2)
  const distance = radius * DISTANCE_PER_RADIUS
  const [sin, cos] = [Math.sin(heading * RADIANS), Math.cos(heading * RADIANS)]
  const target = {
    lon: lon + (distance * (LEFT * cos - BEYOND * sin)) / perLon,
    lat: lat - (distance * (BEYOND * cos + LEFT * sin)) / METRES_PER_DEGREE,
    height: (low + high) / 2,
  }
  return lookAt(target, distance, heading, FRAME_PITCH)
}

import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { overhead } from '../../../domain/geo/overhead.ts'
import type { CameraStep, Viewpoint } from '../../../ports/scene.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180
/** side of the world at zoom 0 [px] */
const WORLD = 512
/** a camera of 60°: the longer side of the picture shows this many times its height above the ground */
const SPAN = 2 * Math.tan(30 * RADIANS)
/** [px] left free around the city at home */
const MARGIN = 24
/** share of the shorter side that a press moves the picture */
const PAN = 0.25
const ZOOM = 0.5

/** A camera of a flat map, north up. */
export interface MapCamera {
  readonly longitude: number
  readonly latitude: number
  readonly zoom: number
}

/** Size of the canvas [px]. */
export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * A flat map has no eye. It is given one that looks straight down with a field of view of 60° over the longer side of
 * the picture, as the globe has: height = ground size of the longer side / (2 tan 30°). The ground is taken at H = 0.
 * The two functions are exact inverses of one another for views from straight above.
 */
export function viewOf({ longitude, latitude, zoom }: MapCamera, size: Size): Viewpoint {
  const height = (metresPerPixel(zoom, latitude) * longerSide(size)) / SPAN
  return { lon: longitude, lat: latitude, height, heading: 0, pitch: -90 }
}

/** Camera that shows a view; a tilted one lands on what it looks at (`overhead`). */
export function cameraOf(view: Viewpoint, size: Size): MapCamera {
  const { lon, lat, height } = overhead(view)
  return { longitude: lon, latitude: lat, zoom: zoomOf((height * SPAN) / longerSide(size), lat) }
}

/** The whole of some bounds. */
export function cameraAround([west, south, east, north]: Bounds, { width, height }: Size): MapCamera {
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2]
  const across = (east - west) * METRES_PER_DEGREE * Math.cos(latitude * RADIANS)
  const along = (north - south) * METRES_PER_DEGREE
  const free = (side: number) => Math.max(side - 2 * MARGIN, side / 2, 1)
  return { longitude, latitude, zoom: zoomOf(Math.max(across / free(width), along / free(height)), latitude) }
}

/** One press: nearer or farther, or the picture moved to a side. "up" and "down" are north and south on a flat map. */
export function stepped(camera: MapCamera, step: CameraStep, size: Size): MapCamera {
  const { longitude, latitude, zoom } = camera
  const metres = PAN * Math.min(size.width, size.height) * metresPerPixel(zoom, latitude)
  const north = metres / METRES_PER_DEGREE
  const east = north / Math.cos(latitude * RADIANS)
  switch (step) {
    case 'closer':
      return { ...camera, zoom: zoom + ZOOM }
    case 'farther':
      return { ...camera, zoom: zoom - ZOOM }
    case 'up':
      return { ...camera, latitude: latitude + north }
    case 'down':
      return { ...camera, latitude: latitude - north }
    case 'left':
      return { ...camera, longitude: longitude - east }
    case 'right':
      return { ...camera, longitude: longitude + east }
    default:
      return camera
  }
}

/** Size of a pixel on the ground [m]. */
export function metresPerPixel(zoom: number, latitude: number): number {
  return (360 * METRES_PER_DEGREE * Math.cos(latitude * RADIANS)) / (WORLD * 2 ** zoom)
}

function zoomOf(pixel: number, latitude: number): number {
  return Math.log2((360 * METRES_PER_DEGREE * Math.cos(latitude * RADIANS)) / (WORLD * pixel))
}

function longerSide({ width, height }: Size): number {
  return Math.max(width, height, 1)
}

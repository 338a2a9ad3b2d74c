import type { Bounds, LonLatHeight } from './coordinates.ts'

const METRES_PER_DEGREE = 111_320
const PITCH = -38
/** eye distance over the longer side of the city: frames it in a 60° wide view with the panels beside it */
const DISTANCE_RATIO = 0.82
/** how far the eye stands west of the middle, over the city's width: the left panel covers more than the right one */
const LEFT_SHARE = 0.05

/**
 * A first look at a city: from the south, looking down at 38°, far enough to frame it.
 *
 * @param bounds  west, south, east, north [degrees]
 * @param ground  H [m] of the ground in the middle
 * @returns  eye in lon, lat [degrees] and H [m]; heading and pitch [degrees]
 */
export function overview(bounds: Bounds, ground = 0): LonLatHeight & { heading: number; pitch: number } {
  const [west, south, east, north] = bounds
  const lat = (south + north) / 2
  const width = (east - west) * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const depth = (north - south) * METRES_PER_DEGREE
  const distance = Math.max(width, depth, 200) * DISTANCE_RATIO
  const pitch = (PITCH * Math.PI) / 180
  return {
    lon: (west + east) / 2 - LEFT_SHARE * (east - west),
    lat: lat - (Math.cos(pitch) * distance) / METRES_PER_DEGREE,
    height: ground - Math.sin(pitch) * distance,
    heading: 0,
    pitch: PITCH,
  }
}

import type { LonLatHeight } from './coordinates.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180
/** a camera that looks higher than this sees its own surroundings to the horizon: what is meant lies this far down */
const LEAST_DIP = 8
/** above the ground [m]: what a camera below the ground is shown from */
const LEAST_RANGE = 60
/** views no farther apart are one [m] */
const SAME = 0.5

interface Camera extends LonLatHeight {
  /** degrees clockwise from north */
  readonly heading: number
  /** degrees, negative looks down */
  readonly pitch: number
}

/**
 * The view from straight above, north up, of what a camera looks at: its middle is where the camera's axis meets the
 * ground, from as far as the camera is from there, so that things in the middle keep their size. A camera below the
 * ground is shown the ground above it. A camera that looks straight down stays as it is, so that a flat map's own views
 * come back unchanged.
 *
 * @param ground  H of the ground [m]
 * @returns  eye in lon, lat [degrees] and H [m]; heading 0, pitch −90
 */
export function overhead({ lon, lat, height, heading, pitch }: Camera, ground = 0): Camera {
  const down = { heading: 0, pitch: -90 }
  if (pitch <= -89.95) return { lon, lat, height: Math.max(height, ground + 1), ...down }
  const rise = height - ground
  if (rise <= 0) return { lon, lat, height: ground + LEAST_RANGE, ...down }
  const dip = Math.max(-pitch, LEAST_DIP) * RADIANS
  const away = rise / Math.tan(dip)
  return {
    lon: lon + (away * Math.sin(heading * RADIANS)) / (METRES_PER_DEGREE * Math.cos(lat * RADIANS)),
    lat: lat + (away * Math.cos(heading * RADIANS)) / METRES_PER_DEGREE,
    height: ground + rise / Math.sin(dip),
    ...down,
  }
}

/**
 * The way back from a view from straight above (`overhead`): one that looks at the same place from the same distance, as
 * tilted and turned as `like`. Exactly `like` while `above` is what was made of it.
 *
 * @param above   eye in lon, lat [degrees] and H [m]; heading 0, pitch −90
 * @param ground  H of the ground [m]
 */
export function tiltedBack(above: Camera, like: Camera, ground = 0): Camera {
  const made = overhead(like, ground)
  const metres =
    METRES_PER_DEGREE * Math.hypot((above.lon - made.lon) * Math.cos(made.lat * RADIANS), above.lat - made.lat)
  if (metres < SAME && Math.abs(above.height - made.height) < SAME) return like
  const { heading } = like
  if (like.pitch <= -89.95) return { ...above, heading }
  const dip = Math.max(-like.pitch, LEAST_DIP) * RADIANS
  const distance = above.height - ground
  const away = distance * Math.cos(dip)
  return {
    lon: above.lon - (away * Math.sin(heading * RADIANS)) / (METRES_PER_DEGREE * Math.cos(above.lat * RADIANS)),
    lat: above.lat - (away * Math.cos(heading * RADIANS)) / METRES_PER_DEGREE,
    height: ground + distance * Math.sin(dip),
    heading,
    pitch: -dip / RADIANS,
  }
}

import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Viewpoint } from '../ports/scene.ts'
import type { TwinState } from './store.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180
const FRAME_PITCH = -50
/** half the field of view over the longer side of the picture [degrees], as every engine that frames has it */
const HALF_VIEW = 30
/** from the eye to what is framed, at least, where it is not told [m] */
const NEAREST = 100
/** share of the free part that is left around what is framed, for marks and their labels */
const MARGIN = 0.12

/** The part of the picture that panels leave free; sides in shares of the picture from its upper left corner, 0…1. */
export interface FreePart {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** width of the whole picture over its height */
  readonly aspect: number
}

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

/** Heading and pitch in which to frame: turned as the reader is, and from straight above where nothing tilts. */
export function direction({ view, abilities }: Pick<TwinState, 'view' | 'abilities'>): readonly [number, number] {
  return abilities.has('tilt') ? [view?.heading ?? 0, FRAME_PITCH] : [0, -90]
}

/** Whether the middle of the picture can be seen, with what stands around it. */
export function isMiddleFree({ left, top, right, bottom }: FreePart): boolean {
  const isWithin = (from: number, to: number) => {
    const margin = MARGIN * (to - from)
    return from + margin <= 0.5 && 0.5 <= to - margin
  }
  return isWithin(left, right) && isWithin(top, bottom)
}

/**
 * The nearest camera of a given direction that has all points in the free part of the picture. Each side of that part is
 * a plane through the eye, and the points must lie on its inner side: with the direction given, the farthest that the eye
 * may be along its axis follows from the two points that press on opposite sides.
 *
 * @param points   at least one
 * @param heading  degrees clockwise from north
 * @param pitch    degrees, negative looks down
 * @param nearest  from the eye to the nearest of them along its axis, at least [m]
 */
export function frame(
  points: readonly LonLatHeight[],
  free: FreePart,
  heading: number,
  pitch: number,
  nearest = NEAREST,
): Viewpoint {
  const [origin] = points
  if (!origin) throw new Error('frame: got no points, expected at least one')
  const perLon = METRES_PER_DEGREE * Math.cos(origin.lat * RADIANS)
  const axes = axesOf(heading, pitch)
  const seen = points.map(({ lon, lat, height }) => {
    const metres = [
      (lon - origin.lon) * perLon,
      (lat - origin.lat) * METRES_PER_DEGREE,
      height - origin.height,
    ] as const
    return { right: dot(metres, axes.right), up: dot(metres, axes.up), along: dot(metres, axes.along) }
  })
  const tangent = Math.tan(HALF_VIEW * RADIANS)
  const across = fit(
    seen.map(({ right, along }) => ({ off: right, along })),
    inset(2 * free.left - 1, 2 * free.right - 1, tangent * Math.min(1, free.aspect)),
  )
  const upright = fit(
    seen.map(({ up, along }) => ({ off: up, along })),
    inset(1 - 2 * free.bottom, 1 - 2 * free.top, tangent / Math.max(1, free.aspect)),
  )
  const along = Math.min(across.along, upright.along, Math.min(...seen.map((point) => point.along)) - nearest)
  const [right, up] = [across.offAt(along), upright.offAt(along)]
  const eye = [0, 1, 2].map((i) => right * (axes.right[i] ?? 0) + up * (axes.up[i] ?? 0) + along * (axes.along[i] ?? 0))
  const [east = 0, north = 0, above = 0] = eye
  return {
    lon: origin.lon + east / perLon,
    lat: origin.lat + north / METRES_PER_DEGREE,
    height: origin.height + above,
    heading,
    pitch,
  }
}

type Vector = readonly [east: number, north: number, up: number]

function axesOf(
  heading: number,
  pitch: number,
): { readonly right: Vector; readonly up: Vector; readonly along: Vector } {
  const [sinH, cosH] = [Math.sin(heading * RADIANS), Math.cos(heading * RADIANS)]
  const [sinP, cosP] = [Math.sin(pitch * RADIANS), Math.cos(pitch * RADIANS)]
  return {
    right: [cosH, -sinH, 0],
    up: [-sinH * sinP, -cosH * sinP, cosP],
    along: [sinH * cosP, cosH * cosP, sinP],
  }
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/** Tangents of the two sides between which things are framed. */
function inset(from: number, to: number, tangent: number): readonly [least: number, most: number] {
  const margin = MARGIN * (to - from)
  return [(from + margin) * tangent, (to - margin) * tangent]
}

/** The farthest along its axis that an eye may be and have all points between two tangents, and where it then stands. */
function fit(
  points: readonly { readonly off: number; readonly along: number }[],
  [least, most]: readonly [number, number],
): { readonly along: number; readonly offAt: (along: number) => number } {
  const low = Math.min(...points.map(({ off, along }) => off - least * along))
  const high = Math.max(...points.map(({ off, along }) => off - most * along))
  return {
    along: (low - high) / (most - least),
    offAt: (along) => (low + least * along + high + most * along) / 2,
  }
}

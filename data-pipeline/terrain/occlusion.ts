import { toEcef } from '../../src/domain/geo/ellipsoid.ts'

const RADII = [toEcef(0, 0, 0)[0], toEcef(90, 0, 0)[1], toEcef(0, 90, 0)[2]] as const
/** Earth radii: where half the globe or more lies in a square, a point that hardly ever sets */
const FARTHEST = 1000

export type Vector = readonly [number, number, number]

export interface Sphere {
  readonly center: Vector
  /** [m] */
  readonly radius: number
}

/**
 * The sphere around a middle that holds all points.
 *
 * @param points  x, y, z of each, Earth-centred [m]
 */
export function sphereAround(center: Vector, points: Float64Array): Sphere {
  let radius = 0
  for (let i = 0; i < points.length; i += 3) {
    radius = Math.max(radius, Math.hypot(...[0, 1, 2].map((axis) => (points[i + axis] ?? 0) - (center[axis] ?? 0))))
  }
  return { center, radius }
}

/**
 * The point above a direction which, when the Earth hides it from an eye, hides all points too. In the space in which the
 * ellipsoid is the unit sphere (K. Ring, "Horizon culling", 2013: each point's tangent to the sphere is cut with the
 * direction, and the farthest cut is taken).
 *
 * @param direction  Earth-centred [m]
 * @param points  x, y, z of each, Earth-centred [m]
 * @returns  in units of the ellipsoid's radii
 */
export function horizonOcclusionPoint(direction: Vector, points: Float64Array): Vector {
  const scaled = (i: number, from: ArrayLike<number>) =>
    [0, 1, 2].map((axis) => (from[i + axis] ?? 0) / (RADII[axis] ?? 1)) as [number, number, number]
  const along = unit(scaled(0, direction))
  let farthest = 0
  for (let i = 0; i < points.length && farthest < FARTHEST; i += 3) {
    const point = scaled(i, points)
    // what lies below the ellipsoid is hidden with what lies on it
    const distance = Math.max(1, Math.hypot(...point))
    const cosAngle = Math.min(1, dot(unit(point), along))
    const sinAngle = Math.sqrt(1 - cosAngle * cosAngle)
    const cosTangent = 1 / distance
    const sinTangent = Math.sqrt(distance * distance - 1) * cosTangent
    const cut = 1 / (cosAngle * cosTangent - sinAngle * sinTangent)
    farthest = cut > 0 ? Math.max(farthest, cut) : FARTHEST
  }
  const length = Math.min(farthest, FARTHEST)
  return [along[0] * length, along[1] * length, along[2] * length]
}

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

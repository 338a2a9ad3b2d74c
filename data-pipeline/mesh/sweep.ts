import type { MeshWriter } from './mesh-writer.ts'
import type { Profile } from './profile.ts'

/** Points closer than this are one point [m]: surveys give millimetres. */
const SAME_POINT = 1e-3
/** Sharper bends would reach too far past the joint: the mitre is tilted no more than this (cosine of 70°). */
const SHARPEST_MITRE = 0.34
/** Steeper than this a path has no "upright": the frame before is carried on. */
const NEARLY_VERTICAL = 0.99

/** How the ends of a sweep are closed. */
export interface SweepEnds {
  /** unit normals of the planes in which it ends, along the path; null = square */
  readonly start: Vector | null
  readonly end: Vector | null
  readonly isStartCapped: boolean
  readonly isEndCapped: boolean
}

const SQUARE_AND_CAPPED: SweepEnds = { start: null, end: null, isStartCapped: true, isEndCapped: true }

interface Vector {
  x: number
  y: number
  z: number
}

/**
 * Sweeps a cross-section along a path. Joints are mitred: both sides of a bend end in the same ring, so there is no gap
 * and no overlap. Round sections are carried along without twist, the others stay upright.
 *
 * @param path  east, north, up triples [m]; points that repeat are passed over
 * @returns  false, and nothing is written, when fewer than two different points remain
 */
export function sweep(
  writer: MeshWriter,
  path: Float64Array,
  profile: Profile,
  ends: SweepEnds = SQUARE_AND_CAPPED,
): boolean {
  const points = withoutRepeats(path)
  const last = points.length / 3 - 1
  if (last < 1) return false
  const count = profile.outline.length / 4
  // Positions of the ring that the next segment starts from; where two segments meet they share it.
  let [ring, nextRing] = scratchRings(count)
  let tangent = direction(points, 0)
  let side = levelSide(tangent) ?? { x: 1, y: 0, z: 0 }
  let top = cross(side, tangent)
  const first = ends.start ?? tangent
  placeRing(ring, profile, points, 0, side, top, tangent, first)
  if (ends.isStartCapped) cap(writer, profile, points, 0, side, top, tangent, first, -1)
  for (let segment = 0; segment < last; segment++) {
    const isEnd = segment === last - 1
    const following = isEnd ? tangent : direction(points, segment + 1)
    const plane = isEnd && ends.end ? ends.end : mitre(tangent, following)
    placeRing(nextRing, profile, points, segment + 1, side, top, tangent, plane)
    writeSegment(writer, profile, ring, nextRing, side, top)
    if (isEnd && ends.isEndCapped) cap(writer, profile, points, last, side, top, tangent, plane, 1)
    const swap = ring
    ring = nextRing
    nextRing = swap
    side = (profile.isRound ? null : levelSide(following)) ?? turned(side, tangent, following)
    top = cross(side, following)
    tangent = following
  }
  return true
}

// One pair of rings for all sweeps of a thread: a new pair for each pipe cost a quarter of the tiling time.
let scratch: readonly [Float64Array, Float64Array] = [new Float64Array(), new Float64Array()]

function scratchRings(count: number): readonly [Float64Array, Float64Array] {
  if (scratch[0].length < count * 3) scratch = [new Float64Array(count * 3), new Float64Array(count * 3)]
  return scratch
}

function withoutRepeats(path: Float64Array): Float64Array {
  // Most lines of a survey are one segment, checked for length before.
  if (path.length === 6) return path
  let kept = 0
  const points = new Float64Array(path.length)
  for (let at = 0; at < path.length; at += 3) {
    const [x, y, z] = [path[at] ?? 0, path[at + 1] ?? 0, path[at + 2] ?? 0]
    const before = kept - 3
    if (
      kept > 0 &&
      Math.hypot(x - (points[before] ?? 0), y - (points[before + 1] ?? 0), z - (points[before + 2] ?? 0)) < SAME_POINT
    )
      continue
    points[kept] = x
    points[kept + 1] = y
    points[kept + 2] = z
    kept += 3
  }
  return points.subarray(0, kept)
}

function direction(points: Float64Array, segment: number): Vector {
  const at = segment * 3
  return unit(
    (points[at + 3] ?? 0) - (points[at] ?? 0),
    (points[at + 4] ?? 0) - (points[at + 1] ?? 0),
    (points[at + 5] ?? 0) - (points[at + 2] ?? 0),
  )
}

function unit(x: number, y: number, z: number): Vector {
  const length = Math.sqrt(x * x + y * y + z * z)
  return { x: x / length, y: y / length, z: z / length }
}

function cross(a: Vector, b: Vector): Vector {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}

function dot(a: Vector, b: Vector): number {
  return a.x * b.x + a.y * b.y + a.z * b.z
}

/** The level direction to the right of a path; null when the path stands upright. */
function levelSide(tangent: Vector): Vector | null {
  return Math.abs(tangent.z) > NEARLY_VERTICAL ? null : unit(tangent.y, -tangent.x, 0)
}

/** `side` after the smallest turn that takes `from` to `to` (parallel transport), square to `to`. */
function turned(side: Vector, from: Vector, to: Vector): Vector {
  const half = 1 + dot(from, to)
  if (half < 1e-6) return side
  const factor = dot(side, to) / half
  return unit(side.x - (from.x + to.x) * factor, side.y - (from.y + to.y) * factor, side.z - (from.z + to.z) * factor)
}

/** Normal of the plane in which two segments meet, held back at bends sharper than `SHARPEST_MITRE`. */
function mitre(tangent: Vector, following: Vector): Vector {
  const x = tangent.x + following.x
  const y = tangent.y + following.y
  const z = tangent.z + following.z
  if (x * x + y * y + z * z < 1e-6) return tangent
  const plane = unit(x, y, z)
  return dot(plane, tangent) < SHARPEST_MITRE ? tangent : plane
}

/** Writes the outline at a point into `ring`, drawn out along the tangent until it meets the plane. */
function placeRing(
  ring: Float64Array,
  profile: Profile,
  points: Float64Array,
  point: number,
  side: Vector,
  top: Vector,
  tangent: Vector,
  plane: Vector,
): void {
  const { outline } = profile
  const [east, north, up] = [points[point * 3] ?? 0, points[point * 3 + 1] ?? 0, points[point * 3 + 2] ?? 0]
  const sideLean = dot(side, plane) / dot(tangent, plane)
  const topLean = dot(top, plane) / dot(tangent, plane)
  for (let at = 0, to = 0; at < outline.length; at += 4, to += 3) {
    const x = outline[at] ?? 0
    const y = outline[at + 1] ?? 0
    const along = -(x * sideLean + y * topLean)
    ring[to] = east + x * side.x + y * top.x + along * tangent.x
    ring[to + 1] = north + x * side.y + y * top.y + along * tangent.y
    ring[to + 2] = up + x * side.z + y * top.z + along * tangent.z
  }
}

function writeSegment(
  writer: MeshWriter,
  profile: Profile,
  from: Float64Array,
  to: Float64Array,
  side: Vector,
  top: Vector,
): void {
  const { outline, edges } = profile
  const count = outline.length / 4
  const start = writer.vertexCount
  for (let vertex = 0; vertex < 2 * count; vertex++) {
    const ring = vertex < count ? from : to
    const at = vertex % count
    const x = outline[at * 4 + 2] ?? 0
    const y = outline[at * 4 + 3] ?? 0
    writer.vertex(
      ring[at * 3] ?? 0,
      ring[at * 3 + 1] ?? 0,
      ring[at * 3 + 2] ?? 0,
      x * side.x + y * top.x,
      x * side.y + y * top.y,
      x * side.z + y * top.z,
    )
  }
  for (let edge = 0; edge < edges.length; edge += 2) {
    const a = start + (edges[edge] ?? 0)
    const b = start + (edges[edge + 1] ?? 0)
    writer.triangle(a, a + count, b + count)
    writer.triangle(a, b + count, b)
  }
}

/** Closes an end: `facing` −1 at the start of the path, 1 at its end. */
function cap(
  writer: MeshWriter,
  profile: Profile,
  points: Float64Array,
  point: number,
  side: Vector,
  top: Vector,
  tangent: Vector,
  plane: Vector,
  facing: -1 | 1,
): void {
  const { capPoints, capTriangles } = profile
  const [east, north, up] = [points[point * 3] ?? 0, points[point * 3 + 1] ?? 0, points[point * 3 + 2] ?? 0]
  const start = writer.vertexCount
  const sideLean = dot(side, plane) / dot(tangent, plane)
  const topLean = dot(top, plane) / dot(tangent, plane)
  for (let at = 0; at < capPoints.length; at += 2) {
    const x = capPoints[at] ?? 0
    const y = capPoints[at + 1] ?? 0
    const along = -(x * sideLean + y * topLean)
    writer.vertex(
      east + x * side.x + y * top.x + along * tangent.x,
      north + x * side.y + y * top.y + along * tangent.y,
      up + x * side.z + y * top.z + along * tangent.z,
      facing * plane.x,
      facing * plane.y,
      facing * plane.z,
    )
  }
  for (let at = 0; at < capTriangles.length; at += 3) {
    const a = start + (capTriangles[at] ?? 0)
    const b = start + (capTriangles[at + 1] ?? 0)
    const c = start + (capTriangles[at + 2] ?? 0)
    if (facing < 0) writer.triangle(a, b, c)
    else writer.triangle(a, c, b)
  }
}

import earcut, { deviation } from 'earcut'
import type { MeshWriter } from './mesh-writer.ts'

/** Points closer than this are one point [m]. */
const SAME_POINT = 1e-3
/** A footprint below this is a line or a point [m²]. */
const SMALLEST_AREA = 0.01
/** Part of the area that triangles may miss or cover twice before the ring is held to cross itself. */
const DEVIATION = 1e-3

/** A ring at the foot and at the top of the walls: east, north, up triples [m], the same number in both. */
export interface PrismRing {
  readonly bottom: Float64Array
  readonly top: Float64Array
}

export type PrismFault = 'ring-too-small' | 'ring-crosses-itself'

/**
 * A standing prism with holes: walls, roof and underside.
 *
 * @param rings  outer ring, then holes; either direction, closed or not
 * @returns  null, or why nothing was written. A hole without area is passed over
 */
export function prism(writer: MeshWriter, rings: readonly PrismRing[]): PrismFault | null {
  const clean: PrismRing[] = []
  for (const [index, ring] of rings.entries()) {
    const simple = withoutRepeats(ring)
    const area = signedArea(simple.bottom)
    if (simple.bottom.length < 9 || Math.abs(area) < SMALLEST_AREA) {
      if (index === 0) return 'ring-too-small'
      continue
    }
    // The outer ring runs anticlockwise and holes clockwise: then walls always face away from the material.
    clean.push(area > 0 === (index === 0) ? simple : reversed(simple))
  }
  if (clean.length === 0) return 'ring-too-small'
  const plan: number[] = []
  const holes: number[] = []
  for (const [index, { bottom }] of clean.entries()) {
    if (index > 0) holes.push(plan.length / 2)
    for (let at = 0; at < bottom.length; at += 3) plan.push(bottom[at] ?? 0, bottom[at + 1] ?? 0)
  }
  const triangles = earcut(plan, holes)
  if (triangles.length === 0 || deviation(plan, holes, 2, triangles) > DEVIATION) return 'ring-crosses-itself'
  writeEnd(writer, clean, triangles, 'top')
  writeEnd(writer, clean, triangles, 'bottom')
  for (const ring of clean) writeWalls(writer, ring)
  return null
}

function writeEnd(
  writer: MeshWriter,
  rings: readonly PrismRing[],
  triangles: readonly number[],
  end: 'top' | 'bottom',
): void {
  const start = writer.vertexCount
  const facing = end === 'top' ? 1 : -1
  for (const ring of rings) {
    const points = ring[end]
    for (let at = 0; at < points.length; at += 3)
      writer.vertex(points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0, 0, 0, facing)
  }
  // earcut's triangles run anticlockwise with y up, whatever the direction of the rings.
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at] ?? 0, triangles[at + 1] ?? 0, triangles[at + 2] ?? 0]
    if (end === 'top') writer.triangle(start + a, start + b, start + c)
    else writer.triangle(start + a, start + c, start + b)
  }
}

function writeWalls(writer: MeshWriter, { bottom, top }: PrismRing): void {
  for (let from = 0; from < bottom.length; from += 3) {
    const to = (from + 3) % bottom.length
    const [x, y, nextX, nextY] = [bottom[from] ?? 0, bottom[from + 1] ?? 0, bottom[to] ?? 0, bottom[to + 1] ?? 0]
    const length = Math.hypot(nextX - x, nextY - y)
    const [normalX, normalY] = [(nextY - y) / length, (x - nextX) / length]
    const a = writer.vertex(x, y, bottom[from + 2] ?? 0, normalX, normalY, 0)
    const b = writer.vertex(nextX, nextY, bottom[to + 2] ?? 0, normalX, normalY, 0)
    const c = writer.vertex(top[to] ?? 0, top[to + 1] ?? 0, top[to + 2] ?? 0, normalX, normalY, 0)
    const d = writer.vertex(top[from] ?? 0, top[from + 1] ?? 0, top[from + 2] ?? 0, normalX, normalY, 0)
    writer.triangle(a, b, c)
    writer.triangle(a, c, d)
  }
}

function withoutRepeats({ bottom, top }: PrismRing): PrismRing {
  const kept: number[] = []
  for (let at = 0; at < bottom.length; at += 3) {
    const before = kept.at(-1)
    if (before === undefined || distance(bottom, before, at) >= SAME_POINT) kept.push(at)
  }
  const [first, last] = [kept[0], kept.at(-1)]
  if (kept.length > 1 && first !== undefined && last !== undefined && distance(bottom, first, last) < SAME_POINT)
    kept.pop()
  if (kept.length * 3 === bottom.length) return { bottom, top }
  const pick = (points: Float64Array) => {
    const picked = new Float64Array(kept.length * 3)
    for (const [index, at] of kept.entries()) picked.set(points.subarray(at, at + 3), index * 3)
    return picked
  }
  return { bottom: pick(bottom), top: pick(top) }
}

function distance(points: Float64Array, a: number, b: number): number {
  return Math.hypot((points[a] ?? 0) - (points[b] ?? 0), (points[a + 1] ?? 0) - (points[b + 1] ?? 0))
}

/** Plan area [m²], > 0 when anticlockwise. Taken about the first point: coordinates may be large. */
function signedArea(points: Float64Array): number {
  const [originX, originY] = [points[0] ?? 0, points[1] ?? 0]
  let sum = 0
  for (let from = 0; from < points.length; from += 3) {
    const to = (from + 3) % points.length
    const [x, y] = [(points[from] ?? 0) - originX, (points[from + 1] ?? 0) - originY]
    sum += x * ((points[to + 1] ?? 0) - originY) - ((points[to] ?? 0) - originX) * y
  }
  return sum / 2
}

function reversed({ bottom, top }: PrismRing): PrismRing {
  const turn = (points: Float64Array) => {
    const turned = new Float64Array(points.length)
    for (let at = 0; at < points.length; at += 3) turned.set(points.subarray(at, at + 3), points.length - 3 - at)
    return turned
  }
  return { bottom: turn(bottom), top: turn(top) }
}

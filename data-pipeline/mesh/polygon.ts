import earcut from 'earcut'
import type { Profile } from './profile.ts'

/**
 * A section with flat faces and sharp corners.
 *
 * @param corners  x, y pairs [m], anticlockwise
 * @param holes  of the end faces only, x, y pairs, clockwise: what is in them is drawn apart
 */
export function polygonProfile(corners: readonly number[], holes: readonly (readonly number[])[] = []): Profile {
  const count = corners.length / 2
  const outline = new Float64Array(count * 8)
  const edges = new Uint16Array(count * 2)
  for (let edge = 0; edge < count; edge++) {
    const [from, to] = [2 * edge, 2 * ((edge + 1) % count)]
    const [x, y, nextX, nextY] = [corners[from] ?? 0, corners[from + 1] ?? 0, corners[to] ?? 0, corners[to + 1] ?? 0]
    const length = Math.hypot(nextX - x, nextY - y)
    const [normalX, normalY] = [(nextY - y) / length, (x - nextX) / length]
    outline.set([x, y, normalX, normalY, nextX, nextY, normalX, normalY], edge * 8)
    edges.set([2 * edge, 2 * edge + 1], 2 * edge)
  }
  const plan = [...corners, ...holes.flat()]
  let start = count
  const holeStarts = holes.map((hole) => {
    const own = start
    start += hole.length / 2
    return own
  })
  return {
    outline,
    edges,
    capPoints: Float64Array.from(plan),
    capTriangles: Uint16Array.from(earcut(plan, holeStarts)),
    isRound: false,
  }
}

/**
 * An open channel: floor and two walls.
 *
 * @param width  inside [m], > 0
 * @param height  inside [m], > 0; the middle of the section is half-way up
 * @param wall  [m], > 0
 */
export function channelProfile(width: number, height: number, wall: number): Profile {
  const [inner, outer, top, floor] = [width / 2, width / 2 + wall, height / 2, -height / 2]
  return polygonProfile([
    ...[-outer, floor - wall, outer, floor - wall, outer, top, inner, top],
    ...[inner, floor, -inner, floor, -inner, top, -outer, top],
  ])
}

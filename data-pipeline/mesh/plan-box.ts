import type { MeshWriter } from './mesh-writer.ts'

/** A standing box, turned in plan [m]. */
export interface TurnedBox {
  /** middle in plan */
  readonly east: number
  readonly north: number
  /** unit vector of its length */
  readonly alongEast: number
  readonly alongNorth: number
  readonly halfLength: number
  readonly halfWidth: number
  readonly bottom: number
  readonly top: number
}

/**
 * The box around points whose plan has the smallest area: one side lies along a side of their convex hull.
 *
 * @param points  east, north, up triples [m], at least one
 */
export function boxAround(points: Float64Array): TurnedBox {
  let [bottom, top] = [Infinity, -Infinity]
  for (let at = 2; at < points.length; at += 3) {
    bottom = Math.min(bottom, points[at] ?? bottom)
    top = Math.max(top, points[at] ?? top)
  }
  const hull = convexHull(points)
  let [smallest, bestEast, bestNorth] = [Infinity, 1, 0]
  let [bestLeft, bestRight, bestLow, bestHigh] = [0, 0, 0, 0]
  for (let i = 0; i < hull.length; i += 2) {
    const next = (i + 2) % hull.length
    const dx = (hull[next] ?? 0) - (hull[i] ?? 0)
    const dy = (hull[next + 1] ?? 0) - (hull[i + 1] ?? 0)
    const side = Math.sqrt(dx * dx + dy * dy)
    const alongEast = side > 0 ? dx / side : 1
    const alongNorth = side > 0 ? dy / side : 0
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
    for (let k = 0; k < hull.length; k += 2) {
      const x = hull[k] ?? 0
      const y = hull[k + 1] ?? 0
      const along = x * alongEast + y * alongNorth
      const across = y * alongEast - x * alongNorth
      if (along < left) left = along
      if (along > right) right = along
      if (across < low) low = across
      if (across > high) high = across
    }
    const area = (right - left) * (high - low)
    if (area >= smallest) continue
    ;[smallest, bestEast, bestNorth] = [area, alongEast, alongNorth]
    ;[bestLeft, bestRight, bestLow, bestHigh] = [left, right, low, high]
  }
  const [along, across] = [(bestLeft + bestRight) / 2, (bestLow + bestHigh) / 2]
  return {
    east: along * bestEast - across * bestNorth,
    north: along * bestNorth + across * bestEast,
    alongEast: bestEast,
    alongNorth: bestNorth,
    halfLength: (bestRight - bestLeft) / 2,
    halfWidth: (bestHigh - bestLow) / 2,
    bottom,
    top,
  }
}

/**
 * How far the sides and the roof of a box lie at most from the points it was put around [m], both ways: of each point the
 * distance to the nearest of them, of each upper corner that to the nearest point.
 */
export function boxDeviation(box: TurnedBox, points: Float64Array): number {
  const { east, north, alongEast, alongNorth, halfLength, halfWidth, top } = box
  let most = 0
  const nearest = [Infinity, Infinity, Infinity, Infinity]
  for (let at = 0; at < points.length; at += 3) {
    const [dx, dy, up] = [(points[at] ?? 0) - east, (points[at + 1] ?? 0) - north, points[at + 2] ?? 0]
    const along = Math.abs(dx * alongEast + dy * alongNorth)
    const across = Math.abs(dy * alongEast - dx * alongNorth)
    most = Math.max(most, Math.min(halfLength - along, halfWidth - across, top - up))
    const corner = (dx * alongEast + dy * alongNorth > 0 ? 1 : 0) + (dy * alongEast - dx * alongNorth > 0 ? 2 : 0)
    const distance = Math.hypot(halfLength - along, halfWidth - across, top - up)
    nearest[corner] = Math.min(nearest[corner] ?? Infinity, distance)
  }
  // a corner without a point in its quarter has none nearer than half the box
  for (const distance of nearest)
    most = Math.max(most, Number.isFinite(distance) ? distance : Math.hypot(halfLength, halfWidth))
  return most
}

/** Walls and roof; nobody looks at the underside of what is drawn from afar. */
export function standingBox(writer: MeshWriter, box: TurnedBox): void {
  const { east, north, alongEast, alongNorth, halfLength, halfWidth, bottom, top } = box
  writer.reserve(20, 30)
  const x = (along: number, across: number) => east + along * halfLength * alongEast - across * halfWidth * alongNorth
  const y = (along: number, across: number) => north + along * halfLength * alongNorth + across * halfWidth * alongEast
  const corners = [-1, -1, 1, -1, 1, 1, -1, 1]
  const roof = writer.vertexCount
  for (let i = 0; i < 8; i += 2)
    writer.vertex(x(corners[i] ?? 0, corners[i + 1] ?? 0), y(corners[i] ?? 0, corners[i + 1] ?? 0), top, 0, 0, 1)
  writer.triangle(roof, roof + 1, roof + 2)
  writer.triangle(roof, roof + 2, roof + 3)
  for (let i = 0; i < 8; i += 2) {
    const [a, b] = [corners[i] ?? 0, corners[i + 1] ?? 0]
    const [c, d] = [corners[(i + 2) % 8] ?? 0, corners[(i + 3) % 8] ?? 0]
    // outwards: the middle of the wall, seen from the middle of the box
    const [outLength, outWidth] = [(a + c) / 2, (b + d) / 2]
    const [normalEast, normalNorth] = [
      outLength * alongEast - outWidth * alongNorth,
      outLength * alongNorth + outWidth * alongEast,
    ]
    const first = writer.vertex(x(a, b), y(a, b), bottom, normalEast, normalNorth, 0)
    writer.vertex(x(c, d), y(c, d), bottom, normalEast, normalNorth, 0)
    writer.vertex(x(c, d), y(c, d), top, normalEast, normalNorth, 0)
    writer.vertex(x(a, b), y(a, b), top, normalEast, normalNorth, 0)
    writer.triangle(first, first + 1, first + 2)
    writer.triangle(first, first + 2, first + 3)
  }
}

/** Corners of the hull in plan, anticlockwise: east, north pairs (A. M. Andrew's monotone chain, 1979). */
function convexHull(points: Float64Array): number[] {
  const order = Array.from({ length: points.length / 3 }, (_, index) => index * 3)
  order.sort((a, b) => (points[a] ?? 0) - (points[b] ?? 0) || (points[a + 1] ?? 0) - (points[b + 1] ?? 0))
  const half = (indices: readonly number[]): number[] => {
    const chain: number[] = []
    for (const at of indices) {
      const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0]
      while (chain.length >= 4) {
        const last = chain.length
        const [ax, ay] = [chain[last - 4] ?? 0, chain[last - 3] ?? 0]
        const [bx, by] = [chain[last - 2] ?? 0, chain[last - 1] ?? 0]
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0) break
        chain.length -= 2
      }
      chain.push(x, y)
    }
    return chain.slice(0, -2)
  }
  const hull = [...half(order), ...half(order.toReversed())]
  return hull.length > 0 ? hull : [points[0] ?? 0, points[1] ?? 0]
}

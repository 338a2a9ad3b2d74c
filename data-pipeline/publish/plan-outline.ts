import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'

/**
 * The convex hull of a body in plan, at the middle of its heights: what maps and tables show of it.
 *
 * @param positions  lon, lat [degrees], H [m] triples; at least one
 * @returns  `path` is closed; two places for an upright wall, one for a pole. `middle` is that of the body's box
 */
export function planOutline(positions: Float64Array): {
  readonly path: readonly LonLatHeight[]
  readonly middle: LonLatHeight
} {
  const order = Array.from({ length: positions.length / 3 }, (_, index) => index * 3)
  const lonAt = (at: number) => positions[at] ?? Number.NaN
  const latAt = (at: number) => positions[at + 1] ?? Number.NaN
  order.sort((a, b) => lonAt(a) - lonAt(b) || latAt(a) - latAt(b))
  let [south, north, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const at of order) {
    const height = positions[at + 2] ?? Number.NaN
    south = Math.min(south, latAt(at))
    north = Math.max(north, latAt(at))
    low = Math.min(low, height)
    high = Math.max(high, height)
  }
  const [west, east] = [lonAt(order[0] ?? 0), lonAt(order.at(-1) ?? 0)]
  const height = (low + high) / 2
  // Andrew's monotone chain: the lower edge from west to east, then the upper one back
  const chain = (sorted: readonly number[]) => {
    const hull: number[] = []
    for (const at of sorted) {
      while (hull.length > 1 && !turnsLeft(hull.at(-2) ?? 0, hull.at(-1) ?? 0, at)) hull.pop()
      hull.push(at)
    }
    return hull.slice(0, -1)
  }
  const turnsLeft = (a: number, b: number, c: number) =>
    (lonAt(b) - lonAt(a)) * (latAt(c) - latAt(a)) > (latAt(b) - latAt(a)) * (lonAt(c) - lonAt(a))
  const hull = west === east && south === north ? [0] : [...chain(order), ...chain(order.toReversed())]
  const ring = hull.length > 2 ? [...hull, hull[0] ?? 0] : hull
  return {
    path: ring.map((at) => ({ lon: lonAt(at), lat: latAt(at), height })),
    middle: { lon: (west + east) / 2, lat: (south + north) / 2, height },
  }
}

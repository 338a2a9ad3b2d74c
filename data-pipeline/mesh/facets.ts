import type { MeshWriter } from './mesh-writer.ts'

/** A triangle lower than this over its longest side is a line [m]: its normal would be chance. */
const LOWEST = 1e-5

/**
 * Triangles with flat normals: what a model gives has no smooth ones that could be trusted.
 *
 * @param points  east, north, up triples [m]
 * @param indices  three points an anticlockwise triangle
 * @returns  triangles written; those without area are passed over
 */
export function facets(writer: MeshWriter, points: Float64Array, indices: Uint32Array): number {
  let count = 0
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [3 * (indices[at] ?? 0), 3 * (indices[at + 1] ?? 0), 3 * (indices[at + 2] ?? 0)]
    const facing = normalOf(points, a, b, c)
    if (!facing) continue
    const [x, y, z] = facing
    const corner = (from: number) =>
      writer.vertex(points[from] ?? 0, points[from + 1] ?? 0, points[from + 2] ?? 0, x, y, z)
    writer.triangle(corner(a), corner(b), corner(c))
    count++
  }
  return count
}

/** Cross product of two sides of the triangle: its normal, twice its area long. */
function crossOf(points: Float64Array, a: number, b: number, c: number): [x: number, y: number, z: number] {
  const side = (to: number, axis: number) => (points[to + axis] ?? 0) - (points[a + axis] ?? 0)
  const [x1, y1, z1] = [side(b, 0), side(b, 1), side(b, 2)]
  const [x2, y2, z2] = [side(c, 0), side(c, 1), side(c, 2)]
  return [y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2]
}

/** Unit normal of the triangle whose corners begin at these places of `points` [m]; null when it has no area. */
export function normalOf(
  points: Float64Array,
  a: number,
  b: number,
  c: number,
): readonly [x: number, y: number, z: number] | null {
  const [x, y, z] = crossOf(points, a, b, c)
  const area = Math.hypot(x, y, z)
  const length = (from: number, to: number) =>
    Math.hypot(...[0, 1, 2].map((axis) => (points[to + axis] ?? 0) - (points[from + axis] ?? 0)))
  const longest = Math.max(length(a, b), length(b, c), length(c, a))
  return area > LOWEST * longest ? [x / area, y / area, z / area] : null
}

import type { MeshWriter } from './mesh-writer.ts'

/** Corners and faces of an octahedron, anticlockwise from outside. */
const CORNERS: readonly (readonly [number, number, number])[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
]
const FACES: readonly (readonly [number, number, number])[] = [
  [0, 2, 4],
  [2, 1, 4],
  [1, 3, 4],
  [3, 0, 4],
  [2, 0, 5],
  [1, 2, 5],
  [3, 1, 5],
  [0, 3, 5],
]

interface UnitBall {
  readonly points: Float64Array
  readonly triangles: Uint16Array
}

const coarse: UnitBall = { points: Float64Array.from(CORNERS.flat()), triangles: Uint16Array.from(FACES.flat()) }
const fine = divided(coarse)

/**
 * A ball of 8 triangles, or 32 when `isFine`.
 *
 * @param radius  [m], > 0
 */
export function ball(
  writer: MeshWriter,
  east: number,
  north: number,
  up: number,
  radius: number,
  isFine: boolean,
): void {
  const { points, triangles } = isFine ? fine : coarse
  const start = writer.vertexCount
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, z] = [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0]
    writer.vertex(east + radius * x, north + radius * y, up + radius * z, x, y, z)
  }
  for (let at = 0; at < triangles.length; at += 3)
    writer.triangle(start + (triangles[at] ?? 0), start + (triangles[at + 1] ?? 0), start + (triangles[at + 2] ?? 0))
}

/** Each triangle in four, the new points moved out to the sphere and shared by the triangles that meet there. */
function divided(source: UnitBall): UnitBall {
  const points = [...source.points]
  const triangles: number[] = []
  const middles = new Map<string, number>()
  const middle = (a: number, b: number): number => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`
    const known = middles.get(key)
    if (known !== undefined) return known
    const sum = [0, 1, 2].map((axis) => (points[a * 3 + axis] ?? 0) + (points[b * 3 + axis] ?? 0))
    const length = Math.hypot(...sum)
    const index = points.push(...sum.map((value) => value / length)) / 3 - 1
    middles.set(key, index)
    return index
  }
  for (let at = 0; at < source.triangles.length; at += 3) {
    const [a, b, c] = [source.triangles[at] ?? 0, source.triangles[at + 1] ?? 0, source.triangles[at + 2] ?? 0]
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)]
    triangles.push(a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca)
  }
  return { points: Float64Array.from(points), triangles: Uint16Array.from(triangles) }
}

import type { MeshWriter } from './mesh-writer.ts'

/**
 * A small closed body that is drawn many times: radius 1 about an upright axis from 0 to 1. Its vertices are in the
 * order in which its triangles use them, which is what meshopt packs best.
 */
export interface Solid {
  /** x, y to the sides, z along the axis */
  readonly points: Float64Array
  /** of length 1, for a body as high as it is wide */
  readonly normals: Float64Array
  readonly triangles: Uint16Array
}

/** A ring of a turned body: radius and height; the uppermost faces up, all others outwards. */
export type TurnedRing = readonly [radius: number, height: number]

/** A turned body, closed above and below without vertices of their own for the ends. */
export function turned(rings: readonly TurnedRing[], sides: number): Solid {
  const top = rings.length - 1
  const at = (ring: number, side: number) => ring * sides + (side % sides)
  const triangles: number[] = []
  // Column by column: each triangle goes on from an edge of one before and needs at most one new vertex.
  for (let side = 0; side < sides; side++) {
    for (let ring = 0; ring < top; ring++)
      triangles.push(
        ...[at(ring, side), at(ring, side + 1), at(ring + 1, side)],
        ...[at(ring, side + 1), at(ring + 1, side + 1), at(ring + 1, side)],
      )
    if (side > 0 && side < sides - 1)
      triangles.push(at(0, 0), at(0, side + 1), at(0, side), at(top, 0), at(top, side), at(top, side + 1))
  }
  const points = rings.flatMap(([radius, height]) =>
    Array.from({ length: sides }, (_, side) => {
      const angle = (2 * Math.PI * side) / sides
      return [radius * Math.cos(angle), radius * Math.sin(angle), height] as const
    }),
  )
  const normals = points.map(([x, y], index) => {
    const radius = Math.hypot(x, y)
    return index >= top * sides ? ([0, 0, 1] as const) : ([x / radius, y / radius, 0] as const)
  })
  return inOrderOfUse(points, normals, triangles)
}

/** A ball of 20 triangles about the foot of its axis. */
export function icosahedron(): Solid {
  const [height, radius] = [1 / Math.sqrt(5), 2 / Math.sqrt(5)]
  const [top, bottom] = [10, 11]
  const ring = (turn: number, level: number) =>
    Array.from({ length: 5 }, (_, side) => {
      const angle = (2 * Math.PI * (side + turn)) / 5
      return [radius * Math.cos(angle), radius * Math.sin(angle), level] as const
    })
  const points = [...ring(0, height), ...ring(0.5, -height), [0, 0, 1] as const, [0, 0, -1] as const]
  const triangles: number[] = []
  for (let side = 0; side < 5; side++) {
    const [upper, nextUpper, lower, nextLower] = [side, (side + 1) % 5, 5 + side, 5 + ((side + 1) % 5)]
    triangles.push(top, upper, nextUpper, upper, lower, nextUpper, lower, nextLower, nextUpper)
    triangles.push(lower, bottom, nextLower)
  }
  return inOrderOfUse(points, points, triangles)
}

/**
 * Writes a solid with its foot at a place.
 *
 * @param base  index in `places` of the foot's east, north, up [m]
 * @param axis  from the foot to the top [m], upright or nearly so
 * @param radius  [m], > 0
 */
export function drawSolid(
  writer: MeshWriter,
  { points, normals, triangles }: Solid,
  places: Float64Array,
  base: number,
  axis: readonly [x: number, y: number, z: number],
  radius: number,
): void {
  const count = points.length / 3
  writer.reserve(count, triangles.length)
  const [east, north, up] = [places[base] ?? 0, places[base + 1] ?? 0, places[base + 2] ?? 0]
  const height = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2])
  const [wx, wy, wz] = [axis[0] / height, axis[1] / height, axis[2] / height]
  // two level directions square to the axis
  const level = Math.sqrt(wz * wz + wx * wx)
  const [ux, uz] = [wz / level, -wx / level]
  const [vx, vy, vz] = [wy * uz, wz * ux - wx * uz, -wy * ux]
  const first = writer.vertexCount
  const { positions, normals: written, features, feature } = writer
  for (let from = 0, to = 3 * first; from < points.length; from += 3, to += 3) {
    const [x, y, z] = [radius * (points[from] ?? 0), radius * (points[from + 1] ?? 0), points[from + 2] ?? 0]
    positions[to] = east + x * ux + y * vx + z * axis[0]
    positions[to + 1] = north + y * vy + z * axis[1]
    positions[to + 2] = up + x * uz + y * vz + z * axis[2]
    const [a, b, c] = [normals[from] ?? 0, normals[from + 1] ?? 0, normals[from + 2] ?? 0]
    written[to] = a * ux + b * vx + c * wx
    written[to + 1] = b * vy + c * wy
    written[to + 2] = a * uz + b * vz + c * wz
  }
  features.fill(feature, first, first + count)
  const { indices } = writer
  let at = writer.indexCount
  for (let index = 0; index < triangles.length; index++) indices[at++] = first + (triangles[index] ?? 0)
  writer.indexCount = at
  writer.vertexCount = first + count
}

type Triple = readonly [number, number, number]

/** Vertices numbered anew as the triangles first use them. */
function inOrderOfUse(points: readonly Triple[], normals: readonly Triple[], triangles: readonly number[]): Solid {
  const order = [...new Set(triangles)]
  const number = new Map(order.map((old, index) => [old, index]))
  const picked = (from: readonly Triple[]) => Float64Array.from(order.flatMap((old) => from[old] ?? []))
  return {
    points: picked(points),
    normals: picked(normals),
    triangles: Uint16Array.from(triangles, (old) => number.get(old) ?? 0),
  }
}

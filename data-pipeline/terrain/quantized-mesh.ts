import { horizonOcclusionPoint, sphereAround, type Vector } from './occlusion.ts'

/** largest value of u, v and height in a tile */
const LARGEST = 32_767
const HEADER_BYTES = 88
const OCT_NORMALS = 1
/** up to so many vertices an index has two bytes */
const SHORT_INDICES = 65_536

/** The triangles of one square of ground. */
export interface TerrainMesh {
  /** middle of the square on the ground, Earth-centred [m] */
  readonly center: Vector
  /** share of the square's width from its west side, of each vertex, 0…1 */
  readonly u: Float64Array
  /** share of the square's depth from its south side, of each vertex, 0…1 */
  readonly v: Float64Array
  /** ellipsoidal height h [m] of each vertex */
  readonly height: Float64Array
  /** x, y, z of each vertex, Earth-centred [m] */
  readonly points: Float64Array
  /** counter-clockwise from above; each vertex is used first after all before it */
  readonly triangles: Uint32Array
}

/**
 * Encodes a square of ground as quantized-mesh 1.0 with oct-encoded normals. Heights have 15 bits of the square's own range:
 * 100 m of relief are kept to 3 mm.
 *
 * @source  https://github.com/CesiumGS/quantized-mesh
 */
export function encodeQuantizedMesh(mesh: TerrainMesh): Uint8Array {
  const { center, u, v, height, points, triangles } = mesh
  const count = u.length
  const isShort = count <= SHORT_INDICES
  const indexBytes = isShort ? 2 : 4
  const edges = edgesOf(u, v)
  const vertexEnd = HEADER_BYTES + 4 + count * 6
  const indexStart = Math.ceil(vertexEnd / indexBytes) * indexBytes
  const edgeBytes = edges.reduce((sum, edge) => sum + 4 + edge.length * indexBytes, 0)
  const extensionStart = indexStart + 4 + triangles.length * indexBytes + edgeBytes
  const out = new Uint8Array(extensionStart + 5 + count * 2)
  const view = new DataView(out.buffer)

  const [low, high] = heightRange(height)
  const { radius } = sphereAround(center, points)
  const occlusion = horizonOcclusionPoint(center, points)
  center.forEach((value, axis) => {
    view.setFloat64(axis * 8, value, true)
    view.setFloat64(32 + axis * 8, value, true)
  })
  view.setFloat32(24, low, true)
  view.setFloat32(28, high, true)
  view.setFloat64(56, radius, true)
  occlusion.forEach((value, axis) => {
    view.setFloat64(64 + axis * 8, value, true)
  })

  view.setUint32(HEADER_BYTES, count, true)
  const scale = high > low ? 1 / (high - low) : 0
  writeDeltas(view, HEADER_BYTES + 4, u, (value) => value)
  writeDeltas(view, HEADER_BYTES + 4 + count * 2, v, (value) => value)
  writeDeltas(view, HEADER_BYTES + 4 + count * 4, height, (value) => (value - low) * scale)

  const setIndex = (at: number, value: number) =>
    isShort ? view.setUint16(at, value, true) : view.setUint32(at, value, true)
  view.setUint32(indexStart, triangles.length / 3, true)
  let at = indexStart + 4
  let highest = 0
  for (const vertex of triangles) {
    // high-water mark: 0 is the next vertex that was not used yet
    setIndex(at, highest - vertex)
    if (vertex === highest) highest += 1
    at += indexBytes
  }
  for (const edge of edges) {
    view.setUint32(at, edge.length, true)
    at += 4
    for (const vertex of edge) {
      setIndex(at, vertex)
      at += indexBytes
    }
  }
  out[at] = OCT_NORMALS
  view.setUint32(at + 1, count * 2, true)
  out.set(octNormals(points, triangles), at + 5)
  return out
}

/** Lowest and highest as the header has them, in 32 bits. */
function heightRange(height: Float64Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of height) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [Math.fround(low), Math.fround(high)]
}

function writeDeltas(view: DataView, start: number, values: Float64Array, share: (value: number) => number): void {
  let before = 0
  values.forEach((value, index) => {
    const quantized = Math.min(Math.max(Math.round(share(value) * LARGEST), 0), LARGEST)
    const delta = quantized - before
    view.setUint16(start + index * 2, (delta << 1) ^ (delta >> 31), true)
    before = quantized
  })
}

/** Vertices of the west, south, east and north edge, each from south to north or from west to east. */
function edgesOf(u: Float64Array, v: Float64Array): number[][] {
  const along = (across: Float64Array, side: number, order: Float64Array) =>
    [...across.keys()].filter((vertex) => across[vertex] === side).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0))
  return [along(u, 0, v), along(v, 0, u), along(u, 1, v), along(v, 1, u)]
}

/** Two bytes a vertex: the mean direction of its triangles, by their areas, folded onto an octahedron. */
function octNormals(points: Float64Array, triangles: Uint32Array): Uint8Array {
  const sums = new Float64Array(points.length)
  const p = (vertex: number, axis: number) => points[vertex * 3 + axis] ?? 0
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [triangles[i] ?? 0, triangles[i + 1] ?? 0, triangles[i + 2] ?? 0]
    const side = (vertex: number, axis: number) => p(vertex, axis) - p(a, axis)
    for (let axis = 0; axis < 3; axis += 1) {
      const [next, last] = [(axis + 1) % 3, (axis + 2) % 3]
      const part = side(b, next) * side(c, last) - side(b, last) * side(c, next)
      for (const vertex of [a, b, c]) sums[vertex * 3 + axis] = (sums[vertex * 3 + axis] ?? 0) + part
    }
  }
  const out = new Uint8Array((points.length / 3) * 2)
  for (let vertex = 0; vertex * 3 < points.length; vertex += 1) {
    const [x = 0, y = 0, z = 0] = sums.subarray(vertex * 3, vertex * 3 + 3)
    const sum = Math.abs(x) + Math.abs(y) + Math.abs(z) || 1
    const [px, py] = [x / sum, y / sum]
    const isFolded = z < 0
    out[vertex * 2] = octByte(isFolded ? (1 - Math.abs(py)) * Math.sign(px || 1) : px)
    out[vertex * 2 + 1] = octByte(isFolded ? (1 - Math.abs(px)) * Math.sign(py || 1) : py)
  }
  return out
}

function octByte(value: number): number {
  return Math.round((Math.min(Math.max(value, -1), 1) * 0.5 + 0.5) * 255)
}

/** A finished mesh, z up: east, north, up [m] in the frame it was written in. */
export interface Mesh {
  readonly vertexCount: number
  /** length vertexCount × 3 */
  readonly positions: Float64Array
  /** length vertexCount × 3, of length 1 */
  readonly normals: Float32Array
  /** length vertexCount: the row of the feature each vertex belongs to */
  readonly features: Uint16Array
  /** three an anticlockwise triangle; empty for a mesh of lines, whose vertices go in pairs */
  readonly indices: Uint32Array
}

const FIRST_VERTICES = 4096

/**
 * Collects the triangles of one tile in typed arrays that grow by doubling, and keeps them for the next tile. The arrays
 * are open to code that writes a whole ring at once: `reserve` first, then add to `vertexCount` and `indexCount`.
 */
export class MeshWriter {
  vertexCount = 0
  indexCount = 0
  /** row that following vertices belong to */
  feature = 0
  positions = new Float64Array(3 * FIRST_VERTICES)
  normals = new Float32Array(3 * FIRST_VERTICES)
  features = new Uint16Array(FIRST_VERTICES)
  indices = new Uint32Array(6 * FIRST_VERTICES)

  /** Forgets what was written and keeps the memory. */
  clear(): void {
    this.vertexCount = 0
    this.indexCount = 0
    this.feature = 0
  }

  /** Makes room for more vertices and indices. */
  reserve(vertices: number, indices: number): void {
    const wanted = this.vertexCount + vertices
    if (wanted > this.features.length) {
      const size = Math.max(wanted, this.features.length * 2)
      this.positions = grown(this.positions, new Float64Array(size * 3))
      this.normals = grown(this.normals, new Float32Array(size * 3))
      this.features = grown(this.features, new Uint16Array(size))
    }
    if (this.indexCount + indices > this.indices.length)
      this.indices = grown(this.indices, new Uint32Array(Math.max(this.indexCount + indices, this.indices.length * 2)))
  }

  /** Adds a vertex with its unit normal and returns its index. */
  vertex(east: number, north: number, up: number, normalEast: number, normalNorth: number, normalUp: number): number {
    const index = this.vertexCount
    if (index === this.features.length) this.reserve(1, 0)
    const { positions, normals } = this
    const at = 3 * index
    positions[at] = east
    positions[at + 1] = north
    positions[at + 2] = up
    normals[at] = normalEast
    normals[at + 1] = normalNorth
    normals[at + 2] = normalUp
    this.features[index] = this.feature
    this.vertexCount = index + 1
    return index
  }

  /** Adds a triangle that is seen when its corners run anticlockwise. */
  triangle(a: number, b: number, c: number): void {
    const at = this.indexCount
    if (at + 3 > this.indices.length) this.reserve(0, 3)
    this.indices[at] = a
    this.indices[at + 1] = b
    this.indices[at + 2] = c
    this.indexCount = at + 3
  }

  /** Views of what was written, good until the writer is used again. */
  finish(): Mesh {
    return {
      vertexCount: this.vertexCount,
      positions: this.positions.subarray(0, 3 * this.vertexCount),
      normals: this.normals.subarray(0, 3 * this.vertexCount),
      features: this.features.subarray(0, this.vertexCount),
      indices: this.indices.subarray(0, this.indexCount),
    }
  }
}

function grown<Numbers extends Float64Array | Float32Array | Uint16Array | Uint32Array>(
  from: Numbers,
  into: Numbers,
): Numbers {
  into.set(from)
  return into
}

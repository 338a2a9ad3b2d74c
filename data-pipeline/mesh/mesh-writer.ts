/** A finished mesh, z up: east, north, up [m] relative to the writer's origin. */
export interface Mesh {
  readonly vertexCount: number
  /** length vertexCount × 3 */
  readonly positions: Float32Array
  /** length vertexCount × 4: unit normal × 127 and one unused byte, so that a row is 4 bytes wide */
  readonly normals: Int8Array
  /** length vertexCount: the row of the feature each vertex belongs to */
  readonly features: Uint16Array
  /** three an anticlockwise triangle */
  readonly indices: Uint32Array
}

/**
 * Collects the triangles of one tile in typed arrays that grow by doubling. Positions are taken in the tileset's frame
 * (float64) and kept relative to the tile's origin, because float32 is exact to 0.1 mm only within a kilometre.
 */
export class MeshWriter {
  vertexCount = 0
  indexCount = 0
  /** row that following vertices belong to */
  feature = 0
  readonly #east: number
  readonly #north: number
  readonly #up: number
  #positions = new Float32Array(3 * 4096)
  #normals = new Int8Array(4 * 4096)
  #features = new Uint16Array(4096)
  #indices = new Uint32Array(3 * 8192)

  constructor(east: number, north: number, up: number) {
    this.#east = east
    this.#north = north
    this.#up = up
  }

  /** Adds a vertex with its unit normal and returns its index. */
  vertex(east: number, north: number, up: number, normalEast: number, normalNorth: number, normalUp: number): number {
    const index = this.vertexCount++
    if (index === this.#features.length) this.#growVertices()
    const positions = this.#positions
    positions[3 * index] = east - this.#east
    positions[3 * index + 1] = north - this.#north
    positions[3 * index + 2] = up - this.#up
    const normals = this.#normals
    normals[4 * index] = Math.round(normalEast * 127)
    normals[4 * index + 1] = Math.round(normalNorth * 127)
    normals[4 * index + 2] = Math.round(normalUp * 127)
    this.#features[index] = this.feature
    return index
  }

  /** Adds a triangle that is seen when its corners run anticlockwise. */
  triangle(a: number, b: number, c: number): void {
    const at = this.indexCount
    if (at + 3 > this.#indices.length) this.#indices = grown(this.#indices, new Uint32Array(this.#indices.length * 2))
    this.#indices[at] = a
    this.#indices[at + 1] = b
    this.#indices[at + 2] = c
    this.indexCount = at + 3
  }

  /** Views of what was written; the writer must not be used after. */
  finish(): Mesh {
    return {
      vertexCount: this.vertexCount,
      positions: this.#positions.subarray(0, 3 * this.vertexCount),
      normals: this.#normals.subarray(0, 4 * this.vertexCount),
      features: this.#features.subarray(0, this.vertexCount),
      indices: this.#indices.subarray(0, this.indexCount),
    }
  }

  #growVertices(): void {
    const size = this.#features.length * 2
    this.#positions = grown(this.#positions, new Float32Array(size * 3))
    this.#normals = grown(this.#normals, new Int8Array(size * 4))
    this.#features = grown(this.#features, new Uint16Array(size))
  }
}

function grown<Numbers extends Float32Array | Int8Array | Uint16Array | Uint32Array>(
  from: Numbers,
  into: Numbers,
): Numbers {
  into.set(from)
  return into
}

/** Triangles over posts of a square grid. */
export interface PostMesh {
  /** post of each vertex (row 0 north), in the order in which triangles use them first */
  readonly posts: Uint32Array
  /** three vertices a triangle, counter-clockwise from above */
  readonly triangles: Uint32Array
}

/**
 * Right triangles over a grid of 2^k cells, each cut in two at the middle of its longest side while its surface is too far
 * off (W. Evans, D. Kirkpatrick, G. Townsend, "Right-triangulated irregular networks", Algorithmica 30, 2001).
 *
 * The bound of a cut is its own height error plus the larger bound of its halves, so that a mesh keeps within its error at
 * every post, not only where it was cut; the largest error of the cuts alone, as others take it, is exceeded up to twice.
 */
export class RightTriangles {
  private readonly cells: number
  /** column and row of both ends of the longest side of each triangle that can be cut; halves stand after the whole */
  private readonly ends: Uint16Array
  private readonly count: number
  private readonly bounds: Float64Array

  /** @param cells  a power of two, at most 256 */
  constructor(cells: number) {
    if (!Number.isInteger(Math.log2(cells)) || cells > 256) {
      throw new RangeError(`RightTriangles: ${cells} cells, expected a power of two up to 256`)
    }
    this.cells = cells
    this.count = 2 * cells * cells - 2
    this.ends = new Uint16Array(this.count * 4)
    this.bounds = new Float64Array((cells + 1) ** 2)
    for (let triangle = 0; triangle < this.count; triangle += 1) this.ends.set(this.longestSide(triangle), triangle * 4)
  }

  /**
   * @param heights  of the posts [m], row 0 north
   * @param isKept  1 = the post must be a vertex
   * @param error  largest height error at a post [m]; below 0 gives all posts
   */
  mesh(heights: Float64Array, isKept: Uint8Array, error: number): PostMesh {
    this.bound(heights, isKept)
    const { cells, bounds } = this
    const size = cells + 1
    const vertexOf = new Int32Array(size * size).fill(-1)
    const posts: number[] = []
    const triangles: number[] = []
    const add = (x: number, y: number) => {
      const post = y * size + x
      if (vertexOf[post] === -1) {
        vertexOf[post] = posts.length
        posts.push(post)
      }
      triangles.push(vertexOf[post] ?? 0)
    }
    const cut = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): void => {
      const [mx, my] = [(ax + bx) >> 1, (ay + by) >> 1]
      if (Math.abs(ax - cx) + Math.abs(ay - cy) > 1 && (bounds[my * size + mx] ?? 0) > error) {
        cut(cx, cy, ax, ay, mx, my)
        cut(bx, by, cx, cy, mx, my)
        return
      }
      add(ax, ay)
      add(bx, by)
      add(cx, cy)
    }
    cut(0, 0, cells, cells, cells, 0)
    cut(cells, cells, 0, 0, 0, cells)
    return { posts: Uint32Array.from(posts), triangles: Uint32Array.from(triangles) }
  }

  /** Bounds of all cuts, halves before wholes. */
  private bound(heights: Float64Array, isKept: Uint8Array): void {
    const { bounds, ends, count, cells } = this
    const size = cells + 1
    const at = (index: number) => ends[index] ?? 0
    for (let post = 0; post < bounds.length; post += 1) bounds[post] = isKept[post] ? Number.POSITIVE_INFINITY : 0
    for (let triangle = count - 1; triangle >= 0; triangle -= 1) {
      const [ax, ay, bx, by] = [at(triangle * 4), at(triangle * 4 + 1), at(triangle * 4 + 2), at(triangle * 4 + 3)]
      const [mx, my] = [(ax + bx) >> 1, (ay + by) >> 1]
      const [cx, cy] = [mx + my - ay, my + ax - mx]
      const middle = my * size + mx
      const own = Math.abs(
        (heights[middle] ?? 0) - ((heights[ay * size + ax] ?? 0) + (heights[by * size + bx] ?? 0)) / 2,
      )
      // the smallest triangles have no post in the middle of their longest side
      const half = (x: number, y: number) =>
        (x + cx) % 2 === 1 || (y + cy) % 2 === 1 ? 0 : (bounds[((y + cy) >> 1) * size + ((x + cx) >> 1)] ?? 0)
      bounds[middle] = Math.max(bounds[middle] ?? 0, own + Math.max(half(ax, ay), half(bx, by)))
    }
  }

  /** The bits of a triangle's number, from the lowest, say which half is taken on the way down to it. */
  private longestSide(triangle: number): [number, number, number, number] {
    const { cells } = this
    let number = triangle + 2
    const isLower = number % 2 === 1
    let [ax, ay, bx, by, cx, cy] = isLower ? [0, 0, cells, cells, cells, 0] : [cells, cells, 0, 0, 0, cells]
    for (number >>= 1; number > 1; number >>= 1) {
      const [mx, my] = [(ax + bx) >> 1, (ay + by) >> 1]
      if (number % 2 === 1) [ax, ay, bx, by] = [cx, cy, ax, ay]
      else [ax, ay, bx, by] = [bx, by, cx, cy]
      ;[cx, cy] = [mx, my]
    }
    return [ax, ay, bx, by]
  }
}

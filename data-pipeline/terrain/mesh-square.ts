import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { toEcef } from '../../src/domain/geo/ellipsoid.ts'
import { type GeoidGrid, toEllipsoidal } from '../../src/domain/geo/heights.ts'
import type { TerrainMesh } from './quantized-mesh.ts'
import { RightTriangles } from './right-triangles.ts'
import { settleEdge } from './settle-edge.ts'

const EARTH_RADIUS = 6_371_000
const METRES_PER_DEGREE = (EARTH_RADIUS * Math.PI) / 180

const triangulations = new Map<number, RightTriangles>()

/**
 * Triangles over a square of ground. The curve of the Earth counts as relief, so that a wide flat square is not one flat
 * sheet through the ground.
 *
 * @param heights  H [m] of (cells + 1)² posts, row 0 north, none of them NaN; changed along the edges
 * @param error  how far the mesh may be off at a post [m]; below 0 gives every post
 */
export function meshSquare(
  [west, south, east, north]: Bounds,
  heights: Float64Array,
  geoid: GeoidGrid,
  error: number,
): TerrainMesh {
  const size = Math.sqrt(heights.length)
  const cells = size - 1
  const lon = (column: number) => (west * (cells - column) + east * column) / cells
  const lat = (row: number) => (north * (cells - row) + south * row) / cells
  for (let post = 0; post < heights.length; post += 1) {
    heights[post] = toEllipsoidal(geoid, lon(post % size), lat(Math.floor(post / size)), heights[post] ?? 0)
  }
  const isKept = new Uint8Array(heights.length)
  const depth = (north - south) * METRES_PER_DEGREE
  const width = (at: number) => (east - west) * METRES_PER_DEGREE * Math.cos((at * Math.PI) / 180)
  if (error > 0) {
    const settle = (first: number, step: number, length: number) => {
      const sag = (i: number) => ((i / cells - 0.5) * length) ** 2 / (2 * EARTH_RADIUS)
      settleEdge(heights, isKept, { first, step, cells, sag }, error / 2)
    }
    settle(0, 1, width(north))
    settle(cells * size, 1, width(south))
    settle(0, size, depth)
    settle(cells, size, depth)
  }
  const seen = heights.map((height, post) => {
    const [column, row] = [post % size, Math.floor(post / size)]
    const east = (column / cells - 0.5) * width(lat(row))
    const north = (row / cells - 0.5) * depth
    return height - (east * east + north * north) / (2 * EARTH_RADIUS)
  })
  const triangulation = triangulations.get(cells) ?? new RightTriangles(cells)
  triangulations.set(cells, triangulation)
  const { posts, triangles } = triangulation.mesh(seen, isKept, error / 2)
  const points = new Float64Array(posts.length * 3)
  posts.forEach((post, vertex) => {
    points.set(toEcef(lon(post % size), lat(Math.floor(post / size)), heights[post] ?? 0), vertex * 3)
  })
  const middle = heights[(cells / 2) * size + cells / 2] ?? 0
  return {
    center: toEcef((west + east) / 2, (south + north) / 2, middle),
    u: Float64Array.from(posts, (post) => (post % size) / cells),
    v: Float64Array.from(posts, (post) => 1 - Math.floor(post / size) / cells),
    height: Float64Array.from(posts, (post) => heights[post] ?? 0),
    points,
    triangles,
  }
}

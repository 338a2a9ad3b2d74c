import decoder from '@here/quantized-mesh-decoder'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { toEcef } from '../../src/domain/geo/ellipsoid.ts'

/** bundlers give the function itself, Node the module that holds it */
const decode = typeof decoder === 'function' ? decoder : (decoder as { readonly default: typeof decoder }).default
const LARGEST = 32_767
/** posts of the finest grid that a tile is read on, along a side, less one */
const CELLS = 64

/** A terrain file as another's decoder reads it, for tests. */
export interface TerrainTile {
  readonly header: Readonly<Record<string, number>>
  /** h [m] at the posts of a grid of 64 cells, row 0 north */
  readonly heights: Float64Array
  /** highest − lowest [m] */
  readonly range: number
  /** x, y, z of each vertex, Earth-centred [m] */
  readonly points: readonly (readonly [number, number, number])[]
  readonly triangles: number
  /** u, v in 0…32767 of the vertices of each edge, in the file's order */
  readonly edges: Readonly<Record<'west' | 'south' | 'east' | 'north', readonly (readonly [number, number])[]>>
  /** two bytes a vertex */
  readonly normals: Uint8Array | null
}

export function readTerrainTile(bytes: Uint8Array, [west, south, east, north]: Bounds): TerrainTile {
  const file = decode(bytes.slice().buffer as ArrayBuffer)
  const { header, vertexData, triangleIndices } = file
  const count = vertexData.length / 3
  const [low = 0, high = 0] = [header.minHeight, header.maxHeight]
  const u = (vertex: number) => (vertexData[vertex] ?? 0) / LARGEST
  const v = (vertex: number) => (vertexData[count + vertex] ?? 0) / LARGEST
  const h = (vertex: number) => low + ((vertexData[2 * count + vertex] ?? 0) / LARGEST) * (high - low)
  const heights = new Float64Array((CELLS + 1) ** 2).fill(Number.NaN)
  for (let i = 0; i < triangleIndices.length; i += 3) {
    const corners = [0, 1, 2].map((corner) => {
      const vertex = triangleIndices[i + corner] ?? 0
      return { x: u(vertex) * CELLS, y: (1 - v(vertex)) * CELLS, h: h(vertex) }
    })
    fill(heights, corners)
  }
  const edge = (indices: ArrayLike<number>) =>
    Array.from(indices, (vertex) => [vertexData[vertex] ?? 0, vertexData[count + vertex] ?? 0] as const)
  return {
    header,
    heights,
    range: high - low,
    points: Array.from({ length: count }, (_, vertex) =>
      toEcef(west + u(vertex) * (east - west), south + v(vertex) * (north - south), h(vertex)),
    ),
    triangles: triangleIndices.length / 3,
    edges: {
      west: edge(file.westIndices),
      south: edge(file.southIndices),
      east: edge(file.eastIndices),
      north: edge(file.northIndices),
    },
    normals: file.extensions.vertexNormals ?? null,
  }
}

interface Corner {
  readonly x: number
  readonly y: number
  readonly h: number
}

/** Writes the heights of the posts under one triangle; throws when it turns clockwise. */
function fill(heights: Float64Array, [a, b, c]: readonly Corner[]): void {
  if (!a || !b || !c) return
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  // rows run south
  if (area >= 0) throw new Error('readTerrainTile: a triangle turns clockwise or has no area')
  const [x, y] = [
    [a.x, b.x, c.x],
    [a.y, b.y, c.y],
  ]
  const near = 0.01
  for (let row = Math.ceil(Math.min(...y) - near); row <= Math.max(...y) + near; row += 1)
    for (let column = Math.ceil(Math.min(...x) - near); column <= Math.max(...x) + near; column += 1) {
      const toB = ((column - a.x) * (c.y - a.y) - (row - a.y) * (c.x - a.x)) / area
      const toC = ((b.x - a.x) * (row - a.y) - (b.y - a.y) * (column - a.x)) / area
      if (Math.min(toB, toC, 1 - toB - toC) < -near) continue
      heights[row * (CELLS + 1) + column] = a.h + toB * (b.h - a.h) + toC * (c.h - a.h)
    }
}

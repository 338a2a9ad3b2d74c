import { GRAVITY, type Grid } from '../grid.ts'
import { EDGE, MARGIN, NO_CELL, TILE, WALL } from './constants.ts'
import { whole } from './entries.ts'

/** How a grid lies in the buffers: row by row with a margin on all sides. */
export interface Layout {
  readonly columns: number
  readonly rows: number
  readonly stride: number
  /** of the buffers, with the margin */
  readonly cells: number
  /** workgroups that cover the grid and its faces, which are one more each way */
  readonly groups: readonly [east: number, north: number]
  at(column: number, row: number): number
}

/** Bytes of the largest buffer, and of all of them together, by cell. */
const LARGEST_PER_CELL = 16
const ALL_PER_CELL = 168

export function layoutOf({ columns, rows }: Pick<Grid, 'columns' | 'rows'>): Layout {
  const stride = columns + 2 * MARGIN
  return {
    ...{ columns, rows, stride },
    cells: stride * (rows + 2 * MARGIN),
    groups: [Math.ceil((columns + 1) / TILE), Math.ceil((rows + 1) / TILE)],
    at: (column, row) => (row + MARGIN) * stride + column + MARGIN,
  }
}

/** What a grid needs of a device [bytes]. */
export function bytesFor(grid: Pick<Grid, 'columns' | 'rows'>): { readonly largest: number; readonly all: number } {
  const { cells } = layoutOf(grid)
  return { largest: LARGEST_PER_CELL * cells, all: ALL_PER_CELL * cells }
}

/** The ground in whole quanta as step.wgsl.ts reads it; `edges` are open. */
export function groundOf(
  grid: Grid,
  layout: Layout,
  edges: readonly { readonly at: number; readonly side: 'west' | 'east' | 'south' | 'north' }[],
): { readonly ground: Float32Array<ArrayBuffer>; readonly roughness: Float32Array<ArrayBuffer> } {
  const { columns, rows, bed } = grid
  const roughness = new Float32Array(layout.cells).fill(NO_CELL)
  const ground = new Float32Array(4 * layout.cells)
  for (let i = 0; i < layout.cells; i++) ground.set([WALL, WALL, -WALL, -WALL], 4 * i)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [from, to] = [row * columns + column, layout.at(column, row)]
      const level = bed[from] as number
      if (Number.isNaN(level)) continue
      roughness[to] = grid.roughness[from] as number
      const ahead = (next: number) => (Number.isNaN(next) ? WALL : next - level)
      const crest = (crests: Float64Array | undefined) => crestAbove(level, crests?.[from] ?? -Infinity)
      ground.set(
        [
          column < columns - 1 ? ahead(bed[from + 1] as number) : WALL,
          row < rows - 1 ? ahead(bed[from + columns] as number) : WALL,
          crest(grid.crestEast),
          crest(grid.crestNorth),
        ],
        4 * to,
      )
    }
  for (const { at, side } of edges) {
    const face = side === 'west' ? at - 1 : side === 'south' ? at - layout.stride : at
    ground[4 * face + (side === 'west' || side === 'east' ? 0 : 1)] = EDGE
  }
  return { ground, roughness }
}

/** Height of a crest above the bed of its cell [m], in numbers that a shader knows. */
export function crestAbove(level: number, crest: number): number {
  return Math.min(WALL, Math.max(-WALL, crest - level))
}

/** Water at rest as the device holds it, and its fastest wave [m/s]. */
export function waterOf(
  { bed, columns }: Grid,
  layout: Layout,
  depth: Float64Array,
): { readonly water: Float32Array<ArrayBuffer>; readonly fastest: number } {
  const water = new Float32Array(4 * layout.cells)
  let deepest = 0
  depth.forEach((h, i) => {
    if (!(h > 0) || Number.isNaN(bed[i] as number)) return
    const to = 4 * layout.at(i % columns, Math.floor(i / columns))
    water[to] = whole(h)
    water[to + 3] = h - (water[to] as number)
    deepest = Math.max(deepest, water[to] as number)
  })
  return { water, fastest: Math.sqrt(GRAVITY * deepest) }
}

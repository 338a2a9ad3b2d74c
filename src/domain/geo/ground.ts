import { z } from 'zod'
import { decodeColumns } from '../formats/columns.ts'

const metaSchema = z.object({
  west: z.number(),
  south: z.number(),
  east: z.number(),
  north: z.number(),
  columns: z.int().min(2),
  rows: z.int().min(2),
})

/** The ground of a city as one grid of normal heights. */
export interface Ground {
  /** west, south, east, north of the outer cell centres [degrees] */
  readonly bounds: readonly [number, number, number, number]
  readonly columns: number
  readonly rows: number
  /** H [m], length rows × columns, row 0 north; never NaN */
  readonly height: Float32Array
}

/**
 * Opens `terrain.bin` (layout: data-pipeline/README.md). A cell without data takes the height of the nearest cell that
 * has one, because an engine cannot draw a hole in the ground.
 *
 * @throws Error when the buffer is no terrain file
 */
export function decodeGround(buffer: ArrayBuffer): Ground {
  const file = decodeColumns(buffer)
  const { west, south, east, north, columns, rows } = metaSchema.parse(file.meta)
  const height = file.numeric('height', 'f32')
  if (height.length !== rows * columns) {
    throw new Error(`decodeGround: ${height.length} heights, expected ${rows} × ${columns}`)
  }
  return { bounds: [west, south, east, north], columns, rows, height: filled(height, columns, rows) }
}

/** H [m] of the ground by bilinear interpolation; outside the grid the height of its nearest edge. */
export function groundHeight(ground: Ground, lon: number, lat: number): number {
  const { bounds, columns, rows, height } = ground
  const [west, south, east, north] = bounds
  const x = Math.min(Math.max(((lon - west) / (east - west)) * (columns - 1), 0), columns - 1)
  const y = Math.min(Math.max(((north - lat) / (north - south)) * (rows - 1), 0), rows - 1)
  const column = Math.min(Math.floor(x), columns - 2)
  const row = Math.min(Math.floor(y), rows - 2)
  const at = (dx: number, dy: number) => height[(row + dy) * columns + column + dx] ?? 0
  const [fx, fy] = [x - column, y - row]
  return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy
}

/** Breadth first from every known cell, so that each unknown one takes its nearest (in grid steps) known height. */
function filled(height: Float32Array, columns: number, rows: number): Float32Array {
  const out = height.slice()
  let front: number[] = []
  for (let cell = 0; cell < out.length; cell += 1) if (!Number.isNaN(out[cell])) front.push(cell)
  if (front.length === 0) return out.fill(0)
  if (front.length === out.length) return out
  while (front.length > 0) {
    const next: number[] = []
    for (const cell of front) {
      const column = cell % columns
      const neighbours = [
        column > 0 ? cell - 1 : -1,
        column < columns - 1 ? cell + 1 : -1,
        cell - columns,
        cell + columns < columns * rows ? cell + columns : -1,
      ]
      for (const neighbour of neighbours) {
        if (neighbour < 0 || !Number.isNaN(out[neighbour])) continue
        out[neighbour] = out[cell] ?? 0
        next.push(neighbour)
      }
    }
    front = next
  }
  return out
}

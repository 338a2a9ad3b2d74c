import { z } from 'zod'

/**
 * Geoid undulation N on a regular grid; a constant is a 2 × 2 grid of equal values. `source` and `accuracy` are shown
 * wherever an absolute level is, because N is larger than most burial depths.
 */
export const geoidGridSchema = z.object({
  /** e.g. "EGM96", "local (N = 0)", or the name of the city's grid file */
  source: z.string(),
  /** standard error of N [m]; null when not known */
  accuracy: z.number().nullable(),
  west: z.number(),
  south: z.number(),
  east: z.number(),
  north: z.number(),
  columns: z.int().min(2),
  rows: z.int().min(2),
  /** N [m], length rows × columns, row 0 south, column 0 west */
  values: z.array(z.number()),
})
export type GeoidGrid = z.infer<typeof geoidGridSchema>

/**
 * Geoid undulation N [m] by bilinear interpolation, clamped to the grid's edge.
 *
 * @param lon  degrees
 * @param lat  degrees
 */
export function undulation(grid: GeoidGrid, lon: number, lat: number): number {
  const { columns, rows, values } = grid
  const x = clamp(((lon - grid.west) / (grid.east - grid.west)) * (columns - 1), 0, columns - 1)
  const y = clamp(((lat - grid.south) / (grid.north - grid.south)) * (rows - 1), 0, rows - 1)
  const column = Math.min(Math.floor(x), columns - 2)
  const row = Math.min(Math.floor(y), rows - 2)
  const at = (dx: number, dy: number) => values[(row + dy) * columns + column + dx] ?? 0
  const fx = x - column
  const fy = y - row
  return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy
}

/** Ellipsoidal height h = H + N [m]: the only place where engine heights come from. */
export function toEllipsoidal(grid: GeoidGrid, lon: number, lat: number, normalHeight: number): number {
  return normalHeight + undulation(grid, lon, lat)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

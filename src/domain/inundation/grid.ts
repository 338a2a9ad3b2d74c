import type { FloodGround } from './flood-ground.ts'

/** Number of the cell at a place in the plane of the flood [m]; null beside the grid and where no cell is. */
export function cellAt({ columns, rows, size, west, south, bed }: FloodGround, x: number, y: number): number | null {
  const [column, row] = [Math.floor((x - west) / size), Math.floor((y - south) / size)]
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null
  const cell = row * columns + column
  return Number.isNaN(bed[cell] ?? Number.NaN) ? null : cell
}

/** Whether values by cell of one grid can be compared with those of the other. */
export function isSameGrid(a: FloodGround, b: FloodGround): boolean {
  return (['columns', 'rows', 'size', 'west', 'south'] as const).every((key) => a[key] === b[key])
}

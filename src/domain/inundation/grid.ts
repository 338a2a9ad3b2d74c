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

/**
 * Middle of that cell among the nine around a place where water was deepest; the place itself where all were dry.
 *
 * @param depth  deepest by cell [m]; NaN = no ground
 */
export function deepestBeside(grid: FloodGround, depth: Float32Array, x: number, y: number): [x: number, y: number] {
  let [deepest, best]: [number, [number, number]] = [0, [x, y]]
  for (const up of [0, -1, 1])
    for (const along of [0, -1, 1]) {
      const [column, row] = [
        Math.floor((x - grid.west) / grid.size) + along,
        Math.floor((y - grid.south) / grid.size) + up,
      ]
      const middle: [number, number] = [grid.west + (column + 0.5) * grid.size, grid.south + (row + 0.5) * grid.size]
      const cell = cellAt(grid, ...middle)
      const here = cell === null ? Number.NaN : (depth[cell] ?? Number.NaN)
      if (here > deepest) [deepest, best] = [here, middle]
    }
  return best
}

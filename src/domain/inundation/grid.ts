/** The ground that a flood is shown on: square cells, row 0 in the south, a row from west to east. */
export interface FloodGrid {
  readonly columns: number
  readonly rows: number
  /** width of a cell [m] */
  readonly size: number
  /** south-west corner in the city's projected coordinates [m] */
  readonly west: number
  readonly south: number
  /** H of the ground [m] by cell; NaN = no cell */
  readonly bed: Float32Array
}

/** Number of the cell at a place in projected coordinates [m]; null beside the grid and where no cell is. */
export function cellAt({ columns, rows, size, west, south, bed }: FloodGrid, x: number, y: number): number | null {
  const [column, row] = [Math.floor((x - west) / size), Math.floor((y - south) / size)]
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null
  const cell = row * columns + column
  return Number.isNaN(bed[cell] ?? Number.NaN) ? null : cell
}

/** Whether values by cell of one grid can be compared with those of the other. */
export function isSameGrid(a: FloodGrid, b: FloodGrid): boolean {
  return (['columns', 'rows', 'size', 'west', 'south'] as const).every((key) => a[key] === b[key])
}

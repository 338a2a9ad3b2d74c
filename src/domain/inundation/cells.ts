/** Where the cells of a grid lie. */
export interface Extent {
  readonly columns: number
  readonly rows: number
  readonly size: number
  readonly west: number
  readonly south: number
}

/** The cell that holds a place; null outside. */
export function cellAt({ columns, rows, size, west, south }: Extent, x: number, y: number): number | null {
  const column = Math.floor((x - west) / size)
  const row = Math.floor((y - south) / size)
  // a place on the outer edge is of the last cell
  const [c, r] = [x === west + columns * size ? columns - 1 : column, y === south + rows * size ? rows - 1 : row]
  return c >= 0 && c < columns && r >= 0 && r < rows ? r * columns + c : null
}

/** Middle of a cell [m]. */
export function middleOf({ columns, size, west, south }: Extent, cell: number): [x: number, y: number] {
  return [west + ((cell % columns) + 0.5) * size, south + (Math.floor(cell / columns) + 0.5) * size]
}

export type Ring = readonly (readonly [x: number, y: number])[]

/** Cells whose middle lies within rings (even–odd: rings within a ring are holes), by row. */
export function cellsWithin(extent: Extent, rings: readonly Ring[]): number[] {
  const cells: number[] = []
  runsWithin(extent, rings, (first, end) => {
    for (let cell = first; cell < end; cell++) cells.push(cell)
  })
  return cells
}

/** The same in runs of neighbours within a row, from its first cell to before its end: of a sea no list is kept. */
export function runsWithin(
  { columns, rows, size, west, south }: Extent,
  rings: readonly Ring[],
  take: (first: number, end: number) => void,
): void {
  let [low, high] = [Infinity, -Infinity]
  for (const [, y] of rings.flat()) [low, high] = [Math.min(low, y), Math.max(high, y)]
  for (let row = Math.max(0, Math.ceil((low - south) / size - 0.5)); row < rows; row++) {
    const y = south + (row + 0.5) * size
    if (y > high) break
    const crossings = crossingsOf(rings, y)
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil(((crossings[pair] as number) - west) / size - 0.5))
      const end = Math.min(columns, Math.ceil(((crossings[pair + 1] as number) - west) / size - 0.5))
      if (first < end) take(row * columns + first, row * columns + end)
    }
  }
}

/** Where rings cross the line to the east at y, from west to east. */
function crossingsOf(rings: readonly Ring[], y: number): number[] {
  const crossings: number[] = []
  for (const ring of rings) {
    let before = ring.at(-1) as Ring[number]
    for (const corner of ring) {
      const [y0, y1] = [before[1], corner[1]]
      if (y0 > y !== y1 > y) crossings.push(before[0] + ((y - y0) * (corner[0] - before[0])) / (y1 - y0))
      before = corner
    }
  }
  return crossings.sort((a, b) => a - b)
}

/** Cells whose middle lies within a circle; of one smaller than a cell the cell that holds its middle. */
export function cellsAround(extent: Extent, x: number, y: number, radius: number): number[] {
  const { columns, rows, size, west, south } = extent
  const cells: number[] = []
  const reach = (middle: number, from: number, count: number) =>
    [
      Math.max(0, Math.floor((middle - radius - from) / size)),
      Math.min(count - 1, Math.floor((middle + radius - from) / size)),
    ] as const
  const [firstRow, lastRow] = reach(y, south, rows)
  const [first, last] = reach(x, west, columns)
  for (let row = firstRow; row <= lastRow; row++)
    for (let column = first; column <= last; column++) {
      const away = Math.hypot(west + (column + 0.5) * size - x, south + (row + 0.5) * size - y)
      if (away <= radius) cells.push(row * columns + column)
    }
  const own = cellAt(extent, x, y)
  return cells.length > 0 || own === null ? cells : [own]
}

/** A ring out of its numbers x, y, x, y, … */
export function pairs(ring: readonly number[]): Ring {
  return Array.from({ length: ring.length / 2 }, (_, n) => [ring[2 * n] as number, ring[2 * n + 1] as number])
}

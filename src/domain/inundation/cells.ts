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
export function runsWithin(extent: Extent, rings: readonly Ring[], take: (first: number, end: number) => void): void {
  const { columns, size, west } = extent
  const { south, crossings } = crossingsOf(extent, rings)
  crossings.forEach((places, above) => {
    const row = south + above
    places.sort((a, b) => a - b)
    for (let pair = 0; pair + 1 < places.length; pair += 2) {
      const first = Math.max(0, Math.ceil(((places[pair] as number) - west) / size - 0.5))
      const end = Math.min(columns, Math.ceil(((places[pair + 1] as number) - west) / size - 0.5))
      if (first < end) take(row * columns + first, row * columns + end)
    }
  })
}

/** Where rings cross the middles of rows, by row from the southernmost one on: each side is followed over its own rows alone. */
function crossingsOf({ rows, size, south }: Extent, rings: readonly Ring[]) {
  let lowest = rows * size + south
  for (const ring of rings) for (const corner of ring) lowest = Math.min(lowest, corner[1])
  // a row less, so that rounding misses none
  const rowBelow = (y: number) => Math.max(0, Math.ceil((y - south) / size - 0.5) - 1)
  const least = rowBelow(lowest)
  const crossings: number[][] = []
  for (const ring of rings) {
    let before = ring.at(-1) as Ring[number]
    for (const corner of ring) {
      const [x0, y0, x1, y1] = [before[0], before[1], corner[0], corner[1]]
      before = corner
      for (let row = rowBelow(Math.min(y0, y1)); row < rows; row++) {
        const y = south + (row + 0.5) * size
        if (y > y0 && y > y1) break
        if (y0 > y === y1 > y) continue
        const [place, others] = [x0 + ((y - y0) * (x1 - x0)) / (y1 - y0), crossings[row - least]]
        if (others) others.push(place)
        else crossings[row - least] = [place]
      }
    }
  }
  return { south: least, crossings }
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

/** One area of cells of a class, by corners of cells: the outer ring counter-clockwise, its holes clockwise, open. */
export interface Outline {
  readonly kind: number
  readonly cells: number
  readonly rings: readonly (readonly (readonly [column: number, row: number])[])[]
}

/** cells between two pauses: some milliseconds */
const PAUSE = 1 << 16
/** east, north, west, south */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const

/**
 * Areas of equal class on a grid, joined where cells share a side. Yields now and then, so that a page can draw between.
 *
 * @param kinds  class by cell, row 0 in the south; below 0 = of none
 */
export function* outlinesOf(columns: number, rows: number, kinds: Int8Array): Generator<void, Outline[]> {
  const areas = new Int32Array(kinds.length).fill(-1)
  const counts: number[] = []
  const waiting = new Int32Array(kinds.length)
  for (let start = 0; start < kinds.length; start++) {
    if (start % PAUSE === 0) yield
    if ((kinds[start] as number) < 0 || areas[start] !== -1) continue
    const [kind, area] = [kinds[start], counts.length]
    let [count, left] = [0, 0]
    const reach = (cell: number) => {
      if (kinds[cell] !== kind || areas[cell] !== -1) return
      areas[cell] = area
      waiting[left++] = cell
    }
    reach(start)
    while (left > 0) {
      const cell = waiting[--left] as number
      const column = cell % columns
      if (++count % PAUSE === 0) yield
      if (column > 0) reach(cell - 1)
      if (column < columns - 1) reach(cell + 1)
      if (cell >= columns) reach(cell - columns)
      if (cell < kinds.length - columns) reach(cell + columns)
    }
    counts.push(count)
  }
  return yield* traced(columns, rows, kinds, areas, counts)
}

/** Every ring runs east below some cell of its area: from each such side that was not walked yet one is walked. */
function* traced(
  columns: number,
  rows: number,
  kinds: Int8Array,
  areas: Int32Array,
  counts: readonly number[],
): Generator<void, Outline[]> {
  const rings: [number, number][][][] = counts.map(() => [])
  const kindOf = new Int8Array(counts.length)
  const isWalked = new Uint8Array(kinds.length)
  const areaAt = (column: number, row: number) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? -1 : (areas[row * columns + column] as number)
  for (let cell = 0; cell < kinds.length; cell++) {
    if (cell % PAUSE === 0) yield
    const area = areas[cell] as number
    const [column, row] = [cell % columns, Math.floor(cell / columns)]
    if (area < 0 || isWalked[cell] === 1 || areaAt(column, row - 1) === area) continue
    kindOf[area] = kinds[cell] as number
    const ring = walked(column, row, area, areaAt, (east, north) => {
      isWalked[north * columns + east] = 1
    })
    // a hole is found after the ring around it, which begins further south
    ;(rings[area] as [number, number][][]).push(ring)
  }
  return counts.map((cells, area) => ({ kind: kindOf[area] as number, cells, rings: rings[area] ?? [] }))
}

/** Walks around an area with it on the left, from the south-west corner of a cell; corners where it turns. */
function walked(
  startColumn: number,
  startRow: number,
  area: number,
  areaAt: (column: number, row: number) => number,
  note: (column: number, row: number) => void,
): [number, number][] {
  const corners: [number, number][] = []
  let [column, row, heading] = [startColumn, startRow, 0]
  do {
    if (heading === 0) note(column, row)
    const [east, north] = STEPS[heading] as readonly [number, number]
    column += east
    row += north
    const turn = turnAt(column, row, heading, area, areaAt)
    if (turn !== 0) corners.push([column, row])
    heading = (heading + turn + 4) % 4
  } while (column !== startColumn || row !== startRow || heading !== 0)
  return corners
}

/**
 * At a corner: to the right where the cell ahead on the right is of the area, to the left where neither is. Cells of one area
 * that meet at a corner alone are so walked past one another, and no ring touches itself (OGC simple features).
 */
function turnAt(
  column: number,
  row: number,
  heading: number,
  area: number,
  areaAt: (column: number, row: number) => number,
): number {
  // cells around a corner, from the north-east one counter-clockwise
  const around = [
    [column, row],
    [column - 1, row],
    [column - 1, row - 1],
    [column, row - 1],
  ] as const
  const [left, right] = [
    around[heading] as readonly [number, number],
    around[(heading + 3) % 4] as readonly [number, number],
  ]
  if (areaAt(...right) === area) return -1
  return areaAt(...left) === area ? 0 : 1
}

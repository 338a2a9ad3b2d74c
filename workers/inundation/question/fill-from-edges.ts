import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'

/**
 * Raises the water that stands at the start to that of each stage at the rim, on all ground below it that it reaches without
 * rising.
 *
 * @param standing  level of the water by cell [m], far below the ground where there is none; is changed
 */
export function fillFromEdges(dem: Raster, boundaries: FloodCase['boundaries'], standing: Raster): void {
  const { columns, rows, size, values: bed } = dem
  const level = standing.values
  const waiting: number[] = []
  const reach = (cell: number, stage: number) => {
    if (!((bed[cell] as number) < stage) || (level[cell] as number) >= stage) return
    level[cell] = stage
    waiting.push(cell)
  }
  for (const boundary of boundaries) {
    if (boundary.type !== 'stage') continue
    const { side, from_m = 0, to_m = Number.POSITIVE_INFINITY, series } = boundary
    const stage = series[0]?.[1] ?? Number.NEGATIVE_INFINITY
    const isUpright = side === 'west' || side === 'east'
    for (let n = 0; n < (isUpright ? rows : columns); n++) {
      const middle = (n + 0.5) * size
      if (middle < from_m || middle >= to_m) continue
      const column = isUpright ? (side === 'west' ? 0 : columns - 1) : n
      const row = isUpright ? n : side === 'south' ? 0 : rows - 1
      reach(row * columns + column, stage)
    }
  }
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const stage = level[cell] as number
    const column = cell % columns
    if (column > 0) reach(cell - 1, stage)
    if (column < columns - 1) reach(cell + 1, stage)
    if (cell >= columns) reach(cell - columns, stage)
    if (cell < bed.length - columns) reach(cell + columns, stage)
  }
}

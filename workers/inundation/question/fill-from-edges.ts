import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import type { Grid } from '../surface/grid.ts'

type Stage = Extract<FloodCase['boundaries'][number], { type: 'stage' }>

/**
 * Raises water at rest to that of each stage at the rim, on all ground below it that it reaches without rising: neither over
 * higher ground nor over what stands on a face with its crest that high.
 *
 * @param levelOf   of a stage [m]
 * @param standing  level of the water by cell [m], far below the ground where there is none; is changed
 */
export function fillFromEdges(
  { columns, rows, size, bed, crestEast, crestNorth }: Omit<Grid, 'roughness'>,
  boundaries: FloodCase['boundaries'],
  levelOf: (series: Stage['series']) => number,
  { values: level }: Raster,
): void {
  const waiting: number[] = []
  const reach = (cell: number, stage: number, crest = Number.NEGATIVE_INFINITY) => {
    if (!((bed[cell] as number) < stage) || crest >= stage || (level[cell] as number) >= stage) return
    level[cell] = stage
    waiting.push(cell)
  }
  for (const boundary of boundaries) {
    if (boundary.type !== 'stage') continue
    const { side, from_m = 0, to_m = Number.POSITIVE_INFINITY, series } = boundary
    const stage = levelOf(series)
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
    if (column > 0) reach(cell - 1, stage, crestEast?.[cell - 1])
    if (column < columns - 1) reach(cell + 1, stage, crestEast?.[cell])
    if (cell >= columns) reach(cell - columns, stage, crestNorth?.[cell - columns])
    if (cell < bed.length - columns) reach(cell + columns, stage, crestNorth?.[cell])
  }
}

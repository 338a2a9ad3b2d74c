import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import type { Grid } from '../surface/grid.ts'

type Ground = Omit<Grid, 'roughness'>
type Stage = Extract<FloodCase['boundaries'][number], { type: 'stage' }>

/**
 * Raises water at rest to that of each stage at the rim, on all ground below it that it reaches without rising: neither over
 * higher ground nor over what stands on a face with its crest that high.
 *
 * @param levelOf   of a stage [m]
 * @param standing  level of the water by cell [m], far below the ground where there is none; is changed
 */
export function fillFromEdges(
  ground: Ground,
  boundaries: FloodCase['boundaries'],
  levelOf: (series: Stage['series']) => number,
  standing: Raster,
): void {
  const { columns, rows, size } = ground
  const { reach, spread } = spreading(ground, standing.values)
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
  spread()
}

/**
 * Lets water that stands beside a bank into what is taken out of it, up to the wall in its place: else it would run in at the start
 * and splash up there.
 *
 * @param ground    without the banks, and with what stands on its faces
 * @param banked    level of the ground with them, by cell [m]
 * @param standing  as above; is changed
 * @returns the cells that it came into
 */
export function fillBanks(ground: Ground, banked: Float64Array, { values: level }: Raster): number[] {
  const { columns, bed } = ground
  const isOpen = (cell: number) => (bed[cell] as number) < (banked[cell] as number)
  const { beside, spread } = spreading(ground, level, isOpen)
  const banks: number[] = []
  bed.forEach((_, cell) => {
    if (isOpen(cell)) banks.push(cell)
  })
  const before = banks.map((cell) => level[cell] as number)
  for (const bank of banks)
    for (const cell of [bank - 1, bank + 1, bank - columns, bank + columns])
      if ((level[cell] ?? Number.NaN) > (bed[cell] as number)) beside(cell)
  spread()
  return banks.filter((cell, n) => (level[cell] as number) > (before[n] as number))
}

/** Still water that goes from cell to cell as far as it is deeper than the ground and the crests between. */
function spreading(
  { columns, bed, crestEast, crestNorth }: Ground,
  level: Float64Array,
  isOpen = (_cell: number) => true,
) {
  const waiting: number[] = []
  const reach = (cell: number, stage: number, crest = Number.NEGATIVE_INFINITY) => {
    if (!((bed[cell] as number) < stage) || crest >= stage || (level[cell] as number) >= stage || !isOpen(cell)) return
    level[cell] = stage
    waiting.push(cell)
  }
  const beside = (cell: number) => {
    const stage = level[cell] as number
    const column = cell % columns
    if (column > 0) reach(cell - 1, stage, crestEast?.[cell - 1])
    if (column < columns - 1) reach(cell + 1, stage, crestEast?.[cell])
    if (cell >= columns) reach(cell - columns, stage, crestNorth?.[cell - columns])
    if (cell < bed.length - columns) reach(cell + columns, stage, crestNorth?.[cell])
  }
  const spread = () => {
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) beside(cell)
  }
  return { reach, beside, spread }
}

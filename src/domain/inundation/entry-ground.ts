import { cellsAround, type Extent, middleOf } from './cells.ts'

/** The ground before an entry lies at most so many cells from it: a door lies in a wall. */
const AROUND = 1.5

/**
 * The cell whose water decides about an entry: the nearest whose ground is not above its sill; where all is, the nearest. Water
 * farther from the door is not asked: where it stands above the sill the solver brings it there, and on a slope a film uphill is
 * higher than the sill.
 *
 * @param bedAt  level of the ground by cell [m]; NaN = none
 * @param sill   [m]
 * @returns null = no ground lies there
 */
export function groundBefore(
  extent: Extent,
  bedAt: (cell: number) => number,
  [x, y]: readonly [x: number, y: number],
  sill: number,
): number | null {
  const away = (cell: number) => {
    const [east, north] = middleOf(extent, cell)
    return Math.hypot(east - x, north - y)
  }
  const ground = cellsAround(extent, x, y, AROUND * extent.size)
    .filter((cell) => !Number.isNaN(bedAt(cell)))
    .sort((one, other) => away(one) - away(other) || bedAt(other) - bedAt(one))
  return ground.find((cell) => bedAt(cell) <= sill) ?? ground[0] ?? null
}

import { cellsAround, cellsWithin, middleOf, pairs } from '../../../src/domain/inundation/cells.ts'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import { type FloodSurface, OPEN_WATER, SEA } from '../../../src/domain/inundation/flood-surface.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Raster } from '../case/raster.ts'

/** a level is of the water that lies no farther from where it was taken [m]: it is taken at the bank */
const REACH = 30

type Level = FloodPlan['normalLevels'][number]

/**
 * Rivers and lakes of the land cover at the levels that were surveyed along them (常水位), between two of them in a straight line,
 * beyond the last as that. A body without any begins dry, and that is told.
 *
 * @param cover  null = nothing is known of it
 * @param dem    with all banks: no water stands where one rises from it
 * @param level  of the water that stands at the start, far below the ground where there is none [m]; is raised
 * @returns with it whether any water of a level is there
 */
export function fillWaters(
  { normalLevels }: Pick<FloodPlan, 'normalLevels'>,
  cover: FloodSurface | null,
  dem: Raster,
  level: Raster,
): { readonly told: readonly Localized[]; readonly isFilled: boolean } {
  let [filled, dry] = [0, 0]
  for (const { kind, rings } of cover?.areas ?? []) {
    const name = cover?.classes[kind]?.name ?? ''
    if (!OPEN_WATER.includes(name) || name === SEA) continue
    const cells = cellsWithin(level, rings.map(pairs))
    if (cells.length === 0) continue
    const own = new Set(cells)
    const levels = normalLevels.filter(({ at: [x, y] }) =>
      cellsAround(level, x, y, REACH).some((cell) => own.has(cell)),
    )
    if (levels.length > 0) filled++
    else dry++
    for (const cell of levels.length > 0 ? cells : []) {
      const stands = levelAt(levels, middleOf(level, cell))
      if ((dem.values[cell] as number) < stands) level.values[cell] = Math.max(level.values[cell] as number, stands)
    }
  }
  return { told: dry > 0 ? [dryWaters(dry)] : [], isFilled: filled > 0 }
}

/** Between the two that are nearest, as far as the place lies from one to the other. */
function levelAt(levels: readonly Level[], [x, y]: readonly [number, number]): number {
  let [nearest, next]: [Level | null, Level | null] = [null, null]
  let [away, later] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const one of levels) {
    const distance = Math.hypot(one.at[0] - x, one.at[1] - y)
    if (distance < away) [nearest, away, next, later] = [one, distance, nearest, away]
    else if (distance < later) [next, later] = [one, distance]
  }
  if (!nearest) return Number.NEGATIVE_INFINITY
  if (!next) return nearest.level_m
  const [dx, dy] = [next.at[0] - nearest.at[0], next.at[1] - nearest.at[1]]
  const along = (x - nearest.at[0]) * dx + (y - nearest.at[1]) * dy
  const share = Math.min(1, Math.max(0, along / Math.max(dx * dx + dy * dy, Number.MIN_VALUE)))
  return nearest.level_m + share * (next.level_m - nearest.level_m)
}

function dryWaters(count: number): Localized {
  return {
    zh: `${count} 处河湖没有测得的常水位，起算时无水。`,
    en: `Of ${count} rivers and lakes no normal level was surveyed: they are dry at the start.`,
  }
}

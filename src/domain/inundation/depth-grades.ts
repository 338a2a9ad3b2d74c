import type { Grade } from '../sensing/reading.ts'
import { ARRIVAL_DEPTHS } from './outcome.ts'

/** Grades of depth that streets and people are counted by: each from its limit to the next, the last without end [m]. */
export const DEPTH_GRADES = ARRIVAL_DEPTHS
/** Depth from which a street cannot be used and people count as affected: the height of a kerb [m]. */
export const AFFECTING_DEPTH = 0.15
/** 蓝黄橙红 of what a run warns of, one for each of DEPTH_GRADES: ours for showing, no grade that an authority issues. */
export const WARNING_GRADES = ['blue', 'yellow', 'orange', 'red'] as const satisfies readonly Grade[]
export type WarningGrade = (typeof WARNING_GRADES)[number]

/** Place in DEPTH_GRADES of a depth [m]; -1 below the first. */
export function depthGradeOf(depth: number): number {
  return DEPTH_GRADES.findLastIndex((limit) => depth >= limit)
}

/** Grade of the warning of an asset that so much water stands on [m]; null below the first of DEPTH_GRADES. */
export function warningOfDepth(depth: number): WarningGrade | null {
  return WARNING_GRADES[depthGradeOf(depth)] ?? null
}

/** Grade of the warning of an entry by the deepest water above its sill [m]: whatever comes in is blue at least. */
export function warningOfEntry(over: number): WarningGrade {
  return warningOfDepth(over) ?? 'blue'
}

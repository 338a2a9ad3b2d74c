import { ARRIVAL_DEPTHS } from './outcome.ts'

/** Grades of depth that streets and people are counted by: each from its limit to the next, the last without end [m]. */
export const DEPTH_GRADES = ARRIVAL_DEPTHS
/** Depth from which a street cannot be used and people count as affected: the height of a kerb [m]. */
export const AFFECTING_DEPTH = 0.15

/** Place in DEPTH_GRADES of a depth [m]; -1 below the first. */
export function depthGradeOf(depth: number): number {
  return DEPTH_GRADES.findLastIndex((limit) => depth >= limit)
}

import { AFFECTING_DEPTH, DEPTH_GRADES, depthGradeOf } from '../../../src/domain/inundation/depth-grades.ts'
import type { PeopleVerdict } from '../../../src/domain/inundation/outcome.ts'
import type { Square } from '../prepare/places.ts'

/**
 * People where water stood, by area.
 *
 * @param waters  1 = sea, river or lake, by cell of the grid
 * @param depth   deepest [m], by cell of the grid
 */
export function peopleOf(squares: readonly Square[], waters: Uint8Array, depth: Float32Array): PeopleVerdict {
  const byDepth = DEPTH_GRADES.map(() => 0)
  let [all, untested, affected] = [0, 0, 0]
  for (const { people, cells } of squares) {
    all += people
    const open = cells.filter((cell) => waters[cell] === 0)
    if (open.length === 0) untested += people
    const share = people / open.length
    for (const cell of open) {
      const grade = depthGradeOf(depth[cell] as number)
      if (grade >= 0) byDepth[grade] = (byDepth[grade] as number) + share
      if ((depth[cell] as number) >= AFFECTING_DEPTH) affected += share
    }
  }
  return { all, untested, affected, byDepth }
}

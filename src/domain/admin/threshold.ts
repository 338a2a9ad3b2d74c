import { z } from 'zod'
import type { Threshold } from '../sensing/judge.ts'

const GRADES = ['blue', 'yellow', 'orange', 'red'] as const
/** a week, the longest delay that SQL takes [s] */
const LONGEST_DELAY = 604_800

const numeric = (least: number, most: number) =>
  z.number({ error: 'number' }).min(least, { error: 'range' }).max(most, { error: 'range' })

/** A limit that somebody typed; `value` and `hysteresis` in the unit of the kind. */
export const thresholdSchema = z.object({
  grade: z.enum(GRADES, { error: 'required' }),
  direction: z.enum(['above', 'below'], { error: 'required' }),
  value: numeric(-1e300, 1e300),
  delay_s: numeric(0, LONGEST_DELAY),
  hysteresis: numeric(0, 1e300),
  clear_delay_s: numeric(0, LONGEST_DELAY),
})
export type ThresholdEdit = z.infer<typeof thresholdSchema>

/**
 * What is wrong with a limit beside the others of its sensor or kind, or null. `order`: a graver grade must be farther out
 * than a lighter one of the same direction, else it would never be told apart. `range`: no sensor of the kind says such a
 * value, so that nothing would ever alarm.
 *
 * @param others  the limits that count now, the one to be replaced perhaps among them
 * @param range   of the kind, in its unit; null = not known
 */
export function thresholdFault(
  edit: ThresholdEdit,
  others: readonly Pick<Threshold, 'grade' | 'direction' | 'value'>[],
  range: readonly [low: number, high: number] | null,
): 'order' | 'range' | null {
  if (range && (edit.value < range[0] || edit.value > range[1])) return 'range'
  const outwards = edit.direction === 'above' ? 1 : -1
  const isOut = others.some(({ grade, direction, value }) => {
    const graver = GRADES.indexOf(edit.grade) - GRADES.indexOf(grade)
    return direction === edit.direction && graver !== 0 && Math.sign(graver) * outwards * (edit.value - value) <= 0
  })
  return isOut ? 'order' : null
}

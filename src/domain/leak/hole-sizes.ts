import type { LeakScenario } from './leak-scenario.ts'

/** Sizes of holes that the field names. */
export const HOLE_SIZES = ['pinhole', 'small', 'tenth', 'rupture'] as const
export type HoleSize = (typeof HOLE_SIZES)[number]

/**
 * How wide a hole of a named size is [m], null = broken across; undefined where the size is of no use for this pipe: a tenth
 * of a diameter that nobody knows, or a hole that is not narrower than the pipe.
 *
 * @param diameter  of the pipe [m]; null = not known
 */
export function holeOf(size: HoleSize, diameter: number | null): LeakScenario['hole_m'] | undefined {
  if (size === 'rupture') return null
  const hole = { pinhole: 0.003, small: 0.01, tenth: diameter === null ? Number.NaN : diameter / 10 }[size]
  return Number.isNaN(hole) || (diameter !== null && hole >= diameter) ? undefined : hole
}

import type { Gas } from './gases.ts'

/** How bad a concentration is. Above the upper limit nothing burns until air comes to it: rich is not safe. */
export const GRADES = ['none', 'trace', 'low', 'watch', 'alarm', 'high', 'explosive', 'rich'] as const
export type Grade = (typeof GRADES)[number]

/** Shares of the lower explosive limit at which grades begin. */
export const GRADE_FROM = { trace: 0.001, low: 0.05, watch: 0.1, alarm: 0.2, high: 0.5, explosive: 1 } as const
/** Shares of the lower explosive limit whose arrival is told. */
export const LEVELS = [0.05, 0.1, 0.2, 0.5, 1] as const

/**
 * @param concentration  where people or sparks are, in the layer where there is one [m³/m³], 0…1
 * @param mean  of the space, which alone tells whether it is too rich to burn: a layer is so for part of it at most [m³/m³]
 */
export function gradeOf(concentration: number, { lower, upper }: Gas, mean = concentration): Grade {
  if (mean > upper) return 'rich'
  // a hair more, so that a limit that is reached counts as reached
  const share = (concentration / lower) * (1 + 1e-12)
  if (share >= GRADE_FROM.explosive) return 'explosive'
  if (share >= GRADE_FROM.high) return 'high'
  if (share >= GRADE_FROM.alarm) return 'alarm'
  if (share >= GRADE_FROM.watch) return 'watch'
  if (share >= GRADE_FROM.low) return 'low'
  return share >= GRADE_FROM.trace ? 'trace' : 'none'
}

/** A line of a local rule: of the kinds of spaces named (none = all), from a share of the lower limit on. */
export interface LocalRule {
  readonly kinds?: readonly string[]
  readonly from: number
  readonly grade: string
}

/**
 * GPTC guide (USA) as it is quoted, 2022: any reading in or under a building or tunnel, or 80 % of the lower limit in a
 * confined space is grade 1; 20 % there is grade 2. An example to be replaced by the rule that holds in a city.
 */
export const GPTC_RULES: readonly LocalRule[] = [
  { kinds: ['basement', 'tunnel'], from: 0.001, grade: 'GPTC 1' },
  { from: 0.8, grade: 'GPTC 1' },
  { from: 0.2, grade: 'GPTC 2' },
  { from: 0.001, grade: 'GPTC 3' },
]

/**
 * By a local rule: its first line that fits; null = none does.
 *
 * @param share  of the lower explosive limit
 */
export function localGrade(rules: readonly LocalRule[], kind: string, share: number): string | null {
  const fits = ({ kinds, from }: LocalRule) => share >= from && (!kinds || kinds.includes(kind))
  return rules.find(fits)?.grade ?? null
}

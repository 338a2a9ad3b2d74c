import type { Threshold } from '../judge.ts'

/** Blue to red; null = a kind has no such grade. */
type Limits = readonly [blue: number | null, yellow: number | null, orange: number | null, red: number]

const ALARM_GRADES = ['blue', 'yellow', 'orange', 'red'] as const

/** Limits that a value must not reach, in the unit of the kind; delay to begin and to clear [s], hysteresis [unit]. */
export function above(limits: Limits, delay_s: number, hysteresis: number): Threshold[] {
  return limitsOf('above', limits, delay_s, hysteresis)
}

/** Limits that a value must not fall to. */
export function below(limits: Limits, delay_s: number, hysteresis: number): Threshold[] {
  return limitsOf('below', limits, delay_s, hysteresis)
}

function limitsOf(direction: Threshold['direction'], limits: Limits, delay_s: number, hysteresis: number): Threshold[] {
  return ALARM_GRADES.flatMap((grade, index) => {
    const value = limits[index] ?? null
    return value === null ? [] : [{ grade, direction, value, delay_s, hysteresis, clear_delay_s: delay_s }]
  })
}

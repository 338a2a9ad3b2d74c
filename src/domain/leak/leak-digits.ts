import type { LeakFigure, LeakOutcome } from './leak-outcome.ts'

/** Significant digits that a class of evidence bears: no pressure, demand or bore that goes in is known better than to three. */
export const EVIDENCE_DIGITS: Readonly<Record<LeakOutcome['evidence'], number>> = { A: 3, B: 3, C: 2 }

/** A value with as many digits as its class bears; null and what is no number stay as they are. */
export function asKnown<Value extends number | null>(value: Value, evidence: LeakOutcome['evidence']): Value | number {
  return value === null || !Number.isFinite(value) ? value : Number(value.toPrecision(EVIDENCE_DIGITS[evidence]))
}

/** The value of a figure as it is known: a count is exact, an order of magnitude has one digit. */
export function figureAsKnown(
  { value, unit, isRough, evidence: own }: LeakFigure,
  evidence: LeakOutcome['evidence'],
): number | null {
  if (value === null || unit === '1') return value
  return isRough ? Number(value.toPrecision(1)) : asKnown(value, own ?? evidence)
}

/** What stands before a value: whether it is less than that, or an order of magnitude. */
export function signOf({ isRough, isLess = false }: Pick<LeakFigure, 'isRough' | 'isLess'>): string {
  if (isLess) return '< '
  return isRough ? '≈ ' : ''
}

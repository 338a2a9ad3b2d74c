import type { FlatRule, Sample } from './fault.ts'

/** Fewer equal reports may be chance. */
const LEAST_REPORTS = 6

/** A run of equal values. */
export interface FlatRun {
  readonly from: number
  readonly value: number
  readonly reports: number
}

/** The run that a reading belongs to: the one before while the value stays the same, else a new one. */
export function followRun(run: FlatRun | null, sample: Sample): FlatRun {
  return run && run.value === sample.value
    ? { ...run, reports: run.reports + 1 }
    : { from: sample.at, value: sample.value, reports: 1 }
}

/** The run of an instrument that was stuck before a restart. */
export function resumeRun(from: number, value: number): FlatRun {
  return { from, value, reports: LEAST_REPORTS }
}

/** Is the instrument stuck: unchanged for longer than a sound one can be, at a value where it does not rest? */
export function isFlat(run: FlatRun, at: number, rule: FlatRule): boolean {
  if (run.reports < LEAST_REPORTS || at - run.from < rule.after_s * 1000) return false
  return rule.rest === null || run.value < rule.rest[0] || run.value > rule.rest[1]
}

import type { LifecycleStage } from './lifecycle.ts'

/**
 * A stage may not begin before another one has ended: nothing is tendered that was not approved, nothing built without
 * land and contract, nothing accepted that is not built. Approval and use of land go on side by side in practice.
 *
 * @source domain.md B.3, order of dates 1 → 5
 */
const MUST_END_FIRST: readonly (readonly [earlier: LifecycleStage, later: LifecycleStage])[] = [
  ['approval', 'tender'],
  ['approval', 'construction'],
  ['land', 'construction'],
  ['tender', 'construction'],
  ['construction', 'acceptance'],
  ['acceptance', 'operation'],
]

/** Dates of a stage, YYYY-MM-DD; null = not recorded. */
export interface StageDates {
  readonly stage: LifecycleStage
  readonly startedOn: string | null
  readonly endedOn: string | null
}

/** 日期矛盾: two dates of which at least one is wrong. */
export type DateContradiction =
  | {
      readonly kind: 'ends-before-it-begins'
      readonly stage: LifecycleStage
      readonly startedOn: string
      readonly endedOn: string
    }
  | {
      readonly kind: 'begins-too-early'
      readonly stage: LifecycleStage
      readonly startedOn: string
      /** the stage that had not ended, and when it did; or when it began, where its end is not recorded */
      readonly earlier: LifecycleStage
      readonly of: 'start' | 'end'
      readonly on: string
    }

/** What the dates of a project's stages say against each other, in the order of stages. A day in common is no contradiction. */
export function dateContradictions(stages: readonly StageDates[]): DateContradiction[] {
  const found = stages.flatMap(({ stage, startedOn, endedOn }): DateContradiction[] =>
    startedOn !== null && endedOn !== null && endedOn < startedOn
      ? [{ kind: 'ends-before-it-begins', stage, startedOn, endedOn }]
      : [],
  )
  for (const [earlier, later] of MUST_END_FIRST) {
    const before = stages.find(({ stage }) => stage === earlier)
    const after = stages.find(({ stage }) => stage === later)
    const of = before?.endedOn == null ? 'start' : 'end'
    const on = before?.endedOn ?? before?.startedOn ?? null
    if (on === null || after?.startedOn == null || after.startedOn >= on) continue
    found.push({ kind: 'begins-too-early', stage: later, startedOn: after.startedOn, earlier, of, on })
  }
  return found
}

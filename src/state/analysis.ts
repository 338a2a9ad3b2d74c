import type { Failure, Result } from '../domain/result.ts'
import type { RunProgress } from '../domain/run-progress.ts'
import type { RunSummary } from '../domain/run-summary.ts'

/** A question that is answered once, without frames, as the page follows it. */
export type Analysis<Outcome> =
  | {
      readonly state: 'running'
      /** when it was asked for [ms since 1970 UTC], and what it is at; left out = not told yet */
      readonly startedAt?: number
      readonly work?: RunProgress
    }
  | { readonly state: 'done'; readonly summary: RunSummary<Outcome> }
  | { readonly state: 'failed'; readonly failure: Failure }

export function ended<Outcome>(result: Result<RunSummary<Outcome>>): Analysis<Outcome> {
  return result.ok ? { state: 'done', summary: result.value } : { state: 'failed', failure: result.failure }
}

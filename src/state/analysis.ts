import type { Failure, Result } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'

/** A question that is answered once, without frames, as the page follows it. */
export type Analysis<Outcome> =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly summary: RunSummary<Outcome> }
  | { readonly state: 'failed'; readonly failure: Failure }

export function ended<Outcome>(result: Result<RunSummary<Outcome>>): Analysis<Outcome> {
  return result.ok ? { state: 'done', summary: result.value } : { state: 'failed', failure: result.failure }
}

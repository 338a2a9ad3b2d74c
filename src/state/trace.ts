import type { AssetId } from '../domain/ids.ts'
import type { TraceKind, TraceOutcome } from '../domain/network/trace-result.ts'
import type { Failure } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'

/** What is traced: from one asset, or along a path to another. */
export interface TraceAsk {
  readonly kind: TraceKind
  readonly subject: AssetId
  readonly to: AssetId | null
}

/** 追溯 as the page follows it. */
export type TraceRun =
  /** the next asset that is clicked is the other end of a path; `isElsewhere`: the last one is of no or another network */
  | { readonly state: 'picking'; readonly ask: TraceAsk; readonly isElsewhere: boolean }
  | { readonly state: 'running'; readonly ask: TraceAsk }
  | { readonly state: 'done'; readonly ask: TraceAsk; readonly summary: RunSummary<TraceOutcome> }
  | { readonly state: 'failed'; readonly ask: TraceAsk; readonly failure: Failure }

/** What a finished trace found; null = none is shown. */
export function tracedOutcome(trace: TraceRun | null): TraceOutcome | null {
  return trace?.state === 'done' ? trace.summary.outcome : null
}

/** Drawing indices of all that a trace found or may have found: lines, then points. */
export function tracedGids({ found, possible }: Pick<TraceOutcome, 'found' | 'possible'>): number[] {
  const sets = found ? [found, possible] : [possible]
  return [...sets.flatMap(({ linkGids }) => [...linkGids]), ...sets.flatMap(({ nodeGids }) => [...nodeGids])]
}

import type { ZodType } from 'zod'
import type { Localized } from '../src/domain/localized.ts'
import type { RunProgress } from '../src/domain/run-progress.ts'
import type { RunSummary } from '../src/domain/run-summary.ts'

export type { RunSummary } from '../src/domain/run-summary.ts'

/** Where an equation, a range or a reference value comes from. */
export interface Citation {
  readonly text: string
}

/** Something outside the numbers: the clock for progress and the wish to stop. Null-safe in tests. */
export interface Host {
  /** monotonic [ms]; for progress only, never for results */
  readonly now: () => number
  /** what people ordered since this was last asked; lets messages in first. Left out = nobody does */
  readonly orders?: (() => Promise<readonly unknown[]>) | undefined
  /** says what the run is at; comes out at once, also from a computation that lets nothing in. Left out = nobody listens */
  readonly tell?: ((progress: RunProgress) => void) | undefined
}

/**
 * One simulation: pure but for `host`, the same result twice. Frames come while it computes; their buffers are
 * transferred, so `run` must not touch one again after yielding it.
 */
export interface Simulation<Input, Frame, Outcome> {
  readonly id: string
  readonly name: Localized
  readonly input: ZodType<Input>
  readonly sources: readonly Citation[]
  run(input: Input, host: Host): AsyncGenerator<Frame, RunSummary<Outcome>>
}

import type { ZodType } from 'zod'
import type { Localized } from '../src/domain/localized.ts'

/** Where an equation, a range or a reference value comes from. */
export interface Citation {
  readonly text: string
}

/** Something outside the numbers: the clock for progress and the wish to stop. Null-safe in tests. */
export interface Host {
  /** monotonic [ms]; for progress only, never for results */
  readonly now: () => number
}

/**
 * A quantity that must be kept, and how well it was: every summary has at least one (mass, volume, or the count of
 * things that must be partitioned).
 */
export interface Balance {
  readonly quantity: Localized
  readonly unit: string
  readonly in: number
  readonly out: number
  /** |in − out| / max(|in|, 1) */
  readonly error: number
  /** above this the result is shown as not trustworthy */
  readonly tolerance: number
}

export interface RunSummary<Outcome> {
  readonly outcome: Outcome
  readonly balance: readonly Balance[]
  /** sentences on screen when a run is outside its validity range */
  readonly caveats: readonly Localized[]
  readonly milliseconds: number
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

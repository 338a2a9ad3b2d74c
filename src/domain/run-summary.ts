import type { Localized } from './localized.ts'

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

/** What a simulation hands over at its end. */
export interface RunSummary<Outcome> {
  readonly outcome: Outcome
  readonly balance: readonly Balance[]
  /** sentences on screen when a run is outside its validity range */
  readonly caveats: readonly Localized[]
  readonly milliseconds: number
}

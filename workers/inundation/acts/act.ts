import type { Ledger } from '../ledger.ts'

/** Something that acts on the water between the steps of the flow: rain, an open edge, a source, a structure. */
export interface Act {
  /** The longest step from `time` on that it bears, at most to where it changes [s]; Infinity = any. */
  longestStep(time: number): number
  /** Says what it does within the step that begins at `time` [s]. */
  begin?(time: number): void
  /**
   * Does its part after the step that ended at `time` and took `duration` [s], and books every volume that came into the
   * grid or left it; what only moves within it is not booked.
   */
  apply(time: number, duration: number, ledger: Ledger): void
}

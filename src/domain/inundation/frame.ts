import type { ComputedBy } from './computed-by.ts'
import type { FloodSwitch } from './scenario.ts'

/** Water of a grid at one instant, by cell (row 0 in the south), in steps that are finer than a map can show. */
export interface FloodFrame {
  /** since the start of the run [s] */
  readonly time: number
  /** [mm]; 65,535 = that deep or deeper */
  readonly depth: Uint16Array
  /** [0.05 m/s]; 255 = that fast or faster */
  readonly speed: Uint8Array
  /** where it runs to, in 256ths of a turn, clockwise from north */
  readonly bearing: Uint8Array
  readonly progress: FloodProgress
}

/** A frame, and who computed it: another than before where that one failed and all began anew. */
export interface ComputedFrame extends FloodFrame {
  readonly computedBy: ComputedBy
  /** what staff switched while it was computed, so far, at the times at which the drains took it */
  readonly switched: readonly FloodSwitch[]
}

/** How a run goes on. */
export interface FloodProgress {
  /** of the simulated time that is done [0–1] */
  readonly share: number
  /** simulated seconds in a second of waiting */
  readonly speed: number
  /** until the end, at this speed [s] */
  readonly left: number
  readonly cellSteps: number
  /** of the cells of the grid that hold more than a film [0–1] */
  readonly wetShare: number
  /** volume that the accounts do not explain, of all that came in [1] */
  readonly error: number
}

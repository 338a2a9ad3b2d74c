/**
 * How ground takes water. One of these serves any number of places with the same soil (cells of a grid, the pervious part of a
 * catchment); each place has `states` numbers of its own in an array that the caller keeps in float64.
 */
export interface Infiltration {
  /** numbers of state of one place */
  readonly states: number
  /** Writes the state of ground as dry as it can be to `state[at]` and the numbers after it. */
  start(state: Float64Array, at: number): void
  /**
   * Mean rate over the next `duration` [m/s], never more than all that is there: rain + runon + depth / duration. Moves the
   * state on; without any water the ground recovers.
   *
   * @param rain  [m/s], ≥ 0
   * @param runon  what flows to the place from elsewhere [m/s], ≥ 0
   * @param depth  water that stands on it at the start [m], ≥ 0; water of a cell that took its rain already stands on it
   * @param duration  [s], > 0
   */
  take(state: Float64Array, at: number, rain: number, runon: number, depth: number, duration: number): number
}

/** @throws RangeError when a parameter is not a number in its range */
export function inRange(method: string, name: string, value: number, least: number, most = Number.MAX_VALUE): void {
  if (!(value >= least && value <= most))
    throw new RangeError(
      `${method}: ${name} is ${value}, expected ${least} to ${most === Number.MAX_VALUE ? '∞' : most}`,
    )
}

import type { ManholeVerdict } from '../../../src/domain/inundation/outcome.ts'

/** What passed each opening to the drains, by its place in the list. */
export class ManholeLog {
  readonly #nodes: readonly string[]
  readonly #drained: Float64Array
  readonly #returned: Float64Array
  readonly #peak: Float64Array
  readonly #peakAt: Float64Array
  readonly #since: Float64Array

  /** @param nodes  that the openings lead to */
  constructor(nodes: readonly string[]) {
    const perManhole = () => new Float64Array(nodes.length)
    this.#nodes = nodes
    this.#drained = perManhole()
    this.#returned = perManhole()
    this.#peak = perManhole()
    this.#peakAt = perManhole().fill(Number.NaN)
    this.#since = perManhole().fill(Number.NaN)
  }

  /** @param volume  into the drains [m³], negative out of them, within `duration` until `time` [s] */
  note(manhole: number, volume: number, duration: number, time: number): void {
    if (volume >= 0) {
      this.#drained[manhole] = (this.#drained[manhole] as number) + volume
      return
    }
    this.#returned[manhole] = (this.#returned[manhole] as number) - volume
    if (Number.isNaN(this.#since[manhole])) this.#since[manhole] = time - duration
    const flow = -volume / duration
    if (flow <= (this.#peak[manhole] as number)) return
    this.#peak[manhole] = flow
    this.#peakAt[manhole] = time
  }

  verdicts(): ManholeVerdict[] {
    const given = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)
    return this.#nodes.map((node, n) => ({
      ...{ node, drained: this.#drained[n] as number, returned: this.#returned[n] as number },
      ...{ peak: this.#peak[n] as number, peakAt: given(this.#peakAt[n]), since: given(this.#since[n]) },
    }))
  }
}

import { type Flows, move } from './links-flow.ts'

/** A store that is short of less than this is not short [m³]. */
const LEAST = 1e-12
/** Who has less because another was cut may be short in turn, so often. */
const PASSES = 8

/** Sees to it that no store gives more than it has. */
export class Draining {
  readonly #links: readonly Flows[]
  readonly #isGiven: Uint8Array
  readonly #isShort: Uint8Array
  readonly #next: Float64Array
  readonly #leaving: Float64Array

  /** @param isGiven  by store: 1 where the level is given from outside, which is never short */
  constructor(links: readonly Flows[], isGiven: Uint8Array) {
    this.#links = links
    this.#isGiven = isGiven
    this.#isShort = new Uint8Array(isGiven.length)
    this.#next = new Float64Array(isGiven.length)
    this.#leaving = new Float64Array(isGiven.length)
  }

  /**
   * Cuts what leaves a store within a step [s] by one factor so that it gives no more than it has; who would have had it has as
   * much less.
   *
   * @param volume  by store [m³]
   * @param coming  from outside, by node, the first stores [m³/s]
   */
  keepAboveNothing(step: number, volume: Float64Array, coming: Float64Array): void {
    const [next, isShort] = [this.#next, this.#isShort]
    for (let pass = 0; pass < PASSES; pass++) {
      next.set(volume)
      for (let i = 0; i < coming.length; i++) next[i] = (next[i] as number) + step * (coming[i] as number)
      for (const flows of this.#links) move(flows, step, next)
      let isAnyShort = false
      for (let i = 0; i < next.length; i++) {
        isShort[i] = Number(!this.#isGiven[i] && (next[i] as number) < -LEAST)
        if (isShort[i]) isAnyShort = true
      }
      if (!isAnyShort) return
      const leaving = this.#leaving.fill(0)
      for (const flows of this.#links) addLeaving(flows, step, leaving)
      for (const flows of this.#links) cut(flows, leaving, next, isShort)
    }
  }
}

/** Adds what leaves each store within a step [m³]. */
function addLeaving({ from, to, flow }: Flows, step: number, leaving: Float64Array): void {
  for (let f = 0; f < flow.length; f++) {
    const q = flow[f] as number
    const giver = q > 0 ? (from[f] as number) : (to[f] as number)
    leaving[giver] = (leaving[giver] as number) + step * Math.abs(q)
  }
}

/** Cuts all that leaves the stores that are short by one factor each: `missing` < 0 is what such a store would be left with. */
function cut({ from, to, flow }: Flows, leaving: Float64Array, missing: Float64Array, isShort: Uint8Array): void {
  for (let f = 0; f < flow.length; f++) {
    const q = flow[f] as number
    const giver = q > 0 ? (from[f] as number) : (to[f] as number)
    if (isShort[giver] && q !== 0)
      flow[f] = q * Math.max(0, 1 + (missing[giver] as number) / (leaving[giver] as number))
  }
}

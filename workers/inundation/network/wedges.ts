import type { Halves } from './halves.ts'
import type { Flows } from './links-flow.ts'
import type { ShapeBook } from './shapes/shape-book.ts'

/**
 * The wedge storage of reaches [m³/s]: what passes their middle beside the discharge. A level that rises at one end raises the
 * middle, and so fills a quarter of the reach beyond it. That water is moved there from the store whose level rose, so that each
 * store rises by what flows to it over the surface (w_end + w_middle) L/4, as in EPA SWMM, and yet all volumes are those of the
 * levels. What falls out of a conduit stands in water of the store upstream, in the same way.
 */
export class Wedges implements Flows {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly flow: Float64Array
  readonly perFrom: Float64Array
  readonly perTo: Float64Array
  readonly shared: Float64Array
  readonly #halves: Halves
  readonly #book: ShapeBook
  /** both halves, section and length of half a reach [m], by pair: in arrays of their own, since every turn runs over them */
  readonly #upper: Int32Array
  readonly #lower: Int32Array
  readonly #shape: Int32Array
  readonly #length: Float64Array
  /** depths at both ends when the step began [m] */
  readonly #first: Float64Array
  readonly #last: Float64Array
  /** pairs with an end above the bed of its node, and by pair which end it is */
  readonly #falling: Int32Array
  readonly #fallsFrom: Uint8Array
  readonly #fallsTo: Uint8Array
  /** what halves came to hold as their falls settled, towards `to` [m³] */
  readonly #settled: Float64Array

  constructor(halves: Halves, book: ShapeBook) {
    this.#halves = halves
    this.#book = book
    const { pairs } = halves
    this.from = Int32Array.from(pairs, ({ from }) => from)
    this.to = Int32Array.from(pairs, ({ to }) => to)
    this.#upper = Int32Array.from(pairs, ({ upper }) => upper)
    this.#lower = Int32Array.from(pairs, ({ lower }) => lower)
    this.#shape = Int32Array.from(pairs, ({ shape }) => shape)
    this.#length = Float64Array.from(pairs, ({ length }) => length)
    this.#fallsFrom = Uint8Array.from(pairs, ({ isFallFrom }) => Number(isFallFrom))
    this.#fallsTo = Uint8Array.from(pairs, ({ isFallTo }) => Number(isFallTo))
    this.#falling = Int32Array.from(pairs.flatMap(({ isFallFrom, isFallTo }, i) => (isFallFrom || isFallTo ? [i] : [])))
    const perPair = () => new Float64Array(pairs.length)
    this.flow = perPair()
    this.perFrom = perPair()
    this.perTo = perPair()
    this.shared = perPair()
    this.#first = perPair()
    this.#last = perPair()
    this.#settled = perPair()
  }

  /** What a step begins with, by the levels of the stores [m]. */
  begin(level: Float64Array): void {
    const [halves, upper, lower, first, last] = [this.#halves, this.#upper, this.#lower, this.#first, this.#last]
    for (let i = 0; i < first.length; i++) {
      first[i] = halves.depthAtEnd(upper[i] as number, level)
      last[i] = halves.depthAtEnd(lower[i] as number, level)
    }
  }

  /** Lets falls settle by `settle`; what that fills is moved in the next step. */
  settle(level: Float64Array, settle: () => void): void {
    const settled = this.#settled
    for (const i of this.#falling) settled[i] = -this.#beyond(i, level)
    settle()
    for (const i of this.#falling) settled[i] = (settled[i] as number) + this.#beyond(i, level)
  }

  /** What passes within a step [s] with the levels as they are [m], and how it changes with them. */
  linearise(level: Float64Array, step: number): void {
    const { flow, perFrom, perTo, shared } = this
    const [halves, book, first, last, settled] = [this.#halves, this.#book, this.#first, this.#last, this.#settled]
    const [uppers, lowers, shapes, lengths] = [this.#upper, this.#lower, this.#shape, this.#length]
    for (let i = 0; i < flow.length; i++) {
      const upper = uppers[i] as number
      const lower = lowers[i] as number
      const shape = shapes[i] as number
      const a = halves.depthAtEnd(upper, level)
      const b = halves.depthAtEnd(lower, level)
      const byFrom = (a + (last[i] as number)) / 2
      const byTo = ((first[i] as number) + b) / 2
      const movesA = halves.movesWith(upper, level)
      const movesB = halves.movesWith(lower, level)
      const length = lengths[i] as number
      const rate = length / 2 / step
      const filled = byFrom === byTo ? 0 : rate * (book.flowArea(shape, byFrom) - book.flowArea(shape, byTo))
      flow[i] = filled + (settled[i] as number) / step
      perFrom[i] = movesA ? (rate / 2) * book.flowWidth(shape, byFrom) : 0
      perTo[i] = movesB ? (rate / 2) * book.flowWidth(shape, byTo) : 0
      shared[i] = movesA && movesB ? (length / 4) * book.flowWidth(shape, (a + b) / 2) : 0
    }
  }

  /** What stands in falls on both sides of the middle of a pair, towards `to` [m³]. */
  #beyond(i: number, level: Float64Array): number {
    const after = this.#fallsTo[i] === 1 ? this.#halves.held(this.#lower[i] as number, level) : 0
    return this.#fallsFrom[i] === 1 ? after - this.#halves.held(this.#upper[i] as number, level) : after
  }
}

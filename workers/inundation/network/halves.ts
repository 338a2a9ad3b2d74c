import type { ShapeBook } from './shapes/shape-book.ts'

/** A level that comes to a crown stops within this share of the depth, and passes in the next turn. */
const PAST_CROWN = 0.02

/** Half of a reach, as it belongs to the store at its end. */
export interface Half {
  readonly store: number
  /** store at the other end of the reach, −1 for an outfall */
  readonly beyond: number
  /** place in the book of shapes */
  readonly shape: number
  /** bed at both ends [m] */
  readonly bed: number
  readonly bedBeyond: number
  /** of the half, by the number of barrels [m] */
  readonly length: number
  /** where it ends above the bed of a node: the face out of which water falls, and its sign for water that leaves; or null */
  readonly fall: { readonly face: number; readonly way: 1 | -1 } | null
}

/** What stores hold of conduits. */
export class Halves {
  readonly #book: ShapeBook
  /** where those of a store begin */
  readonly #start: Int32Array
  readonly #shape: Int32Array
  readonly #bed: Float64Array
  readonly #length: Float64Array
  readonly #beyond: Int32Array
  readonly #bedBeyond: Float64Array
  /** depth of what falls out of it [m] */
  readonly #fallen: Float64Array
  readonly #falls: readonly { readonly half: number; readonly face: number; readonly way: 1 | -1 }[]

  constructor(book: ShapeBook, stores: number, halves: readonly Half[]) {
    const sorted = halves.toSorted((one, other) => one.store - other.store || one.bed - other.bed)
    this.#book = book
    this.#start = new Int32Array(stores + 1)
    for (const { store } of sorted) this.#start[store + 1] = (this.#start[store + 1] as number) + 1
    for (let i = 0; i < stores; i++) this.#start[i + 1] = (this.#start[i + 1] as number) + (this.#start[i] as number)
    this.#shape = Int32Array.from(sorted, ({ shape }) => shape)
    this.#bed = Float64Array.from(sorted, ({ bed }) => bed)
    this.#length = Float64Array.from(sorted, ({ length }) => length)
    this.#beyond = Int32Array.from(sorted, ({ beyond }) => beyond)
    this.#bedBeyond = Float64Array.from(sorted, ({ bedBeyond }) => bedBeyond)
    this.#fallen = new Float64Array(sorted.length)
    this.#falls = sorted.flatMap(({ fall }, half) => (fall ? [{ half, ...fall }] : []))
  }

  /** What a store holds of conduits at a level [m³], with all other levels as they are. */
  volume(store: number, level: number, levels: Float64Array): number {
    let sum = 0
    for (let i = this.#start[store] as number; i < (this.#start[store + 1] as number); i++) {
      const depth = this.#depth(i, level, levels)
      if (depth > 0) sum += (this.#length[i] as number) * this.#book.area(this.#shape[i] as number, depth)
    }
    return sum
  }

  /** Surface of that [m²]: the derivative of the volume by the level. */
  surface(store: number, level: number, levels: Float64Array): number {
    let sum = 0
    for (let i = this.#start[store] as number; i < (this.#start[store + 1] as number); i++) {
      const own = level - (this.#bed[i] as number)
      if (own <= (this.#fallen[i] as number)) continue
      const depth = this.#depth(i, level, levels)
      const share = depth < own ? 0.75 : 1
      sum += share * (this.#length[i] as number) * this.#book.width(this.#shape[i] as number, depth)
    }
    return sum
  }

  /**
   * Where a level that moves stops first: a little past the next crown, where a surface vanishes or appears. The next level
   * otherwise.
   */
  notPast(store: number, before: number, after: number): number {
    let stop = after
    for (let i = this.#start[store] as number; i < (this.#start[store + 1] as number); i++) {
      const shape = this.#shape[i] as number
      if (this.#book.isOpen[shape]) continue
      const full = this.#book.full[shape] as number
      const crown = (this.#bed[i] as number) + full
      if (before >= crown && stop < crown - PAST_CROWN * full) stop = crown - PAST_CROWN * full
      else if (before < crown && stop > crown + PAST_CROWN * full) stop = crown + PAST_CROWN * full
    }
    return stop
  }

  /**
   * After a step [s]: how deep the water stands that falls out of each conduit. It takes at most half of what came to grow, so
   * that the store it belongs to is not left short.
   *
   * @param flow  by face [m³/s]
   * @param depthFrom  at the first end of a face [m]
   * @param depthTo  at its second end [m]
   */
  settleFalls(duration: number, flow: Float64Array, depthFrom: Float64Array, depthTo: Float64Array): void {
    for (const { half, face, way } of this.#falls) {
      const out = way * (flow[face] as number)
      const shape = this.#shape[half] as number
      const lower = Math.min(depthFrom[face] as number, depthTo[face] as number, this.#book.full[shape] as number)
      const wide = (this.#length[half] as number) * (this.#book.greatestWidth[shape] as number)
      const most = (this.#fallen[half] as number) + (0.5 * Math.max(0, out) * duration) / wide
      this.#fallen[half] = Math.min(out > 0 ? lower : 0, most)
    }
  }

  /**
   * Mean depth of a half: that at a quarter of the reach, when the water is lower at the other end; otherwise that at its own
   * end, so that no store is asked for water that has not come to it yet.
   */
  #depth(i: number, level: number, levels: Float64Array): number {
    const own = Math.max(level - (this.#bed[i] as number), this.#fallen[i] as number)
    const beyond = this.#beyond[i] as number
    if (beyond < 0 || own <= 0) return own
    const other = Math.max(0, (levels[beyond] as number) - (this.#bedBeyond[i] as number))
    return other < own ? (3 * own + other) / 4 : own
  }
}

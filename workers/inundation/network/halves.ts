import type { ShapeBook } from './shapes/shape-book.ts'

/** A level that comes to a crown stops within this share of the depth, and passes in the next turn. */
const PAST_CROWN = 0.02

/** Half of a reach, as it belongs to the store at its end. */
export interface Half {
  readonly store: number
  /** place in the book of shapes */
  readonly shape: number
  /** bed at its end [m] */
  readonly bed: number
  /** of the half, by the number of barrels [m] */
  readonly length: number
  /** where it ends above the bed of a node: the face out of which water falls, and its sign for water that leaves; or null */
  readonly fall: { readonly face: number; readonly way: 1 | -1 } | null
}

/** Both halves of a conduit in one reach between two stores, by their places, and what they have in common. */
export interface Pair {
  readonly upper: number
  readonly lower: number
  readonly from: number
  readonly to: number
  readonly shape: number
  readonly length: number
  /** which end lies above the bed of its node */
  readonly isFallFrom: boolean
  readonly isFallTo: boolean
}

/**
 * What stores hold of conduits: the half of a reach of the length L holds (A_end + A_middle) L/4, with the areas at its end and
 * at the mean depth of both ends. A half beside an outfall, whose store has both, and one of a parted conduit, where the water
 * of a cell stands evenly deep, hold A_end L/2.
 */
export class Halves {
  readonly pairs: readonly Pair[]
  readonly #book: ShapeBook
  /** where those of a store begin */
  readonly #start: Int32Array
  readonly #store: Int32Array
  readonly #shape: Int32Array
  readonly #bed: Float64Array
  readonly #length: Float64Array
  /** the other half of a pair; −1 for what is in none */
  readonly #mate: Int32Array
  /** depth of what falls out of it [m] */
  readonly #fallen: Float64Array
  readonly #falls: readonly { readonly half: number; readonly face: number; readonly way: 1 | -1 }[]

  /**
   * @param nodes  how many stores are nodes: they come first
   * @param halves  the upper and the lower one of each reach
   */
  constructor(book: ShapeBook, nodes: number, stores: number, halves: readonly (readonly [Half, Half])[]) {
    const sorted = halves.flat().toSorted((one, other) => one.store - other.store || one.bed - other.bed)
    this.#book = book
    this.#start = new Int32Array(stores + 1)
    for (const { store } of sorted) this.#start[store + 1] = (this.#start[store + 1] as number) + 1
    for (let i = 0; i < stores; i++) this.#start[i + 1] = (this.#start[i + 1] as number) + (this.#start[i] as number)
    this.#store = Int32Array.from(sorted, ({ store }) => store)
    this.#shape = Int32Array.from(sorted, ({ shape }) => shape)
    this.#bed = Float64Array.from(sorted, ({ bed }) => bed)
    this.#length = Float64Array.from(sorted, ({ length }) => length)
    const places = new Map(sorted.map((half, i) => [half, i]))
    this.pairs = halves
      .filter(([one, other]) => one.store !== other.store && Math.max(one.store, other.store) < nodes)
      .map(([one, other]) => ({
        ...{ upper: places.get(one) ?? 0, lower: places.get(other) ?? 0, from: one.store, to: other.store },
        ...{ shape: one.shape, length: one.length, isFallFrom: one.fall !== null, isFallTo: other.fall !== null },
      }))
    this.#mate = new Int32Array(sorted.length).fill(-1)
    for (const { upper, lower } of this.pairs) {
      this.#mate[upper] = lower
      this.#mate[lower] = upper
    }
    this.#fallen = new Float64Array(sorted.length)
    this.#falls = sorted.flatMap(({ fall }, half) => (fall ? [{ half, ...fall }] : []))
  }

  /** What a store holds of conduits at a level [m³], with all other levels as they are. */
  volume(store: number, level: number, levels: Float64Array): number {
    let sum = 0
    for (let i = this.#start[store] as number; i < (this.#start[store + 1] as number); i++)
      sum += this.#volume(i, level, levels)
    return sum
  }

  /** Surface of that [m²]: the derivative of the volume by the level. */
  surface(store: number, level: number, levels: Float64Array): number {
    let sum = 0
    for (let i = this.#start[store] as number; i < (this.#start[store + 1] as number); i++) {
      const depth = level - (this.#bed[i] as number)
      if (depth <= (this.#fallen[i] as number)) continue
      const shape = this.#shape[i] as number
      const length = this.#length[i] as number
      const mate = this.#mate[i] as number
      const width = this.#book.width(shape, depth)
      if (mate < 0) sum += length * width
      else {
        const below = this.#below(i, depth)
        const middle = (below + this.depthAtEnd(mate, levels)) / 2
        sum += (length / 2) * (width + (below === depth ? this.#book.flowWidth(shape, middle) / 2 : 0))
      }
    }
    return sum
  }

  /** What a half holds [m³]. */
  held(half: number, levels: Float64Array): number {
    return this.#volume(half, levels[this.#store[half] as number] as number, levels)
  }

  /** Depth at the end of a half [m]: that of its store or of what falls out of it, in a closed section no more than full. */
  depthAtEnd(half: number, levels: Float64Array): number {
    return this.#below(half, this.#depth(half, levels[this.#store[half] as number] as number))
  }

  /** Whether that depth moves with the level of the store. */
  movesWith(half: number, levels: Float64Array): boolean {
    const depth = (levels[this.#store[half] as number] as number) - (this.#bed[half] as number)
    return depth > (this.#fallen[half] as number) && this.#below(half, depth) === depth
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
   * After a step: how deep the water stands that falls out of each conduit.
   *
   * @param flow  by face [m³/s]
   * @param depthFrom  at the first end of a face [m]
   * @param depthTo  at its second end [m]
   */
  settleFalls(flow: Float64Array, depthFrom: Float64Array, depthTo: Float64Array): void {
    for (const { half, face, way } of this.#falls) {
      const lower = Math.min(depthFrom[face] as number, depthTo[face] as number)
      this.#fallen[half] = way * (flow[face] as number) > 0 ? this.#below(half, lower) : 0
    }
  }

  #volume(i: number, level: number, levels: Float64Array): number {
    const shape = this.#shape[i] as number
    const length = this.#length[i] as number
    const mate = this.#mate[i] as number
    const depth = this.#depth(i, level)
    const end = depth > 0 ? this.#book.area(shape, depth) : 0
    if (mate < 0) return length * end
    const middle = (this.#below(i, depth) + this.depthAtEnd(mate, levels)) / 2
    return (length / 2) * (end + (middle > 0 ? this.#book.flowArea(shape, middle) : 0))
  }

  #depth(i: number, level: number): number {
    return Math.max(level - (this.#bed[i] as number), this.#fallen[i] as number)
  }

  /** A depth, but no more than full in a closed section [m]. */
  #below(i: number, depth: number): number {
    const shape = this.#shape[i] as number
    return this.#book.isOpen[shape] === 1 ? depth : Math.min(depth, this.#book.full[shape] as number)
  }
}

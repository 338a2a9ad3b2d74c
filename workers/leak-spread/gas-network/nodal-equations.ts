import { SparseLu } from '../../numerics/sparse-lu.ts'
import type { Laid } from './lay.ts'

/**
 * What flows near the potentials of now: of each link base + cFrom ψ(from) − cTo ψ(to) [kg/s], of each node what goes out
 * of the network, out + grows × (ψ − ψ of now).
 */
export interface NearFlows {
  readonly base: Float64Array
  readonly cFrom: Float64Array
  readonly cTo: Float64Array
  readonly out: Float64Array
  readonly grows: Float64Array
}

/** The balances of all nodes, linear in the potentials: diagonally dominant by columns, as what leaves one node enters another. */
export class NodalEquations {
  readonly #laid: Laid
  readonly #lu: SparseLu
  /** places of (from, to) and (to, from) in the matrix, by link; −1 beside a given pressure or where nothing passes */
  readonly #forth: Int32Array
  readonly #back: Int32Array
  readonly #side: Float64Array

  constructor(laid: Laid) {
    const { from, to, given, network } = laid
    const pairs: (readonly [number, number])[] = []
    const isFree = Uint8Array.from(network.links, ({ isOpen }, link) => {
      const [a, b] = [from[link] as number, to[link] as number]
      if (!isOpen || !Number.isNaN(given[a]) || !Number.isNaN(given[b])) return 0
      pairs.push([a, b])
      return 1
    })
    const lu = new SparseLu(given.length, pairs)
    this.#laid = laid
    this.#lu = lu
    this.#forth = from.map((a, link) => (isFree[link] ? lu.place(a, to[link] as number) : -1))
    this.#back = from.map((a, link) => (isFree[link] ? lu.place(to[link] as number, a) : -1))
    this.#side = new Float64Array(given.length)
  }

  /**
   * The potentials at which every balance closes.
   *
   * @param potential  of now, by node; those that are given hold
   * @param isReached  1 = computed
   * @returns one array, used again by the next call
   */
  solve(near: NearFlows, potential: Float64Array, isReached: Uint8Array): Float64Array {
    const { from, to, given } = this.#laid
    const { diagonal, entries } = this.#lu
    const side = this.#side
    entries.fill(0)
    for (let node = 0; node < given.length; node++) {
      diagonal[node] = near.grows[node] as number
      side[node] = (near.grows[node] as number) * (potential[node] as number) - (near.out[node] as number)
    }
    for (let link = 0; link < from.length; link++) {
      const [a, b] = [from[link] as number, to[link] as number]
      const [base, cFrom, cTo] = [near.base[link] as number, near.cFrom[link] as number, near.cTo[link] as number]
      const [forth, back] = [this.#forth[link] as number, this.#back[link] as number]
      diagonal[a] = (diagonal[a] as number) + cFrom
      diagonal[b] = (diagonal[b] as number) + cTo
      side[a] = (side[a] as number) - base
      side[b] = (side[b] as number) + base
      if (forth >= 0) {
        entries[forth] = (entries[forth] as number) - cTo
        entries[back] = (entries[back] as number) - cFrom
      } else {
        side[a] = (side[a] as number) + cTo * (potential[b] as number)
        side[b] = (side[b] as number) + cFrom * (potential[a] as number)
      }
    }
    for (let node = 0; node < given.length; node++)
      if (!(isReached[node] && Number.isNaN(given[node]))) {
        diagonal[node] = 1
        side[node] = potential[node] as number
      }
    this.#lu.solve(side)
    return side
  }
}

import { SparseLu } from '../../numerics/sparse-lu.ts'
import { type Flows, follow } from './links-flow.ts'

/**
 * The linear equations of one turn of Newton's method: for each store, surface × change of level = what is missing in its
 * volume + what flows in within the step by the levels so changed.
 */
export class LevelEquations {
  /** what is missing in the volume of a store by its level [m³]; after `solve`, the change of its level [m] */
  readonly side: Float64Array
  readonly #lu: SparseLu
  readonly #links: readonly Flows[]
  readonly #isGiven: Uint8Array
  /** places of (from, to) and (to, from) in the matrix, by link; −1 beside a given level */
  readonly #forth: readonly Int32Array[]
  readonly #back: readonly Int32Array[]

  /** @param isGiven  by store: 1 where the level is given from outside */
  constructor(links: readonly Flows[], isGiven: Uint8Array) {
    this.#links = links
    this.#isGiven = isGiven
    this.side = new Float64Array(isGiven.length)
    const isFree = (a: number, b: number) => !isGiven[a] && !isGiven[b]
    const pairs = links.flatMap(({ from, to }) =>
      Array.from(from, (a, i) => [a, to[i] as number] as const).filter(([a, b]) => isFree(a, b)),
    )
    const lu = new SparseLu(isGiven.length, pairs)
    this.#lu = lu
    const places = (turned: boolean) =>
      links.map(({ from, to }) =>
        from.map((a, i) => {
          const b = to[i] as number
          return isFree(a, b) ? lu.place(turned ? b : a, turned ? a : b) : -1
        }),
      )
    this.#forth = places(false)
    this.#back = places(true)
  }

  /** A store's surface [m²] and what is missing in its volume [m³]: for every store, before `solve`. */
  set(store: number, surface: number, missing: number): void {
    this.#lu.diagonal[store] = surface
    this.side[store] = missing
  }

  /** Finds the changes of the levels within a step [s], and makes the discharges those of the changed levels. */
  solve(step: number): void {
    const { side } = this
    const { diagonal, entries } = this.#lu
    entries.fill(0)
    this.#links.forEach((flows, l) => {
      this.#add(flows, this.#forth[l] as Int32Array, this.#back[l] as Int32Array, step)
    })
    for (let i = 0; i < side.length; i++)
      if (this.#isGiven[i]) {
        diagonal[i] = 1
        side[i] = 0
      }
    this.#lu.solve(side)
    for (const flows of this.#links) follow(flows, side)
  }

  #add({ from, to, flow, perFrom, perTo, shared }: Flows, forth: Int32Array, back: Int32Array, step: number): void {
    const { side } = this
    const { diagonal, entries } = this.#lu
    for (let f = 0; f < flow.length; f++) {
      const a = from[f] as number
      const b = to[f] as number
      const moved = step * (flow[f] as number)
      const byA = step * (perFrom[f] as number)
      const byB = step * (perTo[f] as number)
      side[a] = (side[a] as number) - moved
      side[b] = (side[b] as number) + moved
      diagonal[a] = (diagonal[a] as number) + byA
      diagonal[b] = (diagonal[b] as number) + byB
      const at = forth[f] as number
      if (at < 0) continue
      entries[at] = (entries[at] as number) - byB + (shared?.[f] ?? 0)
      entries[back[f] as number] = (entries[back[f] as number] as number) - byA + (shared?.[f] ?? 0)
    }
  }
}

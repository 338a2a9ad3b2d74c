import type { GasLaw } from './gas-law.ts'

/** Gas that goes out at a node by the pressure there: a leak, or a customer who gets less when it is low. */
export interface Outflow {
  readonly id: string
  readonly node: number
  /** [kg/s] and its slope by the pressure [kg/(s·Pa)], ≥ 0, at an absolute pressure [Pa]; grows less and less with it */
  at(pressure: number): { readonly flow: number; readonly slope: number }
}

const HALVINGS = 45

/**
 * Outflows as straight lines for Newton's method. Where the pressure falls, the next line does not touch at the new pressure but
 * where the outflow is what the last line foretold: as an outflow bends down, that comes near from one side, while the new
 * pressure itself swings to and fro across the pressure of the air.
 */
export class OutflowLines {
  readonly #outflows: readonly Outflow[]
  readonly #law: GasLaw
  /** by outflow: where its line touches, absolute [Pa] and as a potential; its height [kg/s] and slope by the potential */
  readonly #pressure: Float64Array
  readonly #potential: Float64Array
  readonly #flow: Float64Array
  readonly #slope: Float64Array

  constructor(outflows: readonly Outflow[], law: GasLaw, potential: Float64Array) {
    this.#outflows = outflows
    this.#law = law
    this.#pressure = Float64Array.from(outflows, ({ node }) => law.pressure(potential[node] as number))
    this.#potential = Float64Array.from(outflows, ({ node }) => potential[node] as number)
    ;[this.#flow, this.#slope] = [new Float64Array(outflows.length), new Float64Array(outflows.length)]
    outflows.forEach((_, i) => {
      this.#touch(i)
    })
  }

  /** Adds each line to what goes out at its node at the potentials of now, and to how that grows with them. */
  addTo(out: Float64Array, grows: Float64Array, potential: Float64Array): void {
    this.#outflows.forEach(({ node }, i) => {
      const slope = this.#slope[i] as number
      const beyond = (potential[node] as number) - (this.#potential[i] as number)
      out[node] = (out[node] as number) + (this.#flow[i] as number) + slope * beyond
      grows[node] = (grows[node] as number) + slope
    })
  }

  /** Lays the lines anew for new potentials; returns by how much what they foretold is wrong, all together [kg/s]. */
  follow(potential: Float64Array, isReached: Uint8Array): number {
    let wrong = 0
    this.#outflows.forEach(({ node, at }, i) => {
      if (!isReached[node]) return
      const now = potential[node] as number
      const pressure = this.#law.pressure(now)
      const foretold = (this.#flow[i] as number) + (this.#slope[i] as number) * (now - (this.#potential[i] as number))
      wrong += Math.abs(at(pressure).flow - foretold)
      const isFalling = foretold > 0 && now < (this.#potential[i] as number)
      this.#pressure[i] = isFalling ? this.#where(i, foretold, pressure) : pressure
      this.#potential[i] = isFalling ? this.#law.potential(this.#pressure[i] as number) : now
      this.#touch(i)
    })
    return wrong
  }

  #touch(i: number): void {
    const pressure = this.#pressure[i] as number
    const { flow, slope } = (this.#outflows[i] as Outflow).at(pressure)
    this.#flow[i] = flow
    // dp/dψ = 1/ρ
    this.#slope[i] = slope > 0 ? slope / this.#law.density(pressure) : 0
  }

  /** The pressure between one and where the line touches at which a flow goes out; of a level stretch its lower end. */
  #where(i: number, flow: number, from: number): number {
    let [low, high] = [from, this.#pressure[i] as number]
    for (let turn = 0; turn < HALVINGS && high - low > 1e-12 * high; turn++) {
      const middle = (low + high) / 2
      if ((this.#outflows[i] as Outflow).at(middle).flow < flow) low = middle
      else high = middle
    }
    return low
  }
}

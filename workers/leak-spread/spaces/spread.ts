import { SparseLu } from '../../numerics/sparse-lu.ts'
import { passagesBySpace, type VoidNetwork } from './void-network.ts'

/** Gas that enters a space. */
export interface GasSource {
  readonly space: number
  /** all that came by a time [m³], never less than before; pure gas */
  readonly passed: (time: number) => number
}

/** How a spread is computed. */
export interface SpreadSettings {
  /** a space is left out until one beside it is above this [m³/m³] */
  readonly threshold: number
  /** of a step against two halves of it, relative to the concentration and at least to `floor` */
  readonly tolerance: number
  /** below this only the absolute error counts [m³/m³] */
  readonly floor: number
  /** of fresh air, what it takes of the gas against the mean, 0…1 */
  readonly ventShare: number
  /** [s] */
  readonly longestStep: number
}

export const METHANE_SETTINGS: SpreadSettings = {
  threshold: 5e-5,
  tolerance: 5e-3,
  floor: 2.5e-3,
  ventShare: 1,
  longestStep: 1800,
}

const FIRST_STEP = 10
const SHORTEST_STEP = 1e-3
/** So many passages further than where gas has come are taken in at once: each time costs a new order of elimination. */
const HOPS = 8

/**
 * Gas in a void network: Vᵢ dyᵢ/dt = Σ Gᵢⱼ (yⱼ − yᵢ) + Σ Qⱼᵢ yⱼ + sᵢ − (Σ Qᵢⱼ + oᵢ) yᵢ, where oᵢ leaves to the open air as
 * much as comes in beyond what goes on. Implicit Euler on the spaces that gas has come near, two half steps each, their
 * length held by the difference to one whole step. 0 ≤ y ≤ 1 and the volume of gas is kept, both by construction.
 */
export class Spread {
  /** [m³/m³] by space */
  readonly concentration: Float64Array
  /** gas to the open air so far [m³] by space */
  readonly vented: Float64Array
  /** gas that came so far [m³] */
  received = 0
  time = 0
  steps = 0
  readonly #network: VoidNetwork
  readonly #sources: readonly GasSource[]
  readonly #settings: SpreadSettings
  readonly #by: { starts: Int32Array; list: Int32Array }
  /** air in from other spaces, and out to them [m³/s] */
  readonly #airIn: Float64Array
  readonly #airOut: Float64Array
  readonly #isActive: Uint8Array
  readonly #row: Int32Array
  #active = new Int32Array(0)
  #matrix = new SparseLu(0, [])
  /** what the passages between active spaces put into the matrix: the same at every step */
  #between = { diagonal: new Float64Array(0), entries: new Float64Array(0) }
  /** by row: volume [m³] */
  #volume = new Float64Array(0)
  /** [m³/s] by row */
  #loss = new Float64Array(0)
  #step = FIRST_STEP

  constructor(network: VoidNetwork, sources: readonly GasSource[], settings: SpreadSettings) {
    const count = network.volume.length
    this.#network = network
    this.#sources = sources
    this.#settings = settings
    this.#by = passagesBySpace(network)
    this.concentration = new Float64Array(count)
    this.vented = new Float64Array(count)
    this.#isActive = new Uint8Array(count)
    this.#row = new Int32Array(count)
    this.#airIn = new Float64Array(count)
    this.#airOut = new Float64Array(count)
    network.flow.forEach((flow, passage) => {
      const [up, down] = flow > 0 ? [network.from, network.to] : [network.to, network.from]
      this.#airOut[up[passage] as number] = (this.#airOut[up[passage] as number] as number) + Math.abs(flow)
      this.#airIn[down[passage] as number] = (this.#airIn[down[passage] as number] as number) + Math.abs(flow)
    })
    this.#takeIn(sources.map(({ space }) => space))
  }

  /** Puts gas into a space; it counts as received. */
  fill(space: number, concentration: number): void {
    const before = this.concentration[space] as number
    this.received += (concentration - before) * (this.#network.volume[space] as number)
    this.concentration[space] = concentration
    this.#takeIn([space])
  }

  /** Spaces that are computed. */
  get active(): Int32Array {
    return this.#active
  }

  /** Gas in the spaces [m³]. */
  held(): number {
    const { volume } = this.#network
    return this.#active.reduce((sum, i) => sum + (volume[i] as number) * (this.concentration[i] as number), 0)
  }

  /**
   * Goes on by a step, at most to a time; no longer than until a fan is switched.
   *
   * @returns  the length of the step [s]
   */
  step(until: number): number {
    const { tolerance, floor, longestStep } = this.#settings
    const limit = Math.min(until, this.#nextSwitch()) - this.time
    for (;;) {
      const length = limit <= 1.001 * this.#step ? limit : Math.min(this.#step, limit / 2)
      const start = this.#active.length
      const before = new Float64Array(start)
      for (let row = 0; row < start; row++) before[row] = this.concentration[this.#active[row] as number] as number
      const whole = this.#solve(before, this.time, length)
      const half = this.#solve(before, this.time, length / 2)
      const lost = this.#losses(half, length / 2)
      const end = this.#solve(half, this.time + length / 2, length / 2)
      let error = 0
      for (let row = 0; row < start; row++) {
        const value = end[row] as number
        error = Math.max(error, Math.abs(value - (whole[row] as number)) / Math.max(value, floor))
      }
      const wanted = length * Math.min(2, Math.max(0.2, 0.8 * Math.sqrt(tolerance / Math.max(error, 1e-12))))
      // a step cut short by an output says nothing against a longer one
      this.#step = Math.min(longestStep, error > tolerance ? wanted : Math.max(wanted, this.#step))
      if (error > tolerance && length > SHORTEST_STEP) continue
      this.#accept(end, length, lost)
      return length
    }
  }

  #accept(end: Float64Array, length: number, firstHalf: Float64Array): void {
    const secondHalf = this.#losses(end, length / 2)
    const border: number[] = []
    for (let row = 0; row < end.length; row++) {
      const space = this.#active[row] as number
      this.concentration[space] = end[row] as number
      this.vented[space] = (this.vented[space] as number) + (firstHalf[row] as number) + (secondHalf[row] as number)
      if ((end[row] as number) > this.#settings.threshold && this.#isAtBorder(space)) border.push(space)
    }
    for (const { passed } of this.#sources) this.received += passed(this.time + length) - passed(this.time)
    this.time += length
    this.steps++
    if (border.length > 0) this.#takeIn(border)
  }

  /** One implicit step from given concentrations by row; leaves what goes out of each in `#loss`. */
  #solve(from: Float64Array, time: number, length: number): Float64Array {
    const matrix = this.#matrix
    const [volume, between] = [this.#volume, this.#between.diagonal]
    const side = new Float64Array(from.length)
    const came = new Float64Array(from.length)
    for (const { space, passed } of this.#sources) {
      const row = this.#row[space] as number
      came[row] = (came[row] as number) + (passed(time + length) - passed(time)) / length
    }
    for (let row = 0; row < from.length; row++) {
      const space = this.#active[row] as number
      const storage = (volume[row] as number) / length
      const fresh = this.#freshAir(space, time)
      const [into, on] = [this.#airIn[space] as number, this.#airOut[space] as number]
      const out = Math.max(0, into + fresh + (came[row] as number) - on)
      const loss = out - Math.min(out, fresh) * (1 - this.#settings.ventShare)
      this.#loss[row] = loss
      matrix.diagonal[row] = storage + loss + (between[row] as number)
      side[row] = storage * (from[row] as number) + (came[row] as number)
    }
    matrix.entries.set(this.#between.entries)
    matrix.solve(side)
    return side
  }

  #losses(concentration: Float64Array, length: number): Float64Array {
    const lost = new Float64Array(concentration.length)
    for (let row = 0; row < lost.length; row++)
      lost[row] = (concentration[row] as number) * (this.#loss[row] as number) * length
    return lost
  }

  #freshAir(space: number, time: number): number {
    const fan = this.#network.fans.get(space)
    let air = this.#network.ventilation[space] as number
    for (const [from, flow] of fan ?? []) if (time >= from) air = flow
    return air
  }

  #nextSwitch(): number {
    let next = Number.POSITIVE_INFINITY
    for (const steps of this.#network.fans.values())
      for (const [from] of steps) if (from > this.time) next = Math.min(next, from)
    return next
  }

  #isAtBorder(space: number): boolean {
    const { starts, list } = this.#by
    for (let at = starts[space] as number; at < (starts[space + 1] as number); at++)
      if (!this.#isActive[this.#beyond(list[at] as number, space)]) return true
    return false
  }

  #beyond(passage: number, space: number): number {
    const { from, to } = this.#network
    return (from[passage] === space ? to[passage] : from[passage]) as number
  }

  /** Takes in spaces and what is some passages around, and orders the elimination anew. */
  #takeIn(spaces: readonly number[]): void {
    const { starts, list } = this.#by
    let wave = [...new Set(spaces)]
    for (const space of wave) this.#isActive[space] = 1
    const seen = new Set(wave)
    for (let hop = 0; hop < HOPS; hop++) {
      const next: number[] = []
      for (const space of wave)
        for (let at = starts[space] as number; at < (starts[space + 1] as number); at++) {
          const other = this.#beyond(list[at] as number, space)
          if (seen.has(other)) continue
          seen.add(other)
          this.#isActive[other] = 1
          next.push(other)
        }
      wave = next
    }
    const { from, to, volume } = this.#network
    const active: number[] = []
    this.#isActive.forEach((is, space) => {
      if (is) this.#row[space] = active.push(space) - 1
    })
    this.#active = Int32Array.from(active)
    const inner = new Set<number>()
    for (const space of active)
      for (let at = starts[space] as number; at < (starts[space + 1] as number); at++) {
        const passage = list[at] as number
        if (this.#isActive[from[passage] as number] && this.#isActive[to[passage] as number]) inner.add(passage)
      }
    const passages = Int32Array.from(inner).sort()
    const ends = (passage: number): [number, number] => [
      this.#row[from[passage] as number] as number,
      this.#row[to[passage] as number] as number,
    ]
    this.#matrix = new SparseLu(active.length, Array.from(passages, ends))
    this.#loss = new Float64Array(active.length)
    this.#volume = Float64Array.from(active, (space) => volume[space] as number)
    this.#join(passages, ends)
  }

  /** What passes between active spaces [m³/s], as the matrix has it. */
  #join(passages: Int32Array, ends: (passage: number) => [number, number]): void {
    const { exchange, flow } = this.#network
    const [diagonal, entries] = [new Float64Array(this.#active.length), new Float64Array(this.#matrix.entries.length)]
    for (const passage of passages) {
      const [a, b] = ends(passage)
      const [mixed, carried] = [exchange[passage] as number, flow[passage] as number]
      const [forth, back] = [mixed + Math.max(0, carried), mixed + Math.max(0, -carried)]
      diagonal[a] = (diagonal[a] as number) + forth
      diagonal[b] = (diagonal[b] as number) + back
      const [upper, lower] = [this.#matrix.place(a, b), this.#matrix.place(b, a)]
      entries[lower] = (entries[lower] as number) - forth
      entries[upper] = (entries[upper] as number) - back
    }
    this.#between = { diagonal, entries }
  }
}

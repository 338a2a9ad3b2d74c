import { solveBiCgStab } from '../../numerics/bicgstab.ts'
import type { Medium } from './kernels.ts'

/** How exactly the equations of a step are solved, and of the flow. */
const SOLVED = 1e-10

export const SIDES = ['west', 'east', 'south', 'north', 'top', 'bottom'] as const
export type Side = (typeof SIDES)[number]

/**
 * A side of the box: the part of it that is open, what is held there [m³/m³], and a cover upon it, as tight as so much soil [m]; left
 * out = none. A side that is left out lets nothing pass.
 */
export type Sides = Readonly<
  Partial<Record<Side, { readonly open: number; readonly held: number; readonly cover?: number }>>
>

/** Cells from west to east, south to north and from the surface down: their sizes [m]. */
export interface Cells {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly z: ArrayLike<number>
}

/** A face between two cells, or between a cell and an account outside. */
interface Faces {
  readonly from: number[]
  readonly to: number[]
  /** A/d [m] */
  readonly shape: number[]
  /** air through it for a release of 1 m³/s [-] */
  flow: Float64Array
}

/**
 * Gas in a box of soil: ε dc/dt = ∇·(D_e ∇c) − ∇·(q c) + s. Diffusion by second differences, flow by upwinding with its
 * own spread taken off (central differences where diffusion bears them), implicit Euler in time. The flow q is that of a
 * steady release into soil of one permeability (Darcy), from its cell to the open sides and spaces. Gas is kept.
 */
export class SoilBox {
  /** [m³/m³] by cell, x first, then y, then z */
  readonly concentration: Float64Array
  /** gas out through each side, and into each space, so far [m³] */
  readonly left: Readonly<Record<Side, number>> = { west: 0, east: 0, south: 0, north: 0, top: 0, bottom: 0 }
  readonly taken: Float64Array
  released = 0
  readonly #medium: Medium
  readonly #volume: Float64Array
  readonly #isSoil: Uint8Array
  readonly #inner: Faces = { from: [], to: [], shape: [], flow: new Float64Array(0) }
  /** `to` is the place in `SIDES`, or 6 + a space */
  readonly #outer: Faces = { from: [], to: [], shape: [], flow: new Float64Array(0) }
  readonly #held: Float64Array
  #source = -1

  /**
   * @param spaces  by cell: the space that fills it, which takes up all that comes; −1 = soil. Left out = all soil
   * @param walls  by space: on what passes through its walls, > 0: below 1 it is smaller than its cells. Left out = 1
   */
  constructor(cells: Cells, medium: Medium, sides: Sides, spaces?: Int32Array, walls?: ArrayLike<number>) {
    const count = cells.x.length * cells.y.length * cells.z.length
    const owner = spaces ?? new Int32Array(count).fill(-1)
    this.#medium = medium
    this.concentration = new Float64Array(count)
    this.#volume = new Float64Array(count)
    this.#isSoil = Uint8Array.from(owner, (space) => Number(space < 0))
    this.taken = new Float64Array(owner.reduce((most, space) => Math.max(most, space + 1), 0))
    this.#held = new Float64Array(SIDES.length + this.taken.length)
    SIDES.forEach((side, n) => {
      this.#held[n] = sides[side]?.held ?? 0
    })
    this.#lay(cells, sides, owner, walls ?? [])
    this.#inner.flow = new Float64Array(this.#inner.from.length)
    this.#outer.flow = new Float64Array(this.#outer.from.length)
  }

  /** Gas in the soil [m³]. */
  held(): number {
    return this.concentration.reduce((sum, c, i) => sum + c * (this.#volume[i] as number) * this.#medium.air, 0)
  }

  /**
   * Sets the cell that gas comes out of, and finds the flow from there.
   *
   * @param carries  whether the gas pushes air along; false = diffusion alone
   * @throws  Error when it should and has no way out of the box
   */
  release(cell: number, carries: boolean): void {
    this.#source = cell
    if (!carries) return
    if (this.#outer.from.length === 0) throw new Error('SoilBox.release: no side is open and no space is there')
    const [inner, outer] = [this.#inner, this.#outer]
    const pressure = new Float64Array(this.concentration.length)
    const side = new Float64Array(pressure.length)
    side[cell] = 1
    const ones = (faces: Faces) => new Float64Array(faces.from.length)
    this.#solve(
      Float64Array.from(inner.shape),
      Float64Array.from(inner.shape),
      outer.shape,
      ones(outer),
      side,
      pressure,
    )
    inner.flow = Float64Array.from(inner.shape, (shape, n) => {
      const [a, b] = [inner.from[n] as number, inner.to[n] as number]
      return shape * ((pressure[a] as number) - (pressure[b] as number))
    })
    outer.flow = Float64Array.from(outer.shape, (shape, n) => shape * (pressure[outer.from[n] as number] as number))
  }

  /**
   * Goes on by a step.
   *
   * @param length  [s], > 0
   * @param flow  of gas from the cell of `release` [m³/s], ≥ 0
   */
  step(length: number, flow = 0): void {
    const { diffusivity, air } = this.#medium
    const [inner, outer] = [this.#inner, this.#outer]
    const carried = (faces: Faces, n: number) => flow * (faces.flow[n] as number)
    const mixed = (faces: Faces, n: number) =>
      Math.max(0, diffusivity * (faces.shape[n] as number) - Math.abs(carried(faces, n)) / 2)
    const forth = Float64Array.from(inner.from, (_, n) => mixed(inner, n) + Math.max(0, carried(inner, n)))
    const back = Float64Array.from(inner.from, (_, n) => mixed(inner, n) + Math.max(0, -carried(inner, n)))
    const out = Float64Array.from(outer.from, (_, n) => mixed(outer, n) + Math.max(0, carried(outer, n)))
    const into = Float64Array.from(outer.from, (_, n) => mixed(outer, n) + Math.max(0, -carried(outer, n)))
    const storage = this.#volume.map((volume) => (volume * air) / length)
    const side = storage.map((each, i) => each * (this.concentration[i] as number))
    if (this.#source >= 0) side[this.#source] = (side[this.#source] as number) + flow
    outer.from.forEach((cell, n) => {
      side[cell] = (side[cell] as number) + (into[n] as number) * (this.#held[outer.to[n] as number] as number)
    })
    this.#solve(forth, back, out, storage, side, this.concentration)
    this.released += flow * length
    outer.from.forEach((cell, n) => {
      const to = outer.to[n] as number
      const passed =
        length *
        ((out[n] as number) * (this.concentration[cell] as number) - (into[n] as number) * (this.#held[to] as number))
      const name = SIDES[to]
      if (name) (this.left as Record<Side, number>)[name] += passed
      else this.taken[to - SIDES.length] = (this.taken[to - SIDES.length] as number) + passed
    })
  }

  /** (storage + what passes out of each cell) c − what comes from its neighbours = side. */
  #solve(
    forth: Float64Array,
    back: Float64Array,
    out: ArrayLike<number>,
    storage: Float64Array,
    side: Float64Array,
    into: Float64Array,
  ): void {
    const { from, to } = this.#inner
    const diagonal = new Float64Array(into.length)
    for (let i = 0; i < into.length; i++) diagonal[i] = storage[i] ?? 0
    for (let n = 0; n < from.length; n++) {
      const [a, b] = [from[n] as number, to[n] as number]
      diagonal[a] = (diagonal[a] as number) + (forth[n] as number)
      diagonal[b] = (diagonal[b] as number) + (back[n] as number)
    }
    this.#outer.from.forEach((cell, n) => {
      diagonal[cell] = (diagonal[cell] as number) + (out[n] as number)
    })
    // a space is no soil: its row says c = 0
    this.#isSoil.forEach((is, i) => {
      if (!is) [diagonal[i], side[i], into[i]] = [1, 0, 0]
    })
    const [starts, ends] = [Int32Array.from(from), Int32Array.from(to)]
    const operator = (x: Float64Array, y: Float64Array) => {
      for (let i = 0; i < x.length; i++) y[i] = (diagonal[i] as number) * (x[i] as number)
      for (let n = 0; n < starts.length; n++) {
        const [a, b] = [starts[n] as number, ends[n] as number]
        y[a] = (y[a] as number) - (back[n] as number) * (x[b] as number)
        y[b] = (y[b] as number) - (forth[n] as number) * (x[a] as number)
      }
    }
    solveBiCgStab(operator, diagonal, side, into, SOLVED)
  }

  #lay({ x, y, z }: Cells, sides: Sides, owner: Int32Array, walls: ArrayLike<number>): void {
    const [columns, rows, layers] = [x.length, y.length, z.length]
    const at = (i: number, j: number, k: number) => (k * rows + j) * columns + i
    const size = (axis: ArrayLike<number>, n: number) => axis[n] as number
    const join = (a: number, b: number, area: number, own: number, other: number) => {
      const [of, there] = [owner[a] as number, owner[b] as number]
      if (of < 0 && there < 0) push(this.#inner, a, b, area / ((own + other) / 2))
      else if (of < 0) push(this.#outer, a, SIDES.length + there, ((walls[there] ?? 1) * area) / (own / 2))
      else if (there < 0) push(this.#outer, b, SIDES.length + of, ((walls[of] ?? 1) * area) / (other / 2))
    }
    const open = (side: Side, cell: number, area: number, own: number) => {
      const { open: share = 0, cover = 0 } = sides[side] ?? {}
      if (share > 0 && Number.isFinite(cover) && (owner[cell] as number) < 0)
        push(this.#outer, cell, SIDES.indexOf(side), (share * area) / (own / 2 + cover))
    }
    for (let k = 0; k < layers; k++)
      for (let j = 0; j < rows; j++)
        for (let i = 0; i < columns; i++) {
          const cell = at(i, j, k)
          const [dx, dy, dz] = [size(x, i), size(y, j), size(z, k)]
          this.#volume[cell] = owner[cell] === -1 ? dx * dy * dz : 0
          if (i + 1 < columns) join(cell, at(i + 1, j, k), dy * dz, dx, size(x, i + 1))
          if (j + 1 < rows) join(cell, at(i, j + 1, k), dx * dz, dy, size(y, j + 1))
          if (k + 1 < layers) join(cell, at(i, j, k + 1), dx * dy, dz, size(z, k + 1))
          if (i === 0) open('west', cell, dy * dz, dx)
          if (i === columns - 1) open('east', cell, dy * dz, dx)
          if (j === 0) open('south', cell, dx * dz, dy)
          if (j === rows - 1) open('north', cell, dx * dz, dy)
          if (k === 0) open('top', cell, dx * dy, dz)
          if (k === layers - 1) open('bottom', cell, dx * dy, dz)
        }
  }
}

function push(faces: Faces, from: number, to: number, shape: number): void {
  faces.from.push(from)
  faces.to.push(to)
  faces.shape.push(shape)
}

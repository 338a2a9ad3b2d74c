import { GRAVITY } from '../../surface/grid.ts'
import { outlineOf } from './outline.ts'
import type { ShapeSpec } from './spec.ts'
import { type ShapeTable, STEPS, tabulate } from './table.ts'

/** Width of the slot above a closed section, in shares of its greatest width: a pressure wave then runs at 30 to 100 m/s. */
const SLOT = 1e-3

/**
 * The cross-sections of a network, looked up by their places. Water above a closed section stands in a narrow slot
 * (Preissmann), above an open one between walls.
 */
export class ShapeBook {
  /** place of each shape that was given: equal ones share one */
  readonly places: Int32Array
  /** depth when full [m], by place */
  readonly full: Float64Array
  readonly fullArea: Float64Array
  readonly greatestWidth: Float64Array
  readonly isOpen: Uint8Array
  /** width above the full depth [m] */
  readonly #beyond: Float64Array
  readonly #perStep: Float64Array
  readonly #widths: Float64Array
  readonly #areas: Float64Array
  readonly #radii: Float64Array

  constructor(shapes: readonly ShapeSpec[]) {
    const known = new Map<string, number>()
    const tables: ShapeTable[] = []
    this.places = Int32Array.from(shapes, (shape) => {
      const key = JSON.stringify(shape)
      const place = known.get(key) ?? tables.length
      if (place === tables.length) tables.push(tabulate(outlineOf(shape)))
      known.set(key, place)
      return place
    })
    this.full = Float64Array.from(tables, ({ full }) => full)
    this.fullArea = Float64Array.from(tables, ({ fullArea }) => fullArea)
    this.greatestWidth = Float64Array.from(tables, ({ greatestWidth }) => greatestWidth)
    this.isOpen = Uint8Array.from(tables, ({ isOpen }) => Number(isOpen))
    this.#beyond = Float64Array.from(tables, ({ isOpen, width, greatestWidth }) =>
      isOpen ? (width[STEPS] ?? 0) : SLOT * greatestWidth,
    )
    this.#perStep = Float64Array.from(tables, ({ full }) => STEPS / full)
    this.#widths = joined(tables, 'width')
    this.#areas = joined(tables, 'area')
    this.#radii = joined(tables, 'radius43')
  }

  /** Area of the water [m²], what stands in the slot counted too. */
  area(place: number, depth: number): number {
    const full = this.full[place] as number
    if (depth >= full) return (this.fullArea[place] as number) + (this.#beyond[place] as number) * (depth - full)
    const at = depth * (this.#perStep[place] as number)
    const step = Math.floor(at)
    const i = place * (STEPS + 1) + step
    const [part, low, high] = [at - step, this.#widths[i] as number, this.#widths[i + 1] as number]
    return (this.#areas[i] as number) + (part / (this.#perStep[place] as number)) * (low + (part * (high - low)) / 2)
  }

  /** Width of its surface [m], never less than that of the slot, so that a solver can go on. */
  width(place: number, depth: number): number {
    const beyond = this.#beyond[place] as number
    if (depth >= (this.full[place] as number) || depth <= 0) return beyond
    const at = depth * (this.#perStep[place] as number)
    const step = Math.floor(at)
    const i = place * (STEPS + 1) + step
    const low = this.#widths[i] as number
    const width = low + (at - step) * ((this.#widths[i + 1] as number) - low)
    return this.isOpen[place] === 1 || width > beyond ? width || beyond : beyond
  }

  /** Area that flows [m²]: without the slot, which only stores (USEPA Stormwater-Management-Model #231). */
  flowArea(place: number, depth: number): number {
    const isFull = depth >= (this.full[place] as number) && this.isOpen[place] === 0
    return isFull ? (this.fullArea[place] as number) : this.area(place, depth)
  }

  /** How that grows with the depth [m]. */
  flowWidth(place: number, depth: number): number {
    return depth >= (this.full[place] as number) && this.isOpen[place] === 0 ? 0 : this.width(place, depth)
  }

  /** Hydraulic radius to the power 4/3; above the full depth that of the full section. */
  radius43(place: number, depth: number): number {
    const at = Math.min(depth * (this.#perStep[place] as number), STEPS)
    const step = Math.min(Math.floor(at), STEPS - 1)
    const i = place * (STEPS + 1) + step
    const low = this.#radii[i] as number
    return low + (at - step) * ((this.#radii[i + 1] as number) - low)
  }

  /** Depth at which so much flows critically [m]: A √(g A / w) = Q; full when that is not enough. */
  critical(place: number, flow: number): number {
    return this.#depthOf(place, flow, (depth) => {
      const area = this.area(place, depth)
      return area * Math.sqrt((GRAVITY * area) / this.width(place, depth))
    })
  }

  /** Depth at which A R^(2/3) is so much, as in uniform flow [m]; full when that is not enough. */
  normal(place: number, conveyance: number): number {
    return this.#depthOf(place, conveyance, (depth) => this.area(place, depth) * Math.sqrt(this.radius43(place, depth)))
  }

  #depthOf(place: number, wanted: number, carried: (depth: number) => number): number {
    let [low, high] = [0, this.full[place] as number]
    for (let turn = 0; turn < 30 && high - low > 1e-7; turn++) {
      const depth = (low + high) / 2
      if (carried(depth) < wanted) low = depth
      else high = depth
    }
    return (low + high) / 2
  }
}

function joined(tables: readonly ShapeTable[], part: 'width' | 'area' | 'radius43'): Float64Array {
  const all = new Float64Array(tables.length * (STEPS + 1))
  tables.forEach((table, i) => {
    all.set(table[part], i * (STEPS + 1))
  })
  return all
}

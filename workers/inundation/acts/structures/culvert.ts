import { GRAVITY } from '../../surface/grid.ts'
import { type Barrel, filledTo, heightOf } from './barrel.ts'
import { bothWays } from './laws.ts'
import type { Law } from './pair.ts'

/** Constants of the inlet by FHWA HDS-5, table A.1: form 1 (unsubmerged) K and M, submerged c and Y. */
export const INLETS = {
  'circular-concrete-headwall': { k: 0.0098, m: 2, c: 0.0398, y: 0.67 },
  'circular-concrete-groove-headwall': { k: 0.0018, m: 2, c: 0.0292, y: 0.74 },
  'circular-concrete-groove-projecting': { k: 0.0045, m: 2, c: 0.0317, y: 0.69 },
  'circular-metal-headwall': { k: 0.0078, m: 2, c: 0.0379, y: 0.69 },
  'circular-metal-mitered': { k: 0.021, m: 1.33, c: 0.0463, y: 0.75 },
  'circular-metal-projecting': { k: 0.034, m: 1.5, c: 0.0553, y: 0.54 },
  'box-wingwalls-30-75': { k: 0.026, m: 1, c: 0.0347, y: 0.81 },
  'box-wingwalls-15-90': { k: 0.061, m: 0.75, c: 0.04, y: 0.8 },
  'box-wingwalls-0': { k: 0.061, m: 0.75, c: 0.0423, y: 0.82 },
} as const
export type Inlet = keyof typeof INLETS

/** A pipe or box under a road; both of its ends may be the inlet. */
export interface Culvert {
  readonly barrel: Barrel
  /** side by side, ≥ 1 */
  readonly barrels: number
  readonly length: number
  /** Manning's n [s/m^(1/3)] */
  readonly roughness: number
  /** levels of the invert at both ends [m] */
  readonly from: number
  readonly to: number
  readonly inlet: Inlet
  /** Ke [-], 0.2…0.9; 0.5 for a headwall */
  readonly entryLoss: number
}

/** Ku of HDS-5 in metres: 1 / (0.3048^½) */
const UNIT = 1.811
/** Q / (A √D) in metres up to where an inlet is not submerged, and from where on it is */
const UNSUBMERGED = 1.93
const SUBMERGED = 2.21
/** Rows of a table. */
export const ROWS = 400
/** Largest headwater of the table, in heights of the barrel. */
const DEEPEST = 40

/** By rising first numbers, linear between them; beyond the last one as it. */
type Table = readonly (readonly [number, number])[]

/** What a culvert is computed by. */
export interface CulvertTables {
  /** of a barrel: critical depth [m] by discharge [m³/s] */
  readonly critical: Table
  /** what the inlet of a barrel takes [m³/s] by the headwater above its invert [m], for water from → to and back */
  readonly takes: readonly [forward: Table, backward: Table]
}

/** @throws RangeError when a dimension is not above 0 */
export function culvertTables(given: Culvert): CulvertTables {
  const { barrel, length, roughness, barrels, from, to } = given
  for (const [name, value] of Object.entries({ ...barrel, length, roughness, barrels }))
    if (typeof value === 'number' && !(value > 0))
      throw new RangeError(`culvert: ${name} is ${value}, expected above 0`)
  const critical = criticalTable(barrel)
  return {
    critical,
    takes: [inletTable(given, (from - to) / length, critical), inletTable(given, (to - from) / length, critical)],
  }
}

/**
 * Discharge by the levels at both ends: the lesser of what the inlet takes and what the barrel carries. The levels are those
 * of still water; the barrel adds nothing to what is stored.
 *
 * @throws RangeError when a dimension is not above 0
 * @source  FHWA: Hydraulic Design of Highway Culverts, HDS-5, 3rd ed. (2012), 3.1 and appendix A; README.md says where it
 * is simplified
 */
export function culvert(given: Culvert): Law {
  const { barrel, length, roughness, from, to, entryLoss } = given
  const { critical, takes } = culvertTables(given)
  const height = heightOf(barrel)

  /** A R^(2/3) / n [m³/s]; part full it would be more than full, which does not last */
  const conveys = (depth: number) => {
    const { area, perimeter } = filledTo(barrel, depth)
    return (area * (area / perimeter) ** (2 / 3)) / roughness
  }
  const full = conveys(height)

  /** One barrel: the largest discharge whose energy at the inlet is no more than there is. */
  function carries(head: number, tail: number, fall: number, most: number): number {
    /** headwater above the inlet's invert that `flow` asks for */
    const asked = (flow: number) => {
      const deep = interpolate(critical, flow)
      const end = Math.max(tail, deep)
      const depth = Math.min(height, (head + end) / 2)
      const { area } = filledTo(barrel, depth)
      const velocityHead = (flow / area) ** 2 / (2 * GRAVITY)
      const friction = length * (flow / Math.min(full, conveys(depth))) ** 2
      const out = Math.max(tail, (deep + depth) / 2)
      return out - fall + (1 + entryLoss) * velocityHead + friction
    }
    if (asked(most) <= head) return most
    let [low, high] = [0, most]
    for (let turn = 0; turn < 50; turn++) {
      const middle = (low + high) / 2
      if (asked(middle) > head) high = middle
      else low = middle
    }
    return low
  }

  const along = (high: number, low: number, isForward: boolean) => {
    const [inlet, outlet] = isForward ? [from, to] : [to, from]
    const head = high - inlet
    if (head <= 0 || high <= outlet) return 0
    const most = interpolate(takes[isForward ? 0 : 1], head)
    return most > 0 ? given.barrels * carries(head, low - outlet, inlet - outlet, most) : 0
  }
  const backward = bothWays((high, low) => along(high, low, false))
  return (a, b) => (a > b ? along(a, b, true) : backward(a, b))
}

/** Critical depth of a barrel by discharge [m³/s → m]: Q² T = g A³. */
export function criticalDepths(barrel: Barrel): (flow: number) => number {
  const table = criticalTable(barrel)
  return (flow) => interpolate(table, flow)
}

function criticalTable(barrel: Barrel): Table {
  const height = heightOf(barrel)
  // towards the crown the surface vanishes and the flow grows without end
  return Array.from({ length: ROWS }, (_, n) => {
    const depth = (height * n * 0.995) / (ROWS - 1)
    const { area, top } = filledTo(barrel, depth)
    return [n === 0 ? 0 : Math.sqrt((GRAVITY * area ** 3) / top), depth] as const
  })
}

/** Discharge of one barrel that the inlet takes by the headwater above its invert. */
function inletTable({ barrel, inlet }: Culvert, slope: number, critical: Table): Table {
  const { k, m, c, y } = INLETS[inlet]
  const height = heightOf(barrel)
  const full = filledTo(barrel, height).area
  const correction = (inlet === 'circular-metal-mitered' ? 0.7 : -0.5) * Math.max(0, slope)
  const unsubmerged = (flow: number, x: number) => {
    const depth = interpolate(critical, flow)
    const area = filledTo(barrel, depth).area
    const energy = area > 0 ? depth + (flow / area) ** 2 / (2 * GRAVITY) : 0
    return energy / height + k * (UNIT * x) ** m + correction
  }
  const submerged = (x: number) => c * (UNIT * x) ** 2 + y + correction
  const headwater = (x: number) => {
    const flow = x * full * Math.sqrt(height)
    if (x <= UNSUBMERGED) return unsubmerged(flow, x)
    if (x >= SUBMERGED) return submerged(x)
    const start = unsubmerged(UNSUBMERGED * full * Math.sqrt(height), UNSUBMERGED)
    return start + ((submerged(SUBMERGED) - start) * (x - UNSUBMERGED)) / (SUBMERGED - UNSUBMERGED)
  }
  const most = Math.sqrt((DEEPEST - y) / c) / UNIT
  let reached = 0
  return Array.from({ length: ROWS }, (_, n) => {
    const x = most * (n / (ROWS - 1)) ** 2
    if (n > 0) reached = Math.max(reached + 1e-9, headwater(x) * height)
    return [reached, x * full * Math.sqrt(height)] as const
  })
}

/** Linear between rows of rising first numbers; the last one beyond them. */
function interpolate(rows: Table, wanted: number): number {
  let [low, high] = [0, rows.length - 1]
  const last = rows[high] as readonly [number, number]
  if (wanted >= last[0]) return last[1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((rows[middle] as readonly [number, number])[0] > wanted) high = middle
    else low = middle
  }
  const [[x0, y0], [x1, y1]] = [rows[low], rows[high]] as [readonly [number, number], readonly [number, number]]
  return y0 + ((y1 - y0) * (wanted - x0)) / (x1 - x0)
}

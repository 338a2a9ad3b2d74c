import { GRAVITY } from '../surface/grid.ts'
import type { ShapeBook } from './shapes/shape-book.ts'

/** Form of the equation of an inlet that is not submerged, K and M; c and Y of one that is. */
type Inlet = readonly [form: 1 | 2, k: number, m: number, c: number, y: number]

/** Inlets by the code of the file, 1 … 57; HDS-5, table A.1, in the order of SWMM's manual. */
const INLETS: readonly Inlet[] = [
  // circular: concrete (square edge, groove with headwall, groove projecting), metal (headwall, mitered, projecting), bevelled rings
  [1, 0.0098, 2, 0.0398, 0.67],
  [1, 0.0018, 2, 0.0292, 0.74],
  [1, 0.0045, 2, 0.0317, 0.69],
  [1, 0.0078, 2, 0.0379, 0.69],
  [1, 0.021, 1.33, 0.0463, 0.75],
  [1, 0.034, 1.5, 0.0553, 0.54],
  [1, 0.0018, 2.5, 0.03, 0.74],
  [1, 0.0018, 2.5, 0.0243, 0.83],
  // box: wingwalls of 30 to 75°, 15 or 90°, 0°; with a bevelled top
  [1, 0.026, 1, 0.0347, 0.81],
  [1, 0.061, 0.75, 0.04, 0.8],
  [1, 0.061, 0.75, 0.0423, 0.82],
  [2, 0.51, 0.667, 0.0309, 0.8],
  [2, 0.486, 0.667, 0.0249, 0.83],
  // box: headwall of 90°, chamfered or bevelled; skewed headwalls
  [2, 0.515, 0.667, 0.0375, 0.79],
  [2, 0.495, 0.667, 0.0314, 0.82],
  [2, 0.486, 0.667, 0.0252, 0.865],
  [2, 0.545, 0.667, 0.04505, 0.73],
  [2, 0.533, 0.667, 0.0425, 0.705],
  [2, 0.522, 0.667, 0.0402, 0.68],
  [2, 0.498, 0.667, 0.0327, 0.75],
  // box: flared wingwalls without an offset, and with one
  [2, 0.497, 0.667, 0.0339, 0.803],
  [2, 0.493, 0.667, 0.0361, 0.806],
  [2, 0.495, 0.667, 0.0386, 0.71],
  [2, 0.497, 0.667, 0.0302, 0.835],
  [2, 0.495, 0.667, 0.0252, 0.881],
  [2, 0.493, 0.667, 0.0227, 0.887],
  // metal box
  [1, 0.0083, 2, 0.0379, 0.69],
  [1, 0.0145, 1.75, 0.0419, 0.64],
  [1, 0.034, 1.5, 0.0496, 0.57],
  // ellipses of concrete, lying and standing
  [1, 0.01, 2, 0.0398, 0.67],
  [1, 0.0018, 2.5, 0.0292, 0.74],
  [1, 0.0045, 2, 0.0317, 0.69],
  [1, 0.01, 2, 0.0398, 0.67],
  [1, 0.0018, 2.5, 0.0292, 0.74],
  [1, 0.0095, 2, 0.0317, 0.69],
  // pipe arches of metal
  [1, 0.0083, 2, 0.0379, 0.69],
  [1, 0.03, 1, 0.0463, 0.75],
  [1, 0.034, 1.5, 0.0496, 0.57],
  [1, 0.03, 1.5, 0.0496, 0.57],
  [1, 0.0088, 2, 0.0368, 0.68],
  [1, 0.003, 2, 0.0269, 0.77],
  [1, 0.03, 1.5, 0.0496, 0.57],
  [1, 0.0088, 2, 0.0368, 0.68],
  [1, 0.003, 2, 0.0269, 0.77],
  // arches of metal
  [1, 0.0083, 2, 0.0379, 0.69],
  [1, 0.03, 1, 0.0473, 0.75],
  [1, 0.034, 1.5, 0.0496, 0.57],
  // tapered inlets: circular, elliptical, rectangular, by their sides, by their slope
  [2, 0.534, 0.555, 0.0196, 0.9],
  [2, 0.519, 0.64, 0.021, 0.9],
  [2, 0.536, 0.622, 0.0368, 0.83],
  [2, 0.5035, 0.719, 0.0478, 0.8],
  [2, 0.547, 0.8, 0.0598, 0.75],
  [2, 0.475, 0.667, 0.0179, 0.97],
  [2, 0.56, 0.667, 0.0446, 0.85],
  [2, 0.56, 0.667, 0.0378, 0.87],
  [2, 0.5, 0.667, 0.0446, 0.65],
  [2, 0.5, 0.667, 0.0378, 0.71],
]
/** The codes of inlets that are cut along the slope. */
const MITERED: readonly number[] = [5, 37, 46]
export const CULVERT_CODES = INLETS.length
/** Q / (A √D) counts in feet: so much more than in metres. */
const UNIT = 1.811
/** Up to this share of its height an inlet is not submerged, and from this Q / (A √D) on it is [-, ft^½/s]. */
const UNSUBMERGED = 0.95
const SUBMERGED = 4

/**
 * What an inlet takes by the depth of the water before it: by its edge while it is not submerged, as an orifice when it is, linear
 * between.
 *
 * @param code  of the file, 1 … CULVERT_CODES
 * @param slope  of the bed, down the flow [-]
 * @returns  of a depth above the invert [m] the discharge of one barrel [m³/s]
 * @source  FHWA: Hydraulic Design of Highway Culverts, HDS-5, 3rd ed. (2012), appendix A
 */
export function culvertInlet(code: number, book: ShapeBook, shape: number, slope: number): (depth: number) => number {
  const [form, k, m, c, y] = INLETS[code - 1] as Inlet
  const [height, area] = [book.full[shape] as number, book.fullArea[shape] as number]
  const correction = (MITERED.includes(code) ? 0.7 : -0.5) * slope
  const full = (area * Math.sqrt(height)) / UNIT
  const unsubmerged = (depth: number) => (form === 2 ? full * (depth / height / k) ** (1 / m) : byCriticalDepth(depth))
  const submerged = (depth: number) => full * Math.sqrt(Math.max(0, depth / height - y - correction) / c)
  const [first, last] = [UNSUBMERGED * height, (c * SUBMERGED ** 2 + y + correction) * height]
  const takesFirst = unsubmerged(first)
  const takesLast = Math.max(takesFirst, submerged(last))

  /** HW/D = Hc/D + K (Q/A√D)^M + Ks S, with the energy Hc of the critical depth */
  function byCriticalDepth(depth: number): number {
    let [low, high] = [0, depth]
    let flow = 0
    for (let turn = 0; turn < 40; turn++) {
      const critical = (low + high) / 2
      const wet = book.area(shape, critical)
      const mean = wet / book.width(shape, critical)
      flow = wet * Math.sqrt(GRAVITY * mean)
      const asked = (critical + mean / 2) / height + k * (flow / full) ** m + correction
      if (asked > depth / height) high = critical
      else low = critical
    }
    return flow
  }

  return (depth) => {
    if (depth <= 0) return 0
    if (depth <= first) return unsubmerged(depth)
    if (depth >= last) return Math.max(takesLast, submerged(depth))
    return takesFirst + ((takesLast - takesFirst) * (depth - first)) / (last - first)
  }
}

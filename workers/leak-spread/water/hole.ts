/** [m/s²] */
const GRAVITY = 9.81

/** What water runs out of. */
export interface Hole {
  /** of the opening without pressure [m²], > 0 */
  readonly area: number
  /** by how much it opens for a metre of head [m²/m], ≥ 0 */
  readonly expansion: number
  /** Cd [-], 0…1 */
  readonly dischargeCoefficient: number
}

/** Of a sharp edge, and what EPANET counts with. Others take 0.75 (WNTR); 0.6 … 0.8 is published. */
export const DISCHARGE_COEFFICIENT = 0.6
/** A pipe broken across gives its water off as from an open end: without contraction. */
export const OPEN_END_COEFFICIENT = 1

/**
 * How a crack opens by material [m²/m]: middles, in logarithms, of published ranges, and a choice of ours. Cracks of plastic pipes
 * lie between 1e-7 and 1e-5; metal hardly opens.
 *
 * @source  van Zyl, J. E. & Malde, R. (2017). Evaluating the pressure-leakage behaviour of leaks in water pipes. AQUA 66(5).
 */
export const EXPANSION = {
  steel: 0,
  'ductile-iron': 0,
  'cast-iron': 0,
  concrete: 0,
  pvc: 1e-6,
  pe: 1e-6,
} as const
export type PipeMaterial = keyof typeof EXPANSION

/**
 * Outflow through a hole in a pressurised pipe (FAVAD): Q = Cd √(2g) (A₀ + m h) √h. With m = 0 it is an orifice.
 *
 * @param head  pressure head at the hole [m]; ≤ 0 gives 0: nothing is taken to flow in
 * @returns  [m³/s]
 * @throws  RangeError when the area is not above 0, or the expansion below 0
 * @source  May, J. (1994). Pressure dependent leakage. World Water and Environmental Engineering, Oct. 1994.
 */
export function outflow(hole: Hole, head: number): number {
  checkHole(hole)
  if (head <= 0) return 0
  return hole.dischargeCoefficient * Math.sqrt(2 * GRAVITY * head) * (hole.area + hole.expansion * head)
}

/**
 * The coefficient C of an emitter Q = C h^exponent that gives what the hole gives at one head. With exponent 0.5 and no
 * expansion it is the same at every head; else it is to be found again as the head changes.
 *
 * @param head  [m], > 0
 * @returns  [m³/s / m^exponent]
 */
export function emitterCoefficient(hole: Hole, head: number, exponent: number): number {
  checkHole(hole)
  const { area, expansion, dischargeCoefficient } = hole
  return dischargeCoefficient * Math.sqrt(2 * GRAVITY) * (area + expansion * head) * head ** (0.5 - exponent)
}

function checkHole({ area, expansion }: Hole): void {
  if (!(area > 0)) throw new RangeError(`hole: area is ${area} m², expected > 0`)
  if (!(expansion >= 0)) throw new RangeError(`hole: expansion is ${expansion} m²/m, expected ≥ 0`)
}

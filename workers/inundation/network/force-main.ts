import { GRAVITY } from '../surface/grid.ts'

/** Friction of a pressure pipe: Hazen and Williams' C [-], or the roughness of its wall for Darcy and Weisbach [m]. */
export type ForceMain =
  | { readonly equation: 'H-W'; readonly coefficient: number }
  | { readonly equation: 'D-W'; readonly height: number }

/** Kinematic viscosity of water at 20 °C [m²/s]. */
const VISCOSITY = 1.02e-6
/** Reynolds numbers up to which a flow is laminar, and from which on it is turbulent. */
const LAMINAR = 2000
const TURBULENT = 4000
/** Slower water meets the friction of this speed: both laws divide by it [m/s]. */
const SLOWEST = 1e-3
/** Below it a bed counts as sloping so [-]. */
const LEAST_SLOPE = 1e-5

/**
 * Head that a full pipe loses on its length, over the square of the velocity: S / v² [s²/m²]. Hazen-Williams v = 0.849 C R^0.63
 * S^0.54 (water, turbulent, pipes wider than 5 cm), Darcy-Weisbach S = f v² / (8 g R).
 *
 * @param velocity  [m/s]
 * @param radius  hydraulic radius [m]
 * @source  Rossman, SWMM Reference Manual II (2017), 3.3.2 and 5.4
 */
export function frictionPerSquare(main: ForceMain, velocity: number, radius: number): number {
  const v = Math.max(SLOWEST, Math.abs(velocity))
  if (main.equation === 'H-W') return (0.849 * main.coefficient) ** -1.852 * v ** -0.148 * radius ** -1.1667
  return frictionFactor(main.height / (4 * radius), (4 * radius * v) / VISCOSITY) / (8 * GRAVITY * radius)
}

/**
 * Darcy and Weisbach's f [-]: 64/Re in laminar flow; Swamee and Jain's (1976) form of Colebrook's in turbulent flow; linear in Re
 * between.
 *
 * @param roughness  height of the wall's roughness over the diameter [-]
 * @param reynolds  v D / ν [-]
 */
export function frictionFactor(roughness: number, reynolds: number): number {
  if (reynolds <= LAMINAR) return 64 / reynolds
  const turbulent = 0.25 / Math.log10(roughness / 3.7 + 5.74 / Math.max(reynolds, TURBULENT) ** 0.9) ** 2
  if (reynolds >= TURBULENT) return turbulent
  const start = 64 / LAMINAR
  return start + ((turbulent - start) * (reynolds - LAMINAR)) / (TURBULENT - LAMINAR)
}

/**
 * Manning's n with which a pipe that is not full carries, when just full on its own slope, what it does under pressure
 * [s/m^(1/3)].
 *
 * @param diameter  [m]
 * @param slope  of its bed [-], either way
 */
export function equivalentManning(main: ForceMain, diameter: number, slope: number): number {
  const radius = diameter / 4
  if (main.equation === 'D-W')
    return radius ** (1 / 6) * Math.sqrt(frictionFactor(main.height / diameter, 1e12) / (8 * GRAVITY))
  return radius ** (2 / 3 - 0.63) / (0.849 * main.coefficient * Math.max(LEAST_SLOPE, Math.abs(slope)) ** 0.04)
}

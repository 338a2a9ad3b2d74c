import { AIR_MOLAR_MASS, type Gas, isDense } from './gases.ts'

const GRAVITY = 9.81
/** Above it buoyancy is stronger than the motion of the air: gas lies in a layer. */
const LAYERED_FROM = 5
/** How much richer a layer is taken to be than the mean of its space: the upper end of 1 to 3 seen (choice). */
const LAYER_FACTOR = 3
/** Of fresh air through openings at the top, what it takes of a gas on the floor (choice; a light gas goes with it whole). */
export const TOP_VENT_SHARE = 0.3

/**
 * Bulk Richardson number g′H/u² of gas at its lower limit in a space that air moves through.
 *
 * @param height  of the space [m]
 * @param speed  of the air [m/s]; 0 gives Infinity
 */
export function richardson(gas: Gas, height: number, speed: number): number {
  const reduced = GRAVITY * Math.abs(1 - gas.molarMass / AIR_MOLAR_MASS) * gas.lower
  return speed > 0 ? (reduced * height) / speed ** 2 : Number.POSITIVE_INFINITY
}

/** How a gas lies in a space. */
export interface Layering {
  /** gas is not well mixed there */
  readonly isLayered: boolean
  /** at the roof (a light gas) or on the floor (a dense one), against the mean of the space */
  readonly factor: number
}

/**
 * Whether gas lies in a layer, and how rich that is against the mean: grades go by the layer, because people and sparks are
 * in it.
 *
 * @param speed  of the air [m/s]
 */
export function layeringOf(gas: Gas, height: number, speed: number): Layering {
  const isLayered = isDense(gas) || richardson(gas, height, speed) > LAYERED_FROM
  return { isLayered, factor: isLayered ? LAYER_FACTOR : 1 }
}

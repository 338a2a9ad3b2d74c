import type { Gas } from '../spaces/gases.ts'

/** Of what burns, the part that leaves as heat rays: 0.2 to 0.3 of a jet of hydrocarbons (choice). */
const RADIANT_SHARE = 0.25
/** Heat that hurts within half a minute, and that sets wood on fire [W/m²] (API 521; C-FER). */
export const HEAT_LIMITS = { evacuate: 4_700, ignite: 12_500 } as const
/** Nearer than this a flame is no point, and no distance from it is told [m] (choice). */
export const LEAST_RADIUS = 10
/** A pipe that breaks below it is none of those that the impact radius was found for [Pa] (choice: the top of medium pressure A). */
const LEAST_BREAK = 400_000

/**
 * Distance from a burning release at which heat falls below a limit: √(χ m ΔH/(4π q)), a point that shines on all sides.
 * **An order of magnitude**: to be told by `upToOneDigit`. No wind, no shade, no explosion.
 *
 * @param rate  [kg/s], ≥ 0
 * @param limit  [W/m²]
 * @returns  [m]; null = nearer than `LEAST_RADIUS`
 */
export function heatRadius(gas: Gas, rate: number, limit: number): number | null {
  const radius = Math.sqrt((RADIANT_SHARE * Math.max(0, rate) * gas.heat) / (4 * Math.PI * limit))
  return radius < LEAST_RADIUS ? null : radius
}

/**
 * Potential impact radius of a natural gas pipe that breaks: 0.69 d √p (inch, psi) = 0.0997 d √p.
 * **An order of magnitude**: to be told by `upToOneDigit`. For full breaks of pipes above about 4 bar.
 *
 * @param diameter  [m]
 * @param pressure  above the air's [Pa]
 * @returns  [m]; null = below 4 bar
 * @source  Stephens 2000, GRI-00/0189; ASME B31.8S
 */
export function impactRadius(diameter: number, pressure: number): number | null {
  return pressure > LEAST_BREAK ? 0.0997 * diameter * Math.sqrt(pressure) : null
}

/**
 * A distance to keep as its order of magnitude: its first digit, never less than it is.
 *
 * @param distance  [m], ≥ 1
 */
export function upToOneDigit(distance: number): number {
  const unit = 10 ** Math.floor(Math.log10(distance))
  return Math.ceil(distance / unit) * unit
}

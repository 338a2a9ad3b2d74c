import type { Gas } from '../spaces/gases.ts'

/** Of what burns, the part that leaves as heat rays: 0.2 to 0.3 of a jet of hydrocarbons (choice). */
const RADIANT_SHARE = 0.25
/** Heat that hurts within half a minute, and that sets wood on fire [W/m²] (API 521; C-FER). */
export const HEAT_LIMITS = { evacuate: 4_700, ignite: 12_500 } as const

/**
 * Distance from a burning release at which heat falls below a limit: √(χ m ΔH/(4π q)), a point that shines on all sides.
 * **An order of magnitude**: to one digit. No wind, no shade, no explosion.
 *
 * @param rate  [kg/s], ≥ 0
 * @param limit  [W/m²]
 * @returns  [m], one digit
 */
export function heatRadius(gas: Gas, rate: number, limit: number): number {
  return oneDigit(Math.sqrt((RADIANT_SHARE * Math.max(0, rate) * gas.heat) / (4 * Math.PI * limit)))
}

/**
 * Potential impact radius of a natural gas pipe that breaks: 0.69 d √p (inch, psi) = 0.0997 d √p.
 * **An order of magnitude.** For full breaks of pipes above about 4 bar.
 *
 * @param diameter  [m]
 * @param pressure  above the air's [Pa], ≥ 0
 * @returns  [m], one digit
 * @source  Stephens 2000, GRI-00/0189; ASME B31.8S
 */
export function impactRadius(diameter: number, pressure: number): number {
  return oneDigit(0.0997 * diameter * Math.sqrt(Math.max(0, pressure)))
}

function oneDigit(value: number): number {
  return Number(value.toPrecision(1))
}

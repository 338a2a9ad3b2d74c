import { VAPORISATION, WATER_HEAT } from './water.ts'

/** Water above this hurts at once [°C]. */
export const SCALD = 50
/** From open water to air and ground [W/(m² K)]: 30 in still air to 80 in wind (choice). */
export const COOLING = 50

/** Hot water that comes out. */
export interface Outflow {
  /** [kg/s] */
  readonly rate: number
  /** of the water in the pipe [°C] */
  readonly temperature: number
  /** of air and ground [°C] */
  readonly ambient: number
}

/** Part of the water that turns to steam when it comes out: c (T − 100)/L, none below 100 °C. At the pressure of the sea. */
export function flashShare(temperature: number): number {
  return Math.max(0, (WATER_HEAT * (temperature - 100)) / VAPORISATION)
}

/** Temperature of what stays water [°C]. */
export function waterTemperature(temperature: number): number {
  return Math.min(100, temperature)
}

/**
 * Ground that open water above 50 °C covers: a sheet that cools by h (T − Tₐ) has fallen to 50 °C after
 * A = ṁ c/h ln((T − Tₐ)/(50 − Tₐ)) [m²]. **An order of magnitude**: no slope, no drains, no street.
 */
export function scaldArea({ rate, temperature, ambient }: Outflow): number {
  const water = waterTemperature(temperature)
  if (!(rate > 0 && water > SCALD) || ambient >= SCALD) return 0
  const staying = rate * (1 - flashShare(temperature))
  return ((staying * WATER_HEAT) / COOLING) * Math.log((water - ambient) / (SCALD - ambient))
}

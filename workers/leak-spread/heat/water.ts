/** Heat of water [J/(kg K)], at 20 to 130 °C within 2 %. */
export const WATER_HEAT = 4185
/** Of vaporisation at 100 °C [J/kg]. */
export const VAPORISATION = 2.257e6

/**
 * Viscosity of liquid water [Pa s], 2.414e-5 · 10^(247.8/(T − 140)): 0 to 150 °C within 2.5 %.
 *
 * @param temperature  [K]
 * @source  Vogel's form, constants of Likhachev 2003
 */
export function viscosityOfWater(temperature: number): number {
  return 2.414e-5 * 10 ** (247.8 / (temperature - 140))
}

/**
 * Density of liquid water [kg/m³]: 1000 (1 − (T + 288.94)(T − 3.986)²/(508929 (T + 68.13))), T in °C; 0 to 130 °C within 0.5 %.
 *
 * @param temperature  [K]
 * @source  McCutcheon, Martin & Barnwell 1993
 */
export function densityOfWater(temperature: number): number {
  const t = temperature - 273.15
  return 1000 * (1 - ((t + 288.9414) * (t - 3.9863) ** 2) / (508_929.2 * (t + 68.12963)))
}

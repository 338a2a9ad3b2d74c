import type { WaterModel } from './model.ts'

/** How much of its demand a consumer gets by the pressure head at its node. */
export interface Service {
  /** nothing is met at or below it [m] */
  readonly minimum: number
  /** all is met from here on [m]; at least LEAST_RANGE above the minimum */
  readonly required: number
  /** [-] */
  readonly exponent: number
}

/** A demand grows from nothing to all of it over at least so much head [m]: the engine's own least. */
export const LEAST_RANGE = 0.1

/** EN_PDA */
const PRESSURE_DRIVEN = 1

/**
 * Makes what consumers get a matter of pressure: Q = Q_full ((h − minimum) / (required − minimum))^exponent between both heads.
 *
 * @source  Wagner, J. M., Shamir, U. & Marks, D. H. (1988). J. Water Resour. Plann. Manage. 114(3).
 */
export function demandByPressure({ project, units }: WaterModel, { minimum, required, exponent }: Service): void {
  const pressure = units.pressurePerHead
  project.setDemandModel(PRESSURE_DRIVEN, minimum * pressure, required * pressure, exponent)
}

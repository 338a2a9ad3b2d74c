/** Methane in air at 20 °C and 1 bar [m²/s] (Fuller's method gives 2.1e-5). */
export const METHANE_IN_AIR = 2.1e-5
/** What frost or standing water leaves of permeability and diffusion. */
export const FROZEN_SHARE = 0.1

/** Pores of a soil as shares of its volume. */
export interface Pores {
  /** all pores φ [-], 0…1 */
  readonly porosity: number
  /** those filled with air ε [-], 0…φ */
  readonly air: number
}

/**
 * How diffusion in air-filled pores is slowed: D_e = D₀ τ.
 * - `millington-quirk`: ε^(10/3)/φ², any soil; too small in dry undisturbed soil
 * - `penman-mq`: 0.66 φ (ε/φ)², undisturbed
 * - `wlr-marshall`: ε^2.5/φ, sieved and repacked, as a backfilled trench is (Moldrup 2000: the least error of the three there)
 */
export const TORTUOSITY = {
  'millington-quirk': ({ porosity, air }: Pores) => air ** (10 / 3) / porosity ** 2,
  'penman-mq': ({ porosity, air }: Pores) => 0.66 * porosity * (air / porosity) ** 2,
  'wlr-marshall': ({ porosity, air }: Pores) => air ** 2.5 / porosity,
} as const
export type TortuosityModel = keyof typeof TORTUOSITY

/**
 * Effective diffusivity of a gas in soil, per area of soil: flux = − D_e dc/dx.
 *
 * @param inAir  D₀ [m²/s], > 0
 * @returns  D_e [m²/s], 0…D₀
 * @throws  RangeError when pores are not 0 ≤ ε ≤ φ ≤ 1, φ > 0
 * @source  Millington & Quirk 1961; Moldrup et al. 2000, Soil Sci. Soc. Am. J. 64, 1588
 */
export function effectiveDiffusivity(inAir: number, pores: Pores, model: TortuosityModel): number {
  const { porosity, air } = pores
  if (!(porosity > 0 && porosity <= 1 && air >= 0 && air <= porosity))
    throw new RangeError(`effectiveDiffusivity: air ${air} of porosity ${porosity}, expected 0 ≤ air ≤ porosity ≤ 1`)
  return inAir * TORTUOSITY[model](pores)
}

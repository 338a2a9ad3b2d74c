/** A gas that burns, in air at 20 °C and 1 bar; limits as shares of the volume. */
export interface Gas {
  /** [kg/mol] */
  readonly molarMass: number
  /** lower and upper explosive limit [m³/m³] */
  readonly lower: number
  readonly upper: number
  /** D₀ in air [m²/s] */
  readonly diffusivity: number
  /** lower heating value [J/kg] */
  readonly heat: number
  /** of specific heats γ [-] */
  readonly heatRatio: number
  /** [Pa s] */
  readonly viscosity: number
}

/** Of air [kg/mol]. */
export const AIR_MOLAR_MASS = 0.028964
/** Of one mole [m³/mol] at a temperature [K] and 101,325 Pa. */
export const molarVolume = (temperature: number) => (8.314462618 * temperature) / 101_325

/** Limits as codes use them (methane also 4.4 in newer ones); diffusivities by Fuller's method. */
export const PURE_GASES = {
  methane: {
    molarMass: 0.016043,
    lower: 0.05,
    upper: 0.15,
    diffusivity: 2.1e-5,
    heat: 50.0e6,
    heatRatio: 1.31,
    viscosity: 1.1e-5,
  },
  ethane: {
    molarMass: 0.03007,
    lower: 0.03,
    upper: 0.124,
    diffusivity: 1.5e-5,
    heat: 47.5e6,
    heatRatio: 1.19,
    viscosity: 9.2e-6,
  },
  propane: {
    molarMass: 0.044097,
    lower: 0.021,
    upper: 0.095,
    diffusivity: 1.2e-5,
    heat: 46.4e6,
    heatRatio: 1.13,
    viscosity: 8.0e-6,
  },
  butane: {
    molarMass: 0.058123,
    lower: 0.018,
    upper: 0.084,
    diffusivity: 1.0e-5,
    heat: 45.7e6,
    heatRatio: 1.1,
    viscosity: 7.4e-6,
  },
} as const satisfies Record<string, Gas>
export type PureGas = keyof typeof PURE_GASES

/** Half propane, half butane. */
export const LPG: Readonly<Partial<Record<PureGas, number>>> = { propane: 0.5, butane: 0.5 }

/**
 * A mixture by its volume shares; limits by Le Chatelier, 1/L = Σ xᵢ/Lᵢ, the diffusivity as the slowness of its parts.
 *
 * @param shares  of each gas, > 0, of any sum
 * @throws  RangeError when nothing is in it
 */
export function mixtureOf(shares: Readonly<Partial<Record<PureGas, number>>>): Gas {
  const parts = (Object.entries(shares) as [PureGas, number][]).filter(([, share]) => share > 0)
  const sum = parts.reduce((total, [, share]) => total + share, 0)
  if (!(sum > 0)) throw new RangeError('mixtureOf: no gas with a share above 0')
  const mean = (value: (gas: Gas) => number) =>
    parts.reduce((total, [name, share]) => total + (share / sum) * value(PURE_GASES[name]), 0)
  const molarMass = mean((gas) => gas.molarMass)
  return {
    molarMass,
    lower: 1 / mean((gas) => 1 / gas.lower),
    upper: 1 / mean((gas) => 1 / gas.upper),
    diffusivity: 1 / mean((gas) => 1 / gas.diffusivity),
    heat: mean((gas) => gas.heat * gas.molarMass) / molarMass,
    heatRatio: mean((gas) => gas.heatRatio),
    viscosity: mean((gas) => gas.viscosity),
  }
}

/** Heavier than air: it lies on floors and runs downhill. */
export function isDense({ molarMass }: Gas): boolean {
  return molarMass > 1.05 * AIR_MOLAR_MASS
}

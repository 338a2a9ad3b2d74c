import type { Compressibility } from './gas-law.ts'

/** What flows in a network: one gas at one temperature. */
export interface NetworkGas {
  /** R/M [J/(kg·K)] */
  readonly specificConstant: number
  /** ratio of specific heats γ [-] */
  readonly heatRatio: number
  /** dynamic [Pa·s]; null = not told, which only a given friction factor does without */
  readonly viscosity: number | null
  readonly compressibility: Compressibility
  /** [K] */
  readonly temperature: number
}

/** A node; SI, heights above any one level [m]. */
export interface GasNode {
  readonly id: string
  readonly height: number
}

/** A node whose pressure is given: supply comes in or goes out as it must. */
export interface GasSource {
  readonly node: number
  /** absolute [Pa] */
  readonly pressure: number
}

/** Gas that is taken at a node. */
export interface GasDemand {
  readonly id: string
  readonly node: number
  /** [kg/s]; negative = put in */
  readonly flow: number
}

interface Link {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly isOpen: boolean
}

/** A pipe with what it loses along and at once. */
export interface GasPipe extends Link {
  readonly kind: 'pipe'
  /** [m], ≥ 0 */
  readonly length: number
  /** inner [m], > 0 */
  readonly diameter: number
  /** of the wall [m]; null where the friction factor is given */
  readonly roughness: number | null
  /** Darcy's λ [-] where it is given; null = by the wall */
  readonly frictionFactor: number | null
  /** ζ of what it loses at once [-] */
  readonly lossCoefficient: number
}

/** Flow passes either way, without loss. */
export interface GasValve extends Link {
  readonly kind: 'valve'
}

/** Holds the pressure behind it and lets nothing back; stands open where the pressure before it is lower. */
export interface GasRegulator extends Link {
  readonly kind: 'regulator'
  /** absolute, behind it [Pa] */
  readonly pressure: number
}

/** Lifts the pressure: by a ratio (absolute, > 0) or to a pressure (absolute [Pa]). */
export interface GasCompressor extends Link {
  readonly kind: 'compressor'
  readonly control: { readonly ratio: number } | { readonly pressure: number }
}

export type GasLink = GasPipe | GasValve | GasRegulator | GasCompressor

/** A gas network as a reader hands it over; nodes are told by their number. */
export interface GasNetwork {
  readonly name: string
  readonly gas: NetworkGas
  readonly nodes: readonly GasNode[]
  readonly sources: readonly GasSource[]
  readonly demands: readonly GasDemand[]
  readonly links: readonly GasLink[]
  /** what its file does not tell and was taken as usual, for whoever reads the result */
  readonly assumptions: readonly string[]
}

/** Pressure of standard air at a height above the sea [Pa] (ISO 2533, troposphere). */
export function airPressure(height: number): number {
  return 101_325 * (1 - (0.0065 * height) / 288.15) ** 5.2559
}

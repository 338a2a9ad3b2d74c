/** A value with the range that it is drawn from, log-uniform. */
export interface Ranged {
  readonly usual: number
  readonly least: number
  readonly most: number
}

/** A soil as the gas in it sees it. Engineering defaults, known to a factor of three to ten; to be replaced by what was measured. */
export interface Soil {
  /** of air k [m²] */
  readonly permeability: Ranged
  /** air-filled pores ε [-] */
  readonly air: Ranged
  /** all pores φ [-] */
  readonly porosity: number
}

const around = (usual: number, least: number, most: number): Ranged => ({ usual, least, most })

export const SOILS = {
  sand: { permeability: around(1e-11, 3e-12, 5e-11), air: around(0.25, 0.18, 0.32), porosity: 0.4 },
  loam: { permeability: around(1e-12, 1e-13, 5e-12), air: around(0.15, 0.1, 0.22), porosity: 0.43 },
  clay: { permeability: around(1e-14, 1e-15, 1e-13), air: around(0.08, 0.05, 0.12), porosity: 0.45 },
} as const satisfies Record<string, Soil>

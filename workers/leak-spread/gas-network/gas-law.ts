/**
 * How a gas departs from the ideal one, Z(p) at the network's temperature. Pressures absolute.
 *
 * - linear: Z = 1 + slope p (STANET), slope [1/Pa]
 * - cnga: Z = 1/(b₁ + b₂ p), b₂ [1/Pa] (California Natural Gas Association; Menon 2005)
 * - papay: Z = 1 − 3.52 pᵣ e^(−2.26 Tᵣ) + 0.274 pᵣ² e^(−1.878 Tᵣ), up to 150 bar (Papay 1968)
 */
export type Compressibility =
  | { readonly kind: 'ideal' }
  | { readonly kind: 'linear'; readonly slope: number }
  | { readonly kind: 'cnga'; readonly b1: number; readonly b2: number }
  | { readonly kind: 'papay'; readonly criticalPressure: number; readonly criticalTemperature: number }

/** Z is held above this: a law that falls so low is far out of its range. */
const LEAST_Z = 0.2
/** Gauss–Legendre on 0…1, eight points: exact for what is a polynomial up to the 15th power. */
const POINTS = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363]
const WEIGHTS = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763]
const QUADRATURE = POINTS.flatMap((x, i) => {
  const weight = (WEIGHTS[i] as number) / 2
  return [
    { at: (1 - x) / 2, weight },
    { at: (1 + x) / 2, weight },
  ]
})

/** The coefficients of CNGA's law for a gas of relative density G at T [K]; the pressure in it is gauge. */
export function cngaOf(relativeDensity: number, temperature: number): Compressibility {
  const psi = 6894.75729
  const slope = (344_400 * 10 ** (1.785 * relativeDensity)) / (psi * (1.8 * temperature) ** 3.825)
  return { kind: 'cnga', b1: 1 + slope * 101_350, b2: slope }
}

/** A gas at a temperature: density by pressure, and the potential whose differences are what friction takes. */
export class GasLaw {
  readonly #law: Compressibility
  /** R/M × T [J/kg] */
  readonly #heat: number
  readonly #temperature: number

  /** @param specificConstant  R/M [J/(kg·K)] */
  constructor(law: Compressibility, specificConstant: number, temperature: number) {
    this.#law = law
    this.#heat = specificConstant * temperature
    this.#temperature = temperature
  }

  /** Z at an absolute pressure [Pa]. */
  compressibility(pressure: number): number {
    const law = this.#law
    if (law.kind === 'ideal') return 1
    if (law.kind === 'linear') return Math.max(LEAST_Z, 1 + law.slope * pressure)
    if (law.kind === 'cnga') return Math.max(LEAST_Z, 1 / (law.b1 + law.b2 * pressure))
    const [reduced, warm] = [pressure / law.criticalPressure, this.#temperature / law.criticalTemperature]
    return Math.max(
      LEAST_Z,
      1 - 3.52 * reduced * Math.exp(-2.26 * warm) + 0.274 * reduced * reduced * Math.exp(-1.878 * warm),
    )
  }

  /** [kg/m³] at an absolute pressure [Pa] */
  density(pressure: number): number {
    return pressure / (this.compressibility(pressure) * this.#heat)
  }

  /** The absolute pressure [Pa] of a density [kg/m³]. */
  pressureOfDensity(density: number): number {
    let pressure = density * this.#heat
    for (let turn = 0; turn < 100; turn++) {
      const next = density * this.#heat * this.compressibility(pressure)
      const isDone = Math.abs(next - pressure) <= 1e-14 * next
      pressure = next
      if (isDone) break
    }
    return pressure
  }

  /** ψ = ∫ρ dp from 0 to an absolute pressure [Pa·kg/m³]; along a level pipe it falls by λL/(2DA²) ṁ|ṁ|. */
  potential(pressure: number): number {
    if (this.#law.kind === 'ideal') return (pressure * pressure) / (2 * this.#heat)
    let sum = 0
    for (const { at, weight } of QUADRATURE) sum += (weight * at) / this.compressibility(pressure * at)
    return (pressure * pressure * sum) / this.#heat
  }

  /** The absolute pressure [Pa] of a potential; 0 where it is not above zero. */
  pressure(potential: number): number {
    if (!(potential > 0)) return 0
    let pressure = Math.sqrt(2 * this.#heat * potential)
    if (this.#law.kind === 'ideal') return pressure
    for (let turn = 0; turn < 50; turn++) {
      const change = (this.potential(pressure) - potential) / this.density(pressure)
      pressure = Math.max(pressure / 2, pressure - change)
      if (Math.abs(change) <= 1e-14 * pressure) break
    }
    return pressure
  }
}

/** Mean absolute pressure [Pa] of what flows in a level pipe, from its ends: ⅔ (p₁³ − p₂³)/(p₁² − p₂²). */
export function meanPressure(a: number, b: number): number {
  return (2 / 3) * (a + b - (a * b) / (a + b))
}

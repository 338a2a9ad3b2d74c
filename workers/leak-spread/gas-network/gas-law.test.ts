import { describe, expect, it } from 'vitest'
import { type Compressibility, cngaOf, GasLaw, meanPressure } from './gas-law.ts'

const HEAT = 500 * 280
const law = (of: Compressibility) => new GasLaw(of, 500, 280)
const LAWS: readonly Compressibility[] = [
  { kind: 'ideal' },
  { kind: 'linear', slope: -2.2e-8 },
  { kind: 'cnga', b1: 1.003, b2: 2.97e-8 },
  { kind: 'papay', criticalPressure: 4.6e6, criticalTemperature: 190 },
]

describe('a gas law', () => {
  it('has the potential of its closed form', () => {
    const p = 8e6
    expect(law({ kind: 'ideal' }).potential(p)).toBe((p * p) / (2 * HEAT))
    // ∫ p (b₁ + b₂ p) dp
    const cnga = (1.003 * p ** 2) / 2 + (2.97e-8 * p ** 3) / 3
    expect(law({ kind: 'cnga', b1: 1.003, b2: 2.97e-8 }).potential(p) / (cnga / HEAT)).toBeCloseTo(1, 13)
    // ∫ p/(1 + s p) dp = p/s − ln(1 + s p)/s²
    const s = -2.2e-8
    const linear = p / s - Math.log1p(s * p) / s ** 2
    expect(law({ kind: 'linear', slope: s }).potential(p) / (linear / HEAT)).toBeCloseTo(1, 12)
  })

  it.each(LAWS)('of %o is turned round exactly', (of) => {
    for (const p of [1e3, 101_325, 2e6, 1e7]) {
      expect(law(of).pressure(law(of).potential(p)) / p).toBeCloseTo(1, 13)
      expect(law(of).pressureOfDensity(law(of).density(p)) / p).toBeCloseTo(1, 12)
      // dψ = ρ dp
      const slope = (law(of).potential(p * 1.0001) - law(of).potential(p * 0.9999)) / (2e-4 * p)
      expect(slope / law(of).density(p)).toBeCloseTo(1, 7)
    }
    expect(law(of).pressure(0)).toBe(0)
    expect(law(of).pressure(-5)).toBe(0)
  })

  it('of Papay is the value worked by hand', () => {
    // pᵣ 1, Tᵣ 1.5: 1 − 3.52 e^−3.39 + 0.274 e^−2.817 = 1 − 0.11863 + 0.01638
    const papay = new GasLaw({ kind: 'papay', criticalPressure: 4.6e6, criticalTemperature: 190 }, 500, 285)
    expect(papay.compressibility(4.6e6)).toBeCloseTo(0.8977, 4)
  })

  it('of the California Natural Gas Association has the published coefficients for G 0.6 at 60 °F', () => {
    const { b1, b2 } = cngaOf(0.6, 288.706) as { b1: number; b2: number }
    // 344400 × 10^1.071 / (6894.757 × 519.67^3.825)
    expect(b2 / 2.4e-8).toBeCloseTo(1, 1)
    expect(b1).toBeCloseTo(1 + b2 * 101_350, 12)
  })
})

describe('the mean pressure of a pipe', () => {
  it('is that of both ends where they are equal, and else lies beyond their middle', () => {
    expect(meanPressure(5e5, 5e5)).toBeCloseTo(5e5, 6)
    // ⅔ (27 − 1)/(9 − 1)
    expect(meanPressure(3, 1)).toBeCloseTo(2.16667, 5)
    expect(meanPressure(1, 3)).toBe(meanPressure(3, 1))
  })
})

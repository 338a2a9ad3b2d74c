import { describe, expect, it } from 'vitest'
import { GRAVITY } from '../../surface/grid.ts'
import { filledTo } from './barrel.ts'
import { type Culvert, criticalDepths, culvert } from './culvert.ts'

const pipe: Culvert = {
  ...{ barrel: { shape: 'circular', diameter: 1 }, barrels: 1, length: 20, roughness: 0.012 },
  ...{ from: 0.2, to: 0, inlet: 'circular-concrete-headwall', entryLoss: 0.5 },
}
const box: Culvert = {
  ...{ barrel: { shape: 'box', width: 2, height: 1.5 }, barrels: 2, length: 60, roughness: 0.015 },
  ...{ from: 0, to: 0, inlet: 'box-wingwalls-30-75', entryLoss: 0.4 },
}

describe('a barrel', () => {
  it('is filled as by hand', () => {
    expect(filledTo({ shape: 'circular', diameter: 2 }, 1)).toEqual({
      area: expect.closeTo(Math.PI / 2, 12),
      perimeter: expect.closeTo(Math.PI, 12),
      top: expect.closeTo(2, 12),
    })
    expect(filledTo({ shape: 'box', width: 2, height: 1.5 }, 9)).toEqual({ area: 3, perimeter: 7, top: 0 })
  })
  it('has the critical depth of a channel: y = (q²/g)^⅓ in a box, 0.5 D at 0.1357 √g D^2.5 in a pipe', () => {
    expect(criticalDepths(box.barrel)(3)).toBeCloseTo(Math.cbrt(1.5 ** 2 / GRAVITY), 3)
    // half full: A = π/8, T = 1: Q = √(g (π/8)³) = 0.7708
    expect(criticalDepths(pipe.barrel)(Math.sqrt(GRAVITY * (Math.PI / 8) ** 3))).toBeCloseTo(0.5, 3)
  })
})

describe('a culvert', () => {
  it('takes at its inlet, submerged, what HDS-5 says: HW/D = c (Ku Q / A √D)² + Y − S/2', () => {
    // Q/(A √D) = 3: 0.0398 · 5.433² + 0.67 − 0.005 = 1.8398 m over the invert
    expect(culvert(pipe)(0.2 + 1.8398, -1)).toBeCloseTo(3 * (Math.PI / 4), 2)
  })
  it('takes at its inlet, not submerged, what HDS-5 says: HW/D = Hc/D + K (Ku Q / A √D)^M − S/2', () => {
    // half full: Hc = 0.5 + A/2T = 0.6963; Q = 0.7708: 0.0098 · (1.811 · 0.9814)² − 0.005 = 0.0260
    expect(culvert(pipe)(0.2 + 0.6963 + 0.026, -1)).toBeCloseTo(0.7708, 2)
  })
  it('carries, drowned and full, what the energy leaves: Q = A √(2 g ΔH / (1 + Ke + 2 g n² L / R^(4/3)))', () => {
    // R = 3/7: 2 g · 0.015² · 60 / 0.3231 = 0.8198; A = 3 m²: 3 · √(2 g · 0.5 / 2.2198) = 6.307, twice
    expect(culvert(box)(3.5, 3)).toBeCloseTo(12.614, 2)
  })
  it('is monotone, and the same both ways when it lies level', () => {
    for (const law of [culvert(box), culvert(pipe)])
      for (const low of [-0.5, 0.1, 0.6, 1.2, 2])
        for (let high = low; high < 5; high += 0.05) {
          expect(law(high + 0.05, low)).toBeGreaterThanOrEqual(law(high, low) - 1e-9)
          expect(law(low, high + 0.05)).toBeLessThanOrEqual(law(low, high) + 1e-9)
          expect(law(high, low)).toBeGreaterThanOrEqual(0)
        }
    expect(culvert(box)(2, 1.1)).toBeCloseTo(-culvert(box)(1.1, 2), 9)
  })
  it('passes nothing between equal levels or from below its inverts', () => {
    expect(culvert(pipe)(1.7, 1.7)).toBe(0)
    expect(culvert(pipe)(0.2, -1)).toBe(0)
    expect(culvert(pipe)(-1, 0.15)).toBe(0)
  })
  it('refuses a barrel without a height', () => {
    expect(() => culvert({ ...pipe, barrel: { shape: 'circular', diameter: 0 } })).toThrow('diameter is 0')
  })
})

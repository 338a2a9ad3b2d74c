import { describe, expect, it } from 'vitest'
import { FRICTION_LAWS, frictionFactor } from './friction.ts'

describe('the friction factor', () => {
  it('of a rough wall is the value worked by hand', () => {
    // (2 lg 445 + 1.14)^-2 = (5.2967 + 1.14)^-2
    expect(frictionFactor('nikuradse', 1e5, 0.0002 / 0.089)).toEqual({
      ...{ isLaminar: true, factor: expect.closeTo(0.0241363, 7), slope: 0 },
    })
  })

  it('of Colebrook solves its own equation to the last digits', () => {
    for (const reynolds of [4000, 1e5, 1e8])
      for (const roughness of [0, 1e-5, 1e-3, 0.05]) {
        const { factor } = frictionFactor('colebrook', reynolds, roughness)
        const right = -2 * Math.log10(2.51 / (reynolds * Math.sqrt(factor)) + roughness / 3.71)
        expect(1 / Math.sqrt(factor)).toBeCloseTo(right, 10)
      }
  })

  it('of Hofer is near to that of Colebrook, and to the value worked by hand', () => {
    // −2 lg(4.518e-6 lg(1e6/7) + 1e-3/3.71) = −2 lg 2.9283e-4 = 7.0668
    expect(frictionFactor('hofer', 1e6, 1e-3).factor).toBeCloseTo(7.0668 ** -2, 5)
    expect(frictionFactor('hofer', 1e6, 1e-3).factor / frictionFactor('colebrook', 1e6, 1e-3).factor).toBeCloseTo(1, 2)
  })

  it.each(FRICTION_LAWS)('of %s has its own slope and no step', (law) => {
    for (const reynolds of [1000, 2500, 3900, 5000, 1e6]) {
      const at = (re: number) => frictionFactor(law, re, 1e-3)
      const numeric = (at(reynolds * 1.0001).factor - at(reynolds * 0.9999).factor) / (2e-4 * reynolds)
      expect(at(reynolds).slope).toBeCloseTo(numeric, 9)
    }
    const whole = (re: number) => {
      const { factor, isLaminar } = frictionFactor(law, re, 1e-3)
      return factor + (isLaminar ? 64 / re : 0)
    }
    for (const edge of [2000, 4000]) expect(whole(edge - 1e-6)).toBeCloseTo(whole(edge + 1e-6), 8)
  })

  it('has no turbulent part up to Re 2000', () => {
    expect(frictionFactor('colebrook', 0, 1e-3)).toEqual({ isLaminar: true, factor: 0, slope: 0 })
    expect(frictionFactor('hofer', 2000, 1e-3)).toEqual({ isLaminar: true, factor: 0, slope: 0 })
  })
})

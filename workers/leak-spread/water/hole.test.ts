import { describe, expect, it } from 'vitest'
import { DISCHARGE_COEFFICIENT, emitterCoefficient, type Hole, outflow } from './hole.ts'

const orifice: Hole = { area: 1e-3, expansion: 0, dischargeCoefficient: DISCHARGE_COEFFICIENT }
const crack: Hole = { ...orifice, expansion: 1e-5 }

describe('a hole in a pipe', () => {
  it('gives Cd A √(2 g h): 0.6 · 0.001 · √(2 · 9.81 · 40) = 16.808 L/s', () => {
    expect(outflow(orifice, 40)).toBeCloseTo(0.0168085, 6)
  })

  it('gives more where it opens by pressure: at 40 m its area is 1.4 times as large', () => {
    expect(outflow(crack, 40)).toBeCloseTo(1.4 * outflow(orifice, 40), 12)
  })

  it('gives nothing at no pressure, and lets nothing in below it', () => {
    expect(outflow(orifice, 0)).toBe(0)
    expect(outflow(orifice, -5)).toBe(0)
  })

  it('is matched by an emitter of any exponent at its head', () => {
    for (const exponent of [0.5, 1, 1.2])
      expect(emitterCoefficient(crack, 25, exponent) * 25 ** exponent).toBeCloseTo(outflow(crack, 25), 12)
  })

  it('refuses an area that is none', () => {
    expect(() => outflow({ ...orifice, area: 0 }, 10)).toThrow('hole: area is 0 m², expected > 0')
  })
})

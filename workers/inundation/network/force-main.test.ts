import { describe, expect, it } from 'vitest'
import { equivalentManning, frictionFactor, frictionPerSquare } from './force-main.ts'

const hazenWilliams = { equation: 'H-W', coefficient: 130 } as const
const darcyWeisbach = { equation: 'D-W', height: 0.0005 } as const

describe('friction of a pressure pipe', () => {
  it('is that of Hazen and Williams: v = 0.849 C R^0.63 S^0.54', () => {
    // 0.849 · 130 · 0.125^0.63 · 0.01^0.54 = 2.4769 m/s
    expect(frictionPerSquare(hazenWilliams, 2.4769, 0.125) * 2.4769 ** 2).toBeCloseTo(0.01, 5)
  })

  it('is that of Darcy and Weisbach: S = f v² / (8 g R)', () => {
    // Re 1.0856e6, 0.001 of the diameter: f = 0.25 / 3.53538² = 0.0200; v = √(8 · 9.81 · 0.125 · 0.01 / 0.0200)
    expect(frictionPerSquare(darcyWeisbach, 2.2146, 0.125) * 2.2146 ** 2).toBeCloseTo(0.01, 5)
  })

  it('is laminar below a Reynolds number of 2000, turbulent above 4000, and between in between', () => {
    expect(frictionFactor(0, 1000)).toBeCloseTo(0.064, 9)
    // 0.25 / log10(5.74 / 1745.3)² = 0.04055
    expect(frictionFactor(0, 4000)).toBeCloseTo(0.04055, 5)
    expect(frictionFactor(0, 3000)).toBeCloseTo((0.032 + 0.04055) / 2, 5)
  })

  it('is the same of a pipe that is just full on its own slope', () => {
    // 0.125^0.0367 / (0.849 · 130 · 0.01^0.04)
    expect(equivalentManning(hazenWilliams, 0.5, 0.01)).toBeCloseTo(0.010093, 6)
    expect(equivalentManning(hazenWilliams, 0.5, -0.01)).toBeCloseTo(0.010093, 6)
    // 0.125^(1/6) √(0.01963 / 78.48), f of a rough wall: 0.25 / log10(3700)²
    expect(equivalentManning(darcyWeisbach, 0.5, 0.01)).toBeCloseTo(0.01118, 4)
  })

  it('has an end where the water stands', () => {
    for (const main of [hazenWilliams, darcyWeisbach]) expect(frictionPerSquare(main, 0, 0.1)).toBeLessThan(1e3)
  })
})

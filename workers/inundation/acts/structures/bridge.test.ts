import { describe, expect, it } from 'vitest'
import { type Bridge, headLoss } from './bridge.ts'

const bridge: Bridge = {
  ...{ soffit: 2, deck: 3, length: 0, loss: 0 },
  ...{ openingCoefficient: 0.8, weirCoefficient: 1.5 },
}
const smooth = 0.02

describe('what a bridge costs', () => {
  it('is its piers alone below the soffit: K v² / 2g', () => {
    // v = 3 / 1.5: 0.5 · 4 / 19.62
    expect(headLoss({ ...bridge, loss: 0.5 }, smooth, 3, 1.5, 1.4, 0)).toBeCloseTo(0.10194, 5)
    expect(headLoss(bridge, smooth, 3, 1.5, 1.4, 0)).toBe(0)
  })

  it('is that of its opening under pressure, in half at half of the way there', () => {
    // (4 / (0.8 · 2))² / 19.62
    expect(headLoss(bridge, smooth, 4, 2.5, 2, 0)).toBeCloseTo(0.31855, 5)
    expect(headLoss(bridge, smooth, 4, 2.1, 2, 0)).toBeCloseTo(0.31855 / 2, 5)
    expect(headLoss({ ...bridge, loss: 0.5 }, smooth, 4, 2.5, 2, 0)).toBeCloseTo(0.31855 + 0.06524, 5)
  })

  it('grows with the length that the full opening rubs', () => {
    // 1 / 0.64 + 19.62 · 0.0004 · 20 / 1^(4/3) = 1.71946, times (4 / 2)² / 19.62
    expect(headLoss({ ...bridge, length: 20 }, smooth, 4, 2.5, 2, 0)).toBeCloseTo(0.35055, 5)
  })

  it('is less with what runs over the deck, free and drowned', () => {
    // 3 m: 0.8 · 2 · √58.86 = 12.27524 below and 1.5 · 1^1.5 above
    expect(headLoss(bridge, smooth, 13.77524, 4, 1, 0)).toBeCloseTo(3, 4)
    // 0.1 m: 0.8 · 2 · √1.962 = 2.24116 below and 1.5 · √3 · 1.1 · √0.1 = 0.90377 above
    expect(headLoss(bridge, smooth, 3.14493, 4.1, 4, 0)).toBeCloseTo(0.1, 4)
  })

  it('is nothing without water or flow', () => {
    expect(headLoss(bridge, smooth, 0, 4, 4, 0)).toBeLessThan(1e-12)
    expect(headLoss(bridge, smooth, 0, 0, 0, 0)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { FOOT, frontalShare, type Gutter, gutterFlow } from './gutter.ts'

const CFS = FOOT ** 3
/** HEC-22, section 4.3: SL = 0.01, Sx = 0.02, n = 0.016; depressed by 2 inches over 2 feet in the second case */
const UNIFORM: Gutter = { crossSlope: 0.02, depression: 0, width: 0, slope: 0.01, roughness: 0.016, crown: 6 }
const COMPOSITE: Gutter = { ...UNIFORM, depression: 0.167 * FOOT, width: 2 * FOOT }

describe('a gutter', () => {
  it('with one slope spreads as Izzard says', () => {
    // 0.56 / 0.016 · 0.02^1.67 · 0.01^0.5 · 8^2.67 = 1.313 cfs
    const { spread, area, velocity } = gutterFlow(UNIFORM, 1.313 * CFS)
    expect(spread / FOOT).toBeCloseTo(8, 2)
    expect(area / FOOT ** 2).toBeCloseTo(0.64, 2)
    expect(velocity * area).toBeCloseTo(1.313 * CFS, 12)
  })

  it('that lies deeper at the kerb holds the same flow closer, 70 % of it within', () => {
    // printed in examples 4-2 and 4-7, read off charts: T = 8.0 ft, Eo = 0.70 at 2.3 cfs
    const flow = gutterFlow(COMPOSITE, 2.3 * CFS)
    expect(Math.abs(flow.spread / FOOT / 8 - 1)).toBeLessThan(0.03)
    expect(Math.abs(frontalShare(COMPOSITE, flow, 2 * FOOT) / 0.7 - 1)).toBeLessThan(0.03)
    expect(gutterFlow(UNIFORM, 2.3 * CFS).spread).toBeGreaterThan(flow.spread)
  })

  it('spreads without a jump from within the gutter to beyond it', () => {
    const spreads = Array.from({ length: 400 }, (_, i) => gutterFlow(COMPOSITE, 5e-5 * (i + 1)).spread)
    for (const [i, spread] of spreads.slice(1).entries()) {
      expect(spread).toBeGreaterThan(spreads[i] as number)
      expect(spread - (spreads[i] as number)).toBeLessThan(0.06)
    }
    expect(spreads[0]).toBeLessThan(COMPOSITE.width)
    expect(spreads.at(-1)).toBeGreaterThan(COMPOSITE.width)
  })

  it('is full at the crown; what is more does not make it faster', () => {
    for (const gutter of [UNIFORM, COMPOSITE]) {
      const [much, more] = [gutterFlow(gutter, 5), gutterFlow(gutter, 9)]
      expect(much.spread).toBe(6)
      expect(more).toEqual(much)
    }
  })

  it('sends straight onto a grate what flows above it', () => {
    const flow = gutterFlow(UNIFORM, 1.313 * CFS)
    // 1 − (1 − 2 / 8)^2.67
    expect(frontalShare(UNIFORM, flow, 2 * FOOT)).toBeCloseTo(0.536, 3)
    expect(frontalShare(UNIFORM, flow, 9 * FOOT)).toBe(1)
    const wide = gutterFlow(COMPOSITE, 2.3 * CFS)
    const [whole, half] = [2, 1].map((feet) => frontalShare(COMPOSITE, wide, feet * FOOT)) as [number, number]
    expect(half).toBeLessThan(whole)
    // the deeper half at the kerb carries more than half
    expect(half).toBeGreaterThan(whole / 2)
  })
})

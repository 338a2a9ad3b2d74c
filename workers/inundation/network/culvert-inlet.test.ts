import { describe, expect, it } from 'vitest'
import { culvertInlet } from './culvert-inlet.ts'
import { ShapeBook } from './shapes/shape-book.ts'

/** A box of 2 × 1 m: A √D / 1.811 = 1.10436 m³/s */
const book = new ShapeBook([{ type: 'RECT_CLOSED', depth: 1, width: 2 }])

describe('the inlet of a culvert', () => {
  it('takes by the energy of the critical depth, form 1', () => {
    // 0.4 m critical: 2 · 0.4 · √(9.81 · 0.4) = 1.58469; 0.6 + 0.026 · 1.58469 / 1.10436 = 0.63731
    expect(culvertInlet(9, book, 0, 0)(0.63731)).toBeCloseTo(1.58469, 3)
    // on a slope of 2 % a centimetre less
    expect(culvertInlet(9, book, 0, 0.02)(0.62731)).toBeCloseTo(1.58469, 3)
  })

  it('takes by the depth itself, form 2', () => {
    // (0.5 / 0.515)^(1 / 0.667) · 1.10436
    expect(culvertInlet(14, book, 0, 0)(0.5)).toBeCloseTo(1.05649, 4)
  })

  it('is an orifice when it is submerged', () => {
    // √((3 − 0.79) / 0.0375) · 1.10436
    expect(culvertInlet(14, book, 0, 0)(3)).toBeCloseTo(8.47797, 4)
  })

  it('asks for more of an inlet that is cut along the slope', () => {
    const round = new ShapeBook([{ type: 'CIRCULAR', depth: 1 }])
    expect(culvertInlet(5, round, 0, 0.1)(2)).toBeLessThan(culvertInlet(5, round, 0, 0)(2))
    expect(culvertInlet(4, round, 0, 0.1)(2)).toBeGreaterThan(culvertInlet(4, round, 0, 0)(2))
  })

  it('takes more with every depth, without a jump, by every code', () => {
    for (let code = 1; code <= 57; code++) {
      const takes = culvertInlet(code, book, 0, 0.01)
      let last = takes(0)
      expect(last).toBe(0)
      for (let depth = 0.01; depth < 4; depth += 0.01) {
        const now = takes(depth)
        expect(now, `${code} at ${depth}`).toBeGreaterThanOrEqual(last)
        expect(now - last, `${code} at ${depth}`).toBeLessThan(0.3)
        last = now
      }
    }
  })
})

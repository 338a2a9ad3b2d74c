import { describe, expect, it } from 'vitest'
import { GRAVITY } from '../../surface/grid.ts'
import { oneWay, opening, weir } from './laws.ts'
import { rating } from './rating.ts'

/** More with a higher level before it, less with a higher one behind it, turned where they change places. */
function expectMonotone(law: (from: number, to: number) => number) {
  const levels = Array.from({ length: 17 }, (_, n) => -0.5 + n / 4)
  for (const to of levels)
    for (const [n, from] of levels.entries()) {
      if (n > 0) expect(law(from, to)).toBeGreaterThanOrEqual(law(levels[n - 1] as number, to))
      expect(law(from, to)).toBe(0 - law(to, from))
    }
  for (const level of levels) expect(law(level, level)).toBe(0)
}

describe('a weir', () => {
  const law = weir({ crest: 1, width: 4, coefficient: 1.7 })
  it('is free, drowned and dry as by hand', () => {
    // 1.7 · 4 · 0.25^1.5 = 0.85; at H₂/H₁ = 0.8: (1 − 0.8^1.5)^0.385 = 0.6163
    expect(law(1.25, 0.4)).toBeCloseTo(0.85, 12)
    expect(law(1.25, 1.2) / 0.85).toBeCloseTo(0.6163, 4)
    expect(law(0.99, 0)).toBe(0)
  })
  it('is monotone and the same both ways, with a flap one way only', () => {
    expectMonotone(law)
    expect(oneWay(law)(0, 2)).toBe(0)
    expect(oneWay(law)(2, 0)).toBe(law(2, 0))
  })
})

describe('an opening', () => {
  const law = opening({ sill: 0, height: 0.5, width: 2, coefficient: 0.6 })
  it('is free, drowned and part full as by hand', () => {
    // 0.6 · 2 · 0.5 · √(2 g · 1.75) = 3.5158; drowned by 1.2 m: √(2 g · 0.8)
    expect(law(2, 0)).toBeCloseTo(3.5158, 4)
    expect(law(2, 1.2)).toBeCloseTo(0.6 * Math.sqrt(2 * GRAVITY * 0.8), 12)
    // 0.6 √g · 2 · 0.3^1.5 = 0.6176
    expect(law(0.3, 0)).toBeCloseTo(0.6176, 4)
    expect(law(0, -1)).toBe(0)
  })
  it('goes over from weir to orifice without a jump, and is monotone', () => {
    for (const low of [0, 0.2, 0.3, 0.45]) expect(law(0.5 + 1e-9, low)).toBeCloseTo(law(0.5 - 1e-9, low), 6)
    expectMonotone(law)
  })
})

describe('a rating', () => {
  const law = rating([
    {
      tail: 1,
      points: [
        [1, 0],
        [2, 10],
        [3, 14],
      ],
    },
    {
      tail: 2,
      points: [
        [2, 0],
        [3, 8],
      ],
    },
  ])
  it('is linear in its table, between its curves at the same difference of the levels, and beyond them', () => {
    expect(law(2.5, 1)).toBeCloseTo(12, 12)
    // 0.5 m: 5 of the lower curve, 4 of the upper one
    expect(law(2, 1.5)).toBeCloseTo(4.5, 12)
    expect(law(4, 1)).toBeCloseTo(18, 12)
    expect(law(1.5, 0.5)).toBeCloseTo(10, 12)
    expect(law(4, 3)).toBeCloseTo(8, 12)
    expect(law(1, 3)).toBeCloseTo(-14, 12)
    expect(law(1.5, 1.5)).toBe(0)
  })
  it('refuses a curve that falls or passes water between equal levels', () => {
    expect(() => rating([])).toThrow('no curve')
    expect(() =>
      rating([
        {
          tail: 1,
          points: [
            [2, 5],
            [3, 4],
          ],
        },
      ]),
    ).toThrow('4 m³/s at 3 m, tail 1')
    expect(() => rating([{ tail: 1, points: [[1, 5]] }])).toThrow('5 m³/s at 1 m')
    expect(() =>
      rating([
        { tail: 1, points: [[2, 5]] },
        { tail: 1, points: [[2, 5]] },
      ]),
    ).toThrow('tail 1 after 1')
  })
})

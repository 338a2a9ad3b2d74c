import { describe, expect, it } from 'vitest'
import { levelAlong, nearestAlong } from './site.ts'

const line = [
  [0, 0],
  [30, 0],
  [30, 40],
] as const

describe('along a line', () => {
  it('levels are linear between its points, and the same all along when there is one', () => {
    expect([0, 15, 30, 40, 70].map((along) => levelAlong(line, [1, 4, 8], along))).toEqual([1, 2.5, 4, 5, 8])
    expect(levelAlong(line, 3, 12)).toBe(3)
    expect(() => levelAlong(line, [1, 2], 5)).toThrow('2 crests, expected one for each of the 3 points of its line')
  })

  it('the level at a place is found in one walk along it, however many points it has', () => {
    let reads = 0
    const counted = Array.from({ length: 1000 }, (_, n) =>
      Object.defineProperty([n, 0] as [number, number], 0, { get: () => ++reads && n }),
    )
    const levels = counted.map((_, n) => n / 2)
    expect(levelAlong(counted, levels, 998.5)).toBe(499.25)
    expect(reads).toBeLessThanOrEqual(2 * counted.length)
  })

  it('the nearest place is found on each of its parts, and at its ends', () => {
    expect(nearestAlong(line, [12, 5])).toBe(12)
    expect(nearestAlong(line, [33, 20])).toBe(50)
    expect(nearestAlong(line, [40, 90])).toBe(70)
    expect(nearestAlong(line, [-5, -5])).toBe(0)
  })
})

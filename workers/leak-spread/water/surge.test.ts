import { describe, expect, it } from 'vitest'
import { surgeOf } from './surge.ts'

const KILO = 1000

describe('water hammer', () => {
  it('of a valve shut at once is ρ a v: 1 m/s at 1000 m/s is 1 MPa', () => {
    expect(surgeOf(1, 1000, 500, 100 * KILO).atOnce).toBe(1000 * KILO)
  })

  it('stays below the limit when the valve takes 2 ρ L v / Δp', () => {
    // 2 × 1000 × 500 × 1 / 100,000
    expect(surgeOf(1, 1000, 500, 100 * KILO).closing).toBe(10)
    expect(surgeOf(2, 1000, 500, 100 * KILO).closing).toBe(20)
  })

  it('has one rise at the time of reflection by both equations', () => {
    const [speed, wave, length] = [1.3, 900, 700]
    const { atOnce, closing } = surgeOf(speed, wave, length, 0.999999 * 1000 * wave * speed)
    expect(closing / ((2 * length) / wave)).toBeCloseTo(1, 5)
    expect(atOnce).toBe(1000 * wave * speed)
  })

  it('asks for no time where even a valve shut at once stays below, or nothing flows', () => {
    expect(surgeOf(0.05, 1000, 500, 100 * KILO).closing).toBe(0)
    expect(surgeOf(0, 1000, 500, 100 * KILO)).toEqual({ atOnce: 0, closing: 0 })
    expect(() => surgeOf(1, 0, 500, 1)).toThrow(/wave 0/)
  })
})

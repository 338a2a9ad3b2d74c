import { describe, expect, it } from 'vitest'
import { monthlyEvaporation } from '../inp/evaporation.ts'
import { rainGage } from './rain-gage.ts'

const times = Float64Array.of(0, 300, 900)

describe('a rain gage', () => {
  it('gives each rate for one interval, and no rain until the next', () => {
    const gage = rainGage(times, Float64Array.of(1, 2, 3), 'INTENSITY', 300)
    expect([-1, 0, 299, 300, 600, 900, 1199, 1200].map(gage.at)).toEqual([0, 1, 1, 2, 0, 3, 3, 0])
    expect([-5, 0, 300, 600, 900, 1200].map(gage.bendsAfter)).toEqual([
      0,
      300,
      600,
      900,
      1200,
      Number.POSITIVE_INFINITY,
    ])
    expect(gage.at(10)).toBe(1)
  })

  it('makes rates of volumes, and of sums that may begin anew', () => {
    expect(rainGage(times, Float64Array.of(3, 6, 0), 'VOLUME', 300).at(400)).toBe(0.02)
    const sums = rainGage(times, Float64Array.of(3, 9, 6), 'CUMULATIVE', 300)
    expect([0, 300, 900].map(sums.at)).toEqual([0.01, 0.02, 0.02])
  })

  it('refuses an interval longer than its record, and negative rain', () => {
    expect(() => rainGage(times, Float64Array.of(1, 2, 3), 'VOLUME', 600)).toThrow(/600 s, but two values are 300 s/)
    expect(() => rainGage(times, Float64Array.of(1, -2, 3), 'VOLUME', 300)).toThrow('value is -2')
  })
})

describe('evaporation by the month', () => {
  it('changes at the end of a month', () => {
    const evaporation = monthlyEvaporation([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], Date.UTC(2024, 1, 28, 12) / 1000)
    expect(evaporation.at(0)).toBe(2)
    const end = evaporation.bendsAfter(0)
    expect(end).toBe(1.5 * 86_400)
    expect(evaporation.at(end)).toBe(3)
  })
})

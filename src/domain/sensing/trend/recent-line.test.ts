import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { above, below } from '../kinds/limits.ts'
import { approachOf, emptyLine, followLine } from './recent-line.ts'
import { timeToThreshold } from './time-to-threshold.ts'

const MINUTE = 60_000
const limits = [...above([5, 10, 20, 50], 60, 1), ...below([-5, -10, -20, -50], 60, 1)]

function lineOf(samples: readonly { at: number; value: number }[]) {
  const line = emptyLine()
  for (const sample of samples) followLine(line, sample)
  return line
}

describe('the recent line of a sensor', () => {
  it('keeps the newest sixty points, and of those within fifteen seconds the newest', () => {
    const every = (seconds: number, count: number) =>
      lineOf(Array.from({ length: count }, (_, i) => ({ at: i * seconds * 1000, value: i })))
    expect(every(60, 100).value).toEqual(Array.from({ length: 60 }, (_, i) => 40 + i))
    // a report a second: one stays of each fifteen, and the newest is always there
    const dense = every(1, 900)
    expect(dense.at.length).toBeLessThanOrEqual(60)
    expect(dense.at.at(-1)).toBe(899_000)
    expect((dense.at[1] ?? 0) - (dense.at[0] ?? 0)).toBe(15_000)
  })

  it('leaves out what is not newer', () => {
    const line = lineOf([
      { at: 2 * MINUTE, value: 1 },
      { at: 2 * MINUTE, value: 2 },
      { at: MINUTE, value: 3 },
    ])
    expect(line).toEqual({ at: [2 * MINUTE], value: [1] })
  })

  it('tells the same of a way to a limit as the whole line does', () => {
    const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 60 })
    fc.assert(
      fc.property(noise, fc.double({ min: -0.6, max: 0.6, noNaN: true }), fc.nat(40), (values, slope, start) => {
        const samples = values.map((value, i) => ({ at: i * MINUTE, value: start - 20 + slope * i + 0.2 * value }))
        const whole = {
          at: samples.map(({ at }) => at),
          value: samples.map(({ value }) => value),
          quality: samples.map(() => 0),
        }
        const now = values.length * MINUTE
        expect(approachOf(lineOf(samples), limits, now)).toEqual(timeToThreshold(whole, limits, now))
      }),
      { numRuns: 500, seed: 3 },
    )
  })
})

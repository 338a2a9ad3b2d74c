import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { above, below } from '../kinds/limits.ts'
import { timeToThreshold } from './time-to-threshold.ts'

const MINUTE = 60_000
const limits = [...above([5, 10, 20, 50], 60, 1), ...below([-5, -10, -20, -50], 60, 1)]
/** A value every minute up to now. */
const line = (values: readonly number[]) => ({
  at: values.map((_, index) => (index - values.length + 1) * MINUTE),
  value: values,
  quality: values.map(() => 0),
})
const noisy = (slope: number, noise: readonly number[]) => line(noise.map((n, minute) => slope * (minute - 29) + 2 + n))

describe('the time until the next limit', () => {
  it('is that of the straight way, with a band around it', () => {
    const noise = Array.from({ length: 30 }, (_, i) => 0.2 * Math.sin(i * 7))
    const approach = timeToThreshold(noisy(0.2, noise), limits, 0)
    expect(approach).toMatchObject({ grade: 'blue' })
    expect((approach?.after ?? 0) / MINUTE).toBeCloseTo(15, 0)
    expect(approach?.earliest).toBeLessThanOrEqual(approach?.after ?? 0)
    expect(approach?.latest).toBeGreaterThanOrEqual(approach?.after ?? 0)
    expect(approach?.slope).toBeCloseTo(12, 0)
  })

  it('is told of falling values too, and of the nearest limit that is not passed yet', () => {
    const falling = line(Array.from({ length: 30 }, (_, minute) => 6 - 0.4 * minute))
    expect(timeToThreshold(falling, limits, 0)).toMatchObject({ grade: 'yellow', threshold: { value: -10 } })
  })

  it('is not moved by a single wild value', () => {
    const noise = Array.from({ length: 30 }, (_, i) => (i === 25 ? 40 : 0.1 * Math.cos(i * 5)))
    expect((timeToThreshold(noisy(0.2, noise), limits, 0)?.after ?? 0) / MINUTE).toBeCloseTo(15, 0)
  })

  it('is not told without a trend, without points, of doubtful points, or further than the span looked at', () => {
    const noise = Array.from({ length: 30 }, (_, i) => Math.sin(i * 7))
    expect(timeToThreshold(noisy(0, noise), limits, 0)).toBeNull()
    expect(timeToThreshold(line([1, 2, 3]), limits, 0)).toBeNull()
    expect(
      timeToThreshold(
        noisy(
          0.02,
          noise.map(() => 0),
        ),
        limits,
        0,
      ),
    ).toBeNull()
    const doubtful = noisy(
      0.2,
      noise.map(() => 0),
    )
    expect(timeToThreshold({ ...doubtful, quality: doubtful.quality.map(() => 1) }, limits, 0)).toBeNull()
  })

  it('is not told of a curve that fell for long and has flattened or turned', () => {
    const fallThen = (slope: number) =>
      line(Array.from({ length: 30 }, (_, minute) => (minute < 20 ? 4 - 0.4 * minute : -4 + slope * (minute - 20))))
    expect(timeToThreshold(fallThen(-0.4), limits, 0)).not.toBeNull()
    expect(timeToThreshold(fallThen(0), limits, 0)).toBeNull()
    expect(timeToThreshold(fallThen(0.05), limits, 0)).toBeNull()
  })

  it('looks back less far when the instrument begins to report more often', () => {
    const [calm, hurried] = [Array.from({ length: 12 }, (_, i) => i - 12), Array.from({ length: 14 }, (_, i) => i)]
    const at = [...calm.map((half) => (half * 30 - 13) * MINUTE), ...hurried.map((minute) => (minute - 13) * MINUTE)]
    const value = [...calm.map(() => 0.2), ...hurried.map((minute) => 5.5 + 0.2 * minute)]
    expect(timeToThreshold({ at, value, quality: at.map(() => 0) }, limits, 0)).toMatchObject({ grade: 'yellow' })
  })

  it('is seldom told of noise alone', () => {
    let told = 0
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }), (noise) => {
        if (timeToThreshold(noisy(0, noise), limits, 0)) told++
      }),
      { numRuns: 300, seed: 1 },
    )
    expect(told).toBeLessThan(9)
  })
})

import { describe, expect, it } from 'vitest'
import { randomOf } from '../random.ts'
import { SensorRecord } from './fit.ts'

const ANY = [0, Number.POSITIVE_INFINITY] as const

const aRecord = (values: Float64Array[], end = 1e9) =>
  new SensorRecord(
    values,
    values.map(() => end),
  )

describe('a rate and steady levels', () => {
  it('are found where readings are made of them', () => {
    // 2 × (0, 1, 3) from step 1 on, upon a level of 5; the second sensor at 1 alone
    const record = aRecord([Float64Array.of(5, 5, 7, 11), Float64Array.of(1, Number.NaN, 1, 1)])
    const { rate, square } = record.fit([Float64Array.of(0, 1, 3, 6), new Float64Array(4)], 1, ANY)
    expect(rate).toBeCloseTo(2, 12)
    expect(square).toBeCloseTo(0, 12)
    // variance of 5, 5, 7, 11 about 7: 4 + 4 + 0 + 16
    expect(record.steady).toBeCloseTo(24, 12)
  })

  it('never go below nothing', () => {
    const falling = aRecord([Float64Array.of(3, 2, 1)])
    expect(falling.fit([Float64Array.of(0, 1, 2)], 0, ANY)).toEqual({ rate: 0, square: 2 })
    // a level of −1 would fit best: with none Σcy/Σcc = (1·0 + 2·1 + 3·2)/14
    const { rate } = aRecord([Float64Array.of(0, 1, 2)]).fit([Float64Array.of(1, 2, 3)], 0, ANY)
    expect(rate).toBeCloseTo(8 / 14, 12)
    expect(aRecord([Float64Array.of(0, 1, 2)]).fit([Float64Array.of(1, 2, 3)], 0, [0, 0.5]).rate).toBe(0.5)
  })

  it('leave no more than any other rate with its best levels', () => {
    const random = randomOf(7)
    const list = (count: number) => Float64Array.from({ length: count }, () => random())
    for (let turn = 0; turn < 50; turn++) {
      const [values, curves] = [
        [list(12), list(12)],
        [list(12), list(12)],
      ]
      const { square } = aRecord(values).fit(curves, 3, ANY)
      for (let rate = 0; rate < 2; rate += 0.05) {
        const left = values.reduce((all, value, k) => {
          const rest = value.map((one, n) => one - rate * (n < 3 ? 0 : (curves[k]?.[n - 3] ?? 0)))
          const level = Math.max(0, rest.reduce((sum, one) => sum + one, 0) / rest.length)
          return all + rest.reduce((sum, one) => sum + (one - level) ** 2, 0)
        }, 0)
        expect(square).toBeLessThanOrEqual(left + 1e-12)
      }
    }
  })

  it('lie no lower than a sensor at the end of its range says', () => {
    const [values, curve] = [Float64Array.of(0, 1, 2, 2, 2), Float64Array.of(0, 1, 2, 3, 4)]
    // what is above the end explains it as well as what is there
    expect(aRecord([values], 2).fit([curve], 0, ANY)).toEqual({ rate: 1, square: 0 })
    // and what stays below lacks 2 − 1 twice, 2 − 0.5 once
    const { square } = aRecord([values], 2).fit([Float64Array.of(0, 1, 0.5, 1, 1)], 0, ANY)
    expect(square).toBeCloseTo(1 + 1 + 1.5 ** 2, 12)
    expect(aRecord([values], 2).steady).toBeCloseTo(0.5 + 3 * 1.5 ** 2, 12)
  })
})

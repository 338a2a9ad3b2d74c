import { expect, it } from 'vitest'
import { solveNonNegative } from './nnls.ts'

const A = [Float64Array.of(1, 0, 1, 2), Float64Array.of(0, 1, 1, 0), Float64Array.of(1, 1, 0, 1)]

it('finds what made a sum, where that is not negative', () => {
  const b = Float64Array.from({ length: 4 }, (_, i) => 2 * (A[0]?.[i] ?? 0) + 0.5 * (A[2]?.[i] ?? 0))
  const { x, square } = solveNonNegative(A, b)
  expect([...x].map((value) => Number(value.toFixed(9)))).toEqual([2, 0, 0.5])
  expect(square).toBeLessThan(1e-20)
})

it('leaves at zero what would be negative, and the rest is best without it', () => {
  const b = Float64Array.of(1, -3, -2, 1)
  const { x, square } = solveNonNegative(A, b)
  expect(Math.min(...x)).toBe(0)
  // no small step to any side is better
  for (let j = 0; j < 3; j++)
    for (const step of [1e-4, -1e-4]) {
      const moved = x.map((value, i) => (i === j ? value + step : value))
      if (Math.min(...moved) < 0) continue
      const left = b.map(
        (value, i) => value - A.reduce((sum, column, n) => sum + (column[i] ?? 0) * (moved[n] ?? 0), 0),
      )
      expect(left.reduce((sum, value) => sum + value * value, 0)).toBeGreaterThanOrEqual(square)
    }
})

it('gives nothing for nothing', () => {
  expect([...solveNonNegative(A, new Float64Array(4)).x]).toEqual([0, 0, 0])
})

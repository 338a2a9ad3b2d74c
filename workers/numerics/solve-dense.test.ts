import { expect, it } from 'vitest'
import { solveDense } from './solve-dense.ts'

it('solves a system that is worked by hand', () => {
  // 4x + y = 9, x + 3y + z = 8, y + 2z = 7
  const matrix = [Float64Array.of(4, 1, 0), Float64Array.of(1, 3, 1), Float64Array.of(0, 1, 2)]
  const solved = solveDense(matrix, Float64Array.of(9, 8, 7))
  expect([...solved]).toEqual([2, 1, 3].map((value) => expect.closeTo(value, 12)))
})

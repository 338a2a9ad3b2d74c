import { describe, expect, it } from 'vitest'
import { SparseLu } from './sparse-lu.ts'

/** Row sums by hand, so that the answer is known. */
function solved(size: number, pairs: readonly (readonly [number, number])[], answer: readonly number[]): number[] {
  const lu = new SparseLu(size, pairs)
  const side = new Float64Array(size)
  const set = (row: number, column: number, value: number) => {
    if (row === column) lu.diagonal[row] = value
    else lu.entries[lu.place(row, column)] = value
    side[row] = (side[row] ?? 0) + value * (answer[column] ?? 0)
  }
  pairs.forEach(([a, b], i) => {
    set(a, b, -1 - i / 7)
    set(b, a, -2 + i / 9)
  })
  for (let row = 0; row < size; row++) set(row, row, 20 + row)
  lu.solve(side)
  return [...side]
}

describe('a sparse matrix', () => {
  it('of a tree, of a loop and of rows without neighbours is solved, though it is not symmetric', () => {
    const answer = [1, -2, 3, 0.5, 7, -1]
    const tree = [
      [0, 1],
      [1, 2],
      [1, 3],
      [3, 4],
    ] as const
    const loops = [...tree, [4, 0], [2, 4]] as const
    for (const pairs of [tree, loops])
      solved(6, pairs, answer).forEach((value, i) => {
        expect(value).toBeCloseTo(answer[i] ?? 0, 12)
      })
  })

  it('is solved again after it was filled again', () => {
    const lu = new SparseLu(2, [[0, 1]])
    for (const factor of [1, 3]) {
      lu.diagonal.set([2 * factor, 2 * factor])
      lu.entries.fill(-factor)
      const side = Float64Array.of(factor, factor)
      lu.solve(side)
      expect([...side]).toEqual([1, 1])
    }
  })

  it('is factored once and solved for many right sides', () => {
    const lu = new SparseLu(3, [
      [0, 1],
      [1, 2],
    ])
    lu.diagonal.set([4, 5, 6])
    lu.entries[lu.place(0, 1)] = -1
    lu.entries[lu.place(1, 0)] = -2
    lu.entries[lu.place(1, 2)] = -1
    lu.entries[lu.place(2, 1)] = -3
    lu.factor()
    for (const [x, y, z] of [
      [1, 2, 3],
      [-4, 0.5, 7],
    ] as const) {
      const side = Float64Array.of(4 * x - y, -2 * x + 5 * y - z, -3 * y + 6 * z)
      lu.substitute(side)
      ;[x, y, z].forEach((value, i) => {
        expect(side[i]).toBeCloseTo(value, 12)
      })
    }
  })
})

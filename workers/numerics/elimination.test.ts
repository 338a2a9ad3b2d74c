import { describe, expect, it } from 'vitest'
import { leastDegree } from './elimination.ts'

describe('the order of elimination', () => {
  it('takes a tree from its leaves, without any fill', () => {
    const pairs = [
      [0, 1],
      [1, 2],
      [1, 3],
      [3, 4],
    ] as const
    const { order, starts, neighbours } = leastDegree(5, pairs)
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4])
    expect(order[0]).toBe(0)
    expect(neighbours).toHaveLength(pairs.length)
    expect(starts[5]).toBe(pairs.length)
  })

  it('joins what an eliminated row touched, once, though a pair is told twice and both ways', () => {
    const square = [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ] as const
    const { order, starts, neighbours } = leastDegree(4, [...square, [1, 0], [0, 1]])
    const around = Array.from(order, (row, k) => [row, ...neighbours.slice(starts[k], starts[k + 1])])
    // its corners 1 and 3 become neighbours, and nothing else does
    expect(around).toEqual([[0, 1, 3], [2, 1, 3], [1, 3], [3]])
  })

  it('goes without rows that share entries with themselves', () => {
    expect(leastDegree(2, [[1, 1]]).neighbours).toHaveLength(0)
  })
})

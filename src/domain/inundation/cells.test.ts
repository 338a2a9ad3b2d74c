import { describe, expect, it } from 'vitest'
import { cellsWithin, type Extent, middleOf, type Ring, runsWithin } from './cells.ts'

const extent: Extent = { columns: 12, rows: 10, size: 2, west: 100, south: 50 }

/** By the rule itself: a place is within where a line to the east crosses the rings an odd number of times. */
function isWithin(rings: readonly Ring[], [x, y]: readonly [number, number]): boolean {
  let count = 0
  for (const ring of rings)
    ring.forEach(([x1, y1], n) => {
      const [x0, y0] = ring.at(n - 1) as Ring[number]
      if (y0 > y !== y1 > y && x0 + ((y - y0) * (x1 - x0)) / (y1 - y0) > x) count++
    })
  return count % 2 === 1
}

describe('cells within rings', () => {
  const square = (west: number, south: number, east: number, north: number): Ring => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
  const star = Array.from({ length: 14 }, (_, n): [number, number] => {
    const [away, turn] = [n % 2 === 0 ? 11.3 : 4.1, (n * Math.PI) / 7]
    return [111.3 + away * Math.cos(turn), 60.2 + away * Math.sin(turn)]
  })

  it.each<[string, Ring[]]>([
    ['a star that reaches out of the grid', [star]],
    ['a square with a hole', [square(102.5, 51.5, 121, 68), square(106, 55.5, 113, 62)]],
    [
      'corners on the middles of rows',
      [
        [
          [103, 51],
          [119.5, 59],
          [110.2, 67],
          [101, 59],
        ],
      ],
    ],
    ['a grid within', [square(0, 0, 900, 900)]],
    ['outside', [square(0, 0, 40, 900), square(100, 80, 120, 90), square(100, 10, 120, 49)]],
    ['nothing', []],
  ])('are those whose middle lies there: %s', (_, rings) => {
    const all = Array.from({ length: extent.columns * extent.rows }, (_, cell) => cell)
    expect(cellsWithin(extent, rings)).toEqual(all.filter((cell) => isWithin(rings, middleOf(extent, cell))))
  })

  it('are found by a walk along the rings, however many rows there are', () => {
    let reads = 0
    const counted = star.map(([x, y]) =>
      Object.defineProperty([x, y] as [number, number], 1, { get: () => ++reads && y }),
    )
    runsWithin({ ...extent, columns: 1200, rows: 1000, size: 0.02 }, [counted], () => undefined)
    expect(reads).toBeLessThanOrEqual(4 * counted.length)
  })
})

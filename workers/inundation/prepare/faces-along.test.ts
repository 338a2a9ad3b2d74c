import { describe, expect, it } from 'vitest'
import type { Extent } from '../../../src/domain/inundation/cells.ts'
import { aGrid, depthsOf, runUntil } from '../surface/analytic.ts'
import type { Grid } from '../surface/grid.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { facesAlong } from './faces-along.ts'

const extent: Extent = { columns: 30, rows: 30, size: 2, west: 1000, south: 500 }

/** A grid on which the faces stand as endless walls. */
function walled(line: readonly (readonly [number, number])[]): Grid {
  const grid = aGrid(30, 30, 2)
  const bare = () => new Float64Array(900).fill(-Infinity)
  const [crestEast, crestNorth] = [bare(), bare()]
  for (const { column, row, side } of facesAlong(extent, line))
    (side === 'east' ? crestEast : crestNorth)[row * 30 + column] = Infinity
  return { ...grid, crestEast, crestNorth }
}

describe('a line over the grid', () => {
  it('follows straight lines face by face, as far along as they lie', () => {
    expect(
      facesAlong(extent, [
        [1010, 503.9],
        [1010, 508],
      ]),
    ).toEqual([
      { column: 4, row: 2, side: 'east', nextIsLeft: false, along: expect.closeTo(1.025, 9) },
      { column: 4, row: 3, side: 'east', nextIsLeft: false, along: expect.closeTo(3.075, 9) },
    ])
    expect(
      facesAlong(extent, [
        [1010, 508],
        [1006, 508],
      ]).map(({ column, row, side }) => [column, row, side]),
    ).toEqual([
      [4, 3, 'north'],
      [3, 3, 'north'],
    ])
  })

  it('lets nothing through from side to side or out of a ring, however it lies', () => {
    const across = [
      [
        [990, 520],
        [1070, 541],
      ],
      [
        [1003, 490],
        [1051, 570],
      ],
      [
        [1061, 499],
        [1000, 562],
      ],
    ] as const
    const ring = [
      [1012, 512],
      [1041, 507],
      [1047, 538],
      [1029, 549],
      [1009, 533],
      [1012, 512],
    ] as const
    for (const line of [...across, ring]) {
      const grid = walled(line)
      const middle = 15 * 30 + 14
      const wet = floodFill(grid, line === ring ? middle : 0)
      const start = new Float64Array(900).map((_h, i) => (wet.has(i) ? 1 : 0))
      expect(wet.size).toBeGreaterThan(100)
      expect(wet.size).toBeLessThan(800)
      const solver = createReferenceSolver(grid, start)
      solver.push(15, 15, 0.5, 0.5)
      runUntil(solver, 10)
      depthsOf(solver, grid).forEach((h, i) => {
        if (!wet.has(i)) expect(h).toBe(0)
      })
    }
  })

  it('leaves out what is not between two cells', () => {
    expect(
      facesAlong(extent, [
        [1000, 500],
        [1000, 560],
      ]),
    ).toEqual([])
    expect(
      facesAlong(extent, [
        [900, 510],
        [950, 540],
      ]),
    ).toEqual([])
  })
})

function floodFill({ columns, rows, crestEast, crestNorth }: Grid, from: number): Set<number> {
  const seen = new Set([from])
  for (const i of seen) {
    const column = i % columns
    if (column < columns - 1 && crestEast?.[i] === -Infinity) seen.add(i + 1)
    if (column > 0 && crestEast?.[i - 1] === -Infinity) seen.add(i - 1)
    if (i < columns * (rows - 1) && crestNorth?.[i] === -Infinity) seen.add(i + columns)
    if (i >= columns && crestNorth?.[i - columns] === -Infinity) seen.add(i - columns)
  }
  return seen
}

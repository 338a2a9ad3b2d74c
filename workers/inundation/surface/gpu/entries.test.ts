import { describe, expect, it } from 'vitest'
import { linear, steps } from '../../acts/series.ts'
import { aGrid } from '../analytic.ts'
import { layoutOf } from './buffers.ts'
import { actTables } from './entries.ts'

const grid = aGrid(8, 6, 2, (x) => 3000 - x / 4, 0.03)
const { at } = layoutOf(grid)
const west = { side: 'west', first: 0, last: 5 } as const

/** Value and its change in a second of the first rule, as the device reads them. */
function firstValue(tables: ReturnType<typeof actTables>, time: number, end: number) {
  return [...new Float32Array(tables.rulesFrom(time, end).buffer)].slice(4, 6)
}

describe('what acts on the water, as tables for the device', () => {
  it('tells a linear series by its value and slope, a series of steps by its value alone', () => {
    const flow = (series: ReturnType<typeof linear>) =>
      actTables(grid, at, [{ ...west, rule: { type: 'discharge', flow: series } }], [])
    // prettier-ignore
    const ramp = flow(
      linear([
        [0, 1],
        [10, 6],
      ]),
    )
    expect(firstValue(ramp, 4, 10)).toEqual([3, 0.5])
    expect([ramp.bendsAfter(0), ramp.bendsAfter(10)]).toEqual([10, Number.POSITIVE_INFINITY])
    // at 10 s it is another already
    // prettier-ignore
    expect(
      firstValue(
        flow(
          steps([
            [0, 1],
            [10, 6],
          ]),
        ),
        4,
        10,
      ),
    ).toEqual([1, 0])
  })

  it('counts levels from the lowest bed of a stretch, so that none is lost in float32 at 3,000 m', () => {
    const tables = actTables(grid, at, [{ ...west, rule: { type: 'stage', level: linear([[0, 3000.5]]) } }], [])
    // the middles of the first two cells lie at 1 m and 3 m, so the bed at the edge is 3000 m
    expect(firstValue(tables, 0, 100)).toEqual([0.5, 0])
    expect(new Float32Array(tables.entries.buffer)[4]).toBe(0)
  })

  it('lets those that share a cell follow one another', () => {
    const free = { type: 'free' } as const
    const corner = { cells: [[0, 0]], flow: linear([[0, 1]]) } as const
    const apart = actTables(grid, at, [{ ...west, rule: free }], [])
    expect([apart.count, apart.rounds]).toEqual([6, 1])
    const south = { side: 'south', first: 0, last: 7, rule: free } as const
    const tables = actTables(grid, at, [{ ...west, rule: free }, south], [corner])
    expect([tables.rules, tables.count, tables.rounds]).toEqual([3, 15, 3])
  })

  it('bears a step that a film from its sources bears', () => {
    const spring = { cells: [[3, 3]], flow: linear([[0, 0.4]]) } as const
    // 0.1 m/s on 2 m cells: (0.45 · 2)² / (9.81 · 0.1) = 0.8257 s³
    expect(actTables(grid, at, [], [spring]).longestStep(0, 10)).toBeCloseTo(Math.cbrt(0.8257), 4)
    expect(actTables(grid, at, [], []).longestStep(0, 10)).toBe(Number.POSITIVE_INFINITY)
  })

  it('refuses what meets no cell', () => {
    const hole = aGrid(4, 4, 1, (x) => (x < 1 ? Number.NaN : 0))
    expect(() => actTables(hole, at, [{ ...west, rule: { type: 'free' } }], [])).toThrow(/no cell of the grid/)
    expect(() => actTables(grid, at, [], [{ cells: [[9, 9]], flow: linear([[0, 1]]) }])).toThrow(/none of its cells/)
  })
})

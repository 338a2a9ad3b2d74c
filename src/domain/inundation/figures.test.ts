import { expect, it } from 'vitest'
import { aFinishedRun } from '../../../tests/kit/a-flood.ts'
import { figuresOf, floodedOnly } from './figures.ts'

const [large, small] = [aFinishedRun('B'), aFinishedRun('A', 0, 0.3)]

it('tells depth, area, entries, streets and people of a run, without sea and river', () => {
  const { grid, summary } = large
  const figures = figuresOf(grid, summary.outcome)
  expect(figures).toMatchObject({ deepest: 1, entries: 1, tested: 2, streets: 140, people: 80 })
  expect(figures.area).toBe(16 * summary.outcome.extremes.depth.filter((depth) => depth >= 0.15).length)
  const waters = Uint8Array.from(summary.outcome.extremes.depth, (depth) => (depth > 0.5 ? 1 : 0))
  const land = figuresOf(grid, { ...summary.outcome, waters })
  expect(land.deepest).toBeLessThanOrEqual(0.5)
  expect(land.area).toBeLessThan(figures.area)
})

it('names the entries that one of two runs floods alone', () => {
  expect(floodedOnly(small.summary.outcome, large.summary.outcome)).toEqual({ a: [], b: ['EN1'] })
})

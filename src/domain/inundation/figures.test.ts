import { expect, it } from 'vitest'
import { aFinishedRun } from '../../../tests/kit/a-flood.ts'
import { figuresOf, floodedOnly } from './figures.ts'

const [large, small] = [aFinishedRun('B'), aFinishedRun('A', 0, 0.3)]

it('tells depth, area, entries, streets and people of a run, without what stood there from the start', () => {
  const { grid, frames, summary } = large
  const figures = figuresOf(grid, frames, summary.outcome)
  expect(figures).toMatchObject({ deepest: 1, entries: 1, tested: 2, streets: 140, people: 80 })
  expect(figures.area).toBe(16 * summary.outcome.extremes.depth.filter((depth) => depth >= 0.15).length)
  const frame = frames[6]
  const sea = frame ? [{ ...frame, time: 0 }] : []
  expect(figuresOf(grid, sea, summary.outcome).deepest).toBeLessThan(0.51)
})

it('names the entries that one of two runs floods alone', () => {
  expect(floodedOnly(small.summary.outcome, large.summary.outcome)).toEqual({ a: [], b: ['EN1'] })
})

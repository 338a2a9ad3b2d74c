import { expect, it } from 'vitest'
import { cellAt, cellGrid, isWithin, middleOf } from './cell-grid.ts'
import { planLength } from './ellipsoid.ts'

const grid = cellGrid([120.36, 35.98, 120.4, 36.02])
const place = { lon: 120.3841, lat: 36.0012 }

it('finds the cell that a place lies in, 200 m a side', () => {
  const cell = cellAt(grid, place)
  expect(isWithin(cell, place)).toBe(true)
  const [west, south, east, north] = cell
  expect(planLength(west, south, east, south)).toBeCloseTo(200, -1)
  expect(planLength(west, south, west, north)).toBeCloseTo(200, -1)
})

it('gives every place of a cell the same cell, and its neighbour another', () => {
  const cell = cellAt(grid, place)
  expect(cellAt(grid, middleOf(cell))).toEqual(cell)
  const [, , east] = cell
  expect(cellAt(grid, { ...place, lon: east + 1e-6 })[0]).toBe(east)
})

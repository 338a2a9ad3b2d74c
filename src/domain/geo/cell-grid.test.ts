import { expect, it } from 'vitest'
import { areaAt, cellAt, cellGrid, isWithin, middleOf } from './cell-grid.ts'
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

it('tells of two cells beside each other together, 400 m by 200 m, and puts every cell into one such area', () => {
  const area = areaAt(grid, place)
  const [west, south, east, north] = area
  expect(planLength(west, south, east, south)).toBeCloseTo(400, -1)
  expect(planLength(west, south, west, north)).toBeCloseTo(200, -1)
  const halves = [west + 1e-6, east - 1e-6].map((lon) => ({ ...place, lon }))
  for (const half of halves) expect(areaAt(grid, half)).toEqual(area)
  expect(halves.map((half) => cellAt(grid, half)[0])).toEqual([west, expect.closeTo(east - grid.lonStep, 6)])
  expect(areaAt(grid, { ...place, lon: east + 1e-6 })[0]).toBe(east)
  const beyond = areaAt(grid, { lon: -0.0001, lat: 0 })
  expect(beyond[2]).toBe(0)
})

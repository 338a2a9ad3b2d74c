import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GeoidGrid, toEllipsoidal, undulation } from './heights.ts'

/** 3 × 2 nodes one degree apart; rows from south to north, columns from west to east. */
const grid: GeoidGrid = {
  source: 'test',
  accuracy: null,
  west: 120,
  south: 36,
  east: 122,
  north: 37,
  columns: 3,
  rows: 2,
  values: [10, 12, 16, 20, 24, 30],
}

describe('geoid undulation', () => {
  it.each([
    ['south-west', 120, 36, 10],
    ['south-east', 122, 36, 16],
    ['north-west', 120, 37, 20],
    ['north-east', 122, 37, 30],
    ['an inner node', 121, 36, 12],
  ])('is the value of the node at %s', (_, lon, lat, expected) => {
    expect(undulation(grid, lon, lat)).toBe(expected)
  })

  it('is bilinear between nodes', () => {
    // (12 · 0.75 + 16 · 0.25) · 0.5 + (24 · 0.75 + 30 · 0.25) · 0.5 = 6.5 + 12.75
    expect(undulation(grid, 121.25, 36.5)).toBeCloseTo(19.25, 12)
  })

  it('holds the value of the edge outside the grid', () => {
    expect(undulation(grid, 119, 35)).toBe(10)
    expect(undulation(grid, 130, 36.5)).toBe(23)
  })

  it('is a constant everywhere on a constant grid', () => {
    const flat = { ...grid, columns: 2, values: [7.5, 7.5, 7.5, 7.5] }
    const degrees = fc.double({ min: -180, max: 180, noNaN: true })
    fc.assert(
      fc.property(degrees, degrees, (lon, lat) => {
        expect(undulation(flat, lon, lat)).toBeCloseTo(7.5, 12)
      }),
    )
  })

  it('lifts a normal height to the ellipsoid: h = H + N', () => {
    expect(toEllipsoidal(grid, 120, 36, 3.2)).toBeCloseTo(13.2, 12)
  })
})

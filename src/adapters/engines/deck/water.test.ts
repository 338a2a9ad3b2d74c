import { expect, it } from 'vitest'
import { waterColors } from './water.ts'

const grid = { columns: 2, rows: 2 }
const steps = [
  { from: 0.02, color: [1, 2, 3, 100] as const },
  { from: 0.5, color: [4, 5, 6, 200] as const },
]

it('puts the south below, and colours a cell by the highest step its depth reaches', () => {
  const depth = Uint16Array.of(19, 20, 500, 65_535)
  expect([...waterColors(grid, { depth, tint: null, steps })]).toEqual([
    ...[4, 5, 6, 200],
    ...[4, 5, 6, 200],
    ...[0, 0, 0, 0],
    ...[1, 2, 3, 100],
  ])
})

it('colours by the tint in its own unit, where there is water', () => {
  const depth = Uint16Array.of(1, 0, 1, 1)
  const tint = Uint16Array.of(30, 30, 5, 10)
  const minutes = [
    { from: 10, color: [1, 2, 3, 100] as const },
    { from: 30, color: [4, 5, 6, 200] as const },
  ]
  expect([...waterColors(grid, { depth, tint, steps: minutes })]).toEqual([
    ...[0, 0, 0, 0],
    ...[1, 2, 3, 100],
    ...[4, 5, 6, 200],
    ...[0, 0, 0, 0],
  ])
})

import { expect, it } from 'vitest'
import { colorsOf, mostOf } from './depth-grid.ts'

const steps = [
  { from: 0.1, color: [0, 0, 255, 100] as const },
  { from: 0.5, color: [0, 0, 99, 200] as const },
]

it('gives a cell the colour of the highest step it reaches, and none below the first or outside', () => {
  expect([...colorsOf(Float32Array.of(0.05, 0.1, 2, Number.NaN), steps)]).toEqual([
    0, 0, 0, 0, 0, 0, 255, 100, 0, 0, 99, 200, 0, 0, 0, 0,
  ])
})

it('takes the most of sheets that lie over one another, and nothing where none has a value', () => {
  const nothing = Number.NaN
  expect([...mostOf([Float32Array.of(1, nothing, nothing, 2), Float32Array.of(3, 4, nothing, nothing)])]).toEqual([
    3,
    4,
    nothing,
    2,
  ])
})

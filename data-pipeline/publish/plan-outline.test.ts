import { expect, it } from 'vitest'
import { planOutline } from './plan-outline.ts'

it('the outline of a body is the closed hull of its plan at the middle of its heights', () => {
  const { path, middle } = planOutline(Float64Array.of(0, 0, 1, 2, 0, 3, 2, 2, 5, 0, 2, 1, 1, 1, 9, 1, 0, 1))
  expect(path.map(({ lon, lat }) => [lon, lat])).toEqual([
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ])
  expect(middle).toEqual({ lon: 1, lat: 1, height: 5 })
})

it('the outline of an upright wall is a line, and that of a pole a point', () => {
  expect(planOutline(Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1, 3)).path.length).toBe(2)
  expect(planOutline(Float64Array.of(5, 5, 0, 5, 5, 2)).path).toEqual([{ lon: 5, lat: 5, height: 1 }])
})

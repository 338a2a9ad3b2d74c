import { expect, it } from 'vitest'
import { edgesOf, sumOfSteps } from './stepwise.ts'

const STEPS = [
  [0, 0.1],
  [300, 0.1],
  [600, 0.04],
  [900, 0],
] as const

it('adds up steps to a time, the last of them going on', () => {
  expect(sumOfSteps(STEPS, 900)).toBeCloseTo(60 + 12, 12)
  expect(sumOfSteps(STEPS, 450)).toBeCloseTo(45, 12)
  expect(sumOfSteps([[100, 2]], 250)).toBe(300)
})

it('gives steps as points whose straight lines hold the same, but for the edges', () => {
  const points = edgesOf(STEPS)
  const area = points.reduce((sum, [time, value], i) => {
    const [before, valueBefore] = points[i - 1] ?? [time, value]
    return sum + ((time - before) * (value + valueBefore)) / 2
  }, 0)
  expect(area).toBeCloseTo(72, 3)
  expect(points.every(([time], i) => i === 0 || time > (points[i - 1]?.[0] ?? 0))).toBe(true)
})

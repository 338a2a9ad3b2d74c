import { expect, it } from 'vitest'
import { aHillside, depthsOf } from './analytic.ts'
import { createReferenceSolver } from './reference.ts'
import { createVectorSolver } from './vector.ts'

it('the vector backend gives what the reference gives after 1,000 steps, to 1e-4 m, and keeps its volume to 1e-6', () => {
  const { grid, depth } = aHillside()
  const [reference, vector] = [createReferenceSolver(grid, depth), createVectorSolver(grid, depth)]
  for (let step = 0; step < 1000; step++) {
    const duration = reference.longestStep()
    reference.step(duration)
    vector.step(duration)
  }
  const [theirs, ours] = [depthsOf(reference, grid), depthsOf(vector, grid)]
  expect(Math.max(...ours.map((h, i) => Math.abs(h - (theirs[i] as number))))).toBeLessThan(1e-4)
  expect(Math.abs(vector.volume() / reference.volume() - 1)).toBeLessThan(1e-6)
  expect(vector.longestStep() / reference.longestStep()).toBeCloseTo(1, 4)
})

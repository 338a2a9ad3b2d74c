import { expect, it } from 'vitest'
import { nodeThreads } from '../../host/node.ts'
import { aGrid } from './analytic.ts'
import type { CrewPlace } from './crew.ts'
import { createVectorSolver } from './vector.ts'

/** Words of the control block. */
const [TURN, BUSY] = [0, 2]

it('lets no thread take part in a step twice when it is woken late', async () => {
  const [grid, threads] = [aGrid(150, 140, 1), nodeThreads(2)]
  const places: CrewPlace[] = []
  const solver = createVectorSolver(grid, new Float64Array(grid.bed.length).fill(1), {
    count: 2,
    start: (place) => {
      places.push(place)
      return threads.start(place)
    },
  })
  while (solver.threads < 2) await pause()
  solver.step(solver.longestStep())
  const { memory, layout } = places[0] as CrewPlace
  const control = new Int32Array(memory.buffer, layout.control, 3)
  // woken for the second time it has lain down after the first
  for (let woken = 0; woken < 2; woken++) while (Atomics.notify(control, TURN) === 0) await pause()
  expect(Atomics.load(control, BUSY)).toBe(0)
  solver.end()
})

const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

import { expect, it } from 'vitest'
import { SoilBox } from '../../../workers/leak-spread/soil/box.ts'
import { besideWall, type Medium } from '../../../workers/leak-spread/soil/kernels.ts'
import { validate } from '../../kit/validation-report.ts'

const SAND: Medium = { diffusivity: 6e-6, air: 0.25 }
const DAY = 86_400
/** Of soil beside a wall of pure gas [m]: the far end is never reached. */
const LENGTH = 12
/** Where the one is refined the other is so fine that it does not count. */
const CELLS = [9, 18, 36]
const STEPS = [8, 16, 32]
const [FINE_CELLS, FINE_STEPS] = [600, 2000]

it('gas in a box of soil comes to the exact solution with the square of the cell and with the step', async () => {
  const byCell = CELLS.map((count) => errorOf(count, FINE_STEPS))
  const byStep = STEPS.map((steps) => errorOf(FINE_CELLS, steps))
  const orders = (errors: readonly number[]) =>
    errors.slice(1).map((each, i) => Math.log2((errors[i] as number) / each))
  expect(Math.max(...byCell, ...byStep)).toBeLessThan(0.01)
  const figure = (name: string, ours: number, least: number) => ({
    ...{ name, ours, unit: '', goal: [least, Number.POSITIVE_INFINITY] as const },
  })
  await validate({
    id: 'leak-soil-orders',
    title: 'Gas through soil: observed orders of convergence',
    setup: `Root mean square error of the soil box beside a wall of pure gas against c erfc(x/√(4 D t/ε)), sand, one to two days; halved cells with ${FINE_STEPS} steps, halved steps with ${FINE_CELLS} cells. Beyond ${CELLS.at(-1)} cells the error of the steps is no longer small against that of the cells. Class A for the solver; what goes in stays C.`,
    test: 'tests/reference/leak-spread/soil-orders.test.ts',
    figures: [
      ...orders(byCell).map((order, i) =>
        figure(`order in the cell, ${CELLS[i]} to ${CELLS[i + 1]} cells`, order, 1.9),
      ),
      ...orders(byStep).map((order, i) =>
        figure(`order in the step, ${STEPS[i]} to ${STEPS[i + 1]} steps`, order, 0.9),
      ),
    ],
    plot: {
      ...{ x: 'times halved', y: 'error, log₂' },
      series: [
        { name: 'cells', points: byCell.map((error, i) => [i, Math.log2(error)] as const) },
        { name: 'second order', isReference: true, points: lineOf(byCell, 2) },
        { name: 'steps', points: byStep.map((error, i) => [i, Math.log2(error)] as const) },
        { name: 'first order', isReference: true, points: lineOf(byStep, 1) },
      ],
    },
  })
})

function lineOf(errors: readonly number[], order: number): (readonly [number, number])[] {
  return errors.map((_, i) => [i, Math.log2(errors[0] as number) - order * i] as const)
}

/** From a front that has already spread for a day, so that its jump does not count; over the third beside the wall. */
function errorOf(count: number, steps: number): number {
  const size = LENGTH / count
  const cells = { x: new Float64Array(count).fill(size), y: Float64Array.of(1), z: Float64Array.of(1) }
  const box = new SoilBox(cells, SAND, { west: { open: 1, held: 1 } })
  box.concentration.forEach((_, i) => {
    box.concentration[i] = besideWall(SAND, (i + 0.5) * size, DAY)
  })
  for (let step = 0; step < steps; step++) box.step(DAY / steps)
  const wrong = (i: number) => (box.concentration[i] as number) - besideWall(SAND, (i + 0.5) * size, 2 * DAY)
  const upTo = count / 3
  return Math.sqrt(Array.from({ length: upTo }, (_, i) => wrong(i) ** 2).reduce((a, b) => a + b) / upTo)
}

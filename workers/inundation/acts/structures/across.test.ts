import { expect, it } from 'vitest'
import { Ledger } from '../../ledger.ts'
import { facesAlong } from '../../prepare/faces-along.ts'
import { aGrid, depthsOf } from '../../surface/analytic.ts'
import { createVectorSolver } from '../../surface/vector.ts'
import { openEdge } from '../boundary.ts'
import { rainOn } from '../rain.ts'
import { linear } from '../series.ts'
import { passAcross } from './across.ts'
import { opening, weir } from './laws.ts'

const constant = (value: number) => linear([[0, value]])
const size = 5
const [columns, rows] = [20, 16]
const slope = 0.005
const grid = aGrid(columns, rows, size, (x, y) => -slope * x + 0.05 * Math.sin(x) * Math.cos(y), 0.03)

it.each([
  ['weirs', weir({ crest: 0.5, width: size, coefficient: 1.7 })],
  ['gates', opening({ sill: -0.4, height: 1.5, width: size, coefficient: 0.6 })],
] as const)('a river in rain comes to rest over %s that meet at corners', (_, law) => {
  const solver = createVectorSolver(grid, new Float64Array(columns * rows).fill(3.5))
  const line = [
    [50, 0],
    [50, 40],
    [75, 40],
    [75, 80],
  ] as const
  const faces = facesAlong({ columns, rows, size, west: 0, south: 0 }, line)
  const passage = { lawAt: () => law, bendsAfter: () => Number.POSITIVE_INFINITY }
  const acts = [
    rainOn(grid, solver, constant(60)),
    openEdge(grid, solver, {
      ...({ side: 'west', first: 0, last: rows - 1 } as const),
      rule: { type: 'discharge', flow: constant(5 * size * rows) },
    }),
    openEdge(grid, solver, {
      ...({ side: 'east', first: 0, last: rows - 1 } as const),
      rule: { type: 'stage', level: constant(1) },
    }),
    ...faces.map((face) => passAcross(grid, solver, face, passage)),
  ]
  const end = 1000
  const least = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY)
  const most = new Float64Array(columns * rows)
  const ledger = new Ledger()
  for (let time = 0; time < end; ) {
    const duration = Math.min(solver.longestStep(), ...acts.map((act) => act.longestStep(time)))
    for (const act of acts) act.begin?.(time)
    solver.step(duration)
    time += duration
    for (const act of acts) act.apply(time, duration, ledger)
    if (time < 0.8 * end) continue
    for (const [i, h] of depthsOf(solver, grid).entries()) {
      least[i] = Math.min(least[i] as number, h)
      most[i] = Math.max(most[i] as number, h)
    }
  }
  expect(Math.max(...most.map((h, i) => h - (least[i] as number)))).toBeLessThan(1e-3)
})

import { describe, expect, it } from 'vitest'
import { greenAmpt, pondedGain } from '../infiltration/green-ampt.ts'
import { horton } from '../infiltration/horton.ts'
import type { Infiltration } from '../infiltration/infiltration.ts'
import { Ledger } from '../ledger.ts'
import { aGrid } from '../surface/analytic.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { createVectorSolver } from '../surface/vector.ts'
import { openEdge } from './boundary.ts'
import { soakIn } from './infiltration.ts'
import { MM_H, rainOn } from './rain.ts'
import { steps } from './series.ts'

const clay = { suction: 0.2, conductivity: 1e-6, deficit: 0.3 }
const sand = horton({ initial: 60 * MM_H, final: 6 * MM_H, decay: 4 / 3600, dryingTime: 86_400 })

const often = { seconds: 5, steps: 1, most: 5 }

/** A pond of 10 × 10 cells, half of it on one soil; the rest takes nothing. */
function aPond(soil: Infiltration, depth: number, create = createReferenceSolver) {
  const grid = aGrid(10, 10, 2)
  const solver = create(grid, new Float64Array(100).fill(depth))
  const ground = { soil, cells: Array.from({ length: 50 }, (_, n) => n) }
  return { grid, solver, ledger: new Ledger(), act: soakIn(grid, solver, [ground], often) }
}

function run({ grid, solver, ledger, act }: ReturnType<typeof aPond>, until: number, mmPerHour = 0): void {
  const rain = rainOn(grid, solver, steps([[0, mmPerHour]]))
  for (let time = 0; time < until; ) {
    const duration = Math.min(0.5, until - time, rain.longestStep(time))
    rain.begin?.(time)
    solver.step(duration)
    time += duration
    rain.apply(time, duration, ledger)
    act.apply(time, duration, ledger)
  }
}

describe.each([
  ['float64', createReferenceSolver, 1e-12],
  ['WASM', createVectorSolver, 1e-6],
] as const)('ground under water, %s', (_, create, lost) => {
  it('takes what Horton says, and all of it is booked', () => {
    const pond = aPond(sand, 0.5, create)
    run(pond, 1800)
    // 6 mm/h · 0.5 h + 54 mm/h / 4 · (1 − e⁻²) = 14.673 mm on 50 cells of 4 m²
    const { infiltrated } = pond.ledger.volumes()
    expect(infiltrated).toBeCloseTo(0.014673 * 200, 4)
    expect(Math.abs(pond.solver.volume() + infiltrated - 200) / 200).toBeLessThan(lost)
  })

  it('takes what Green and Ampt say under its depth', () => {
    const pond = aPond(greenAmpt(clay), 0.5, create)
    run(pond, 600)
    const taken = pond.ledger.volumes().infiltrated / 200
    // under 0.5 m of water that falls by half of what half of it takes
    expect(taken).toBeCloseTo(pondedGain(0, (0.2 + 0.5 - taken / 4) * 0.3, 1e-6, 600), 4)
  })

  it('takes all of a rain weaker than itself, and never more than is there', () => {
    const pond = aPond(sand, 0, create)
    pond.act = soakIn(pond.grid, pond.solver, [{ soil: sand, cells: Array.from({ length: 100 }, (_, n) => n) }], often)
    run(pond, 600, 5)
    const { rain, infiltrated } = pond.ledger.volumes()
    expect(infiltrated / rain).toBeGreaterThan(0.99)
    expect(Math.abs(rain - infiltrated - pond.solver.volume()) / rain).toBeLessThan(1e-6)
    expect(Math.min(...pond.solver.water.depth)).toBeGreaterThanOrEqual(0)
  })
})

describe('ground under water', () => {
  it('moves little with its interval: a hillside in a storm within 1 % at 48 steps, and nearer with a shorter one', () => {
    const grid = aGrid(30, 1, 2, (x) => -x / 50, 0.03)
    const cells = Array.from({ length: 30 }, (_, n) => n)
    const [shortest, short, usual] = [1, 12, 48].map((count) => {
      const pace = { seconds: 0, steps: count, most: 1000 }
      const solver = createReferenceSolver(grid, new Float64Array(30))
      const edge = openEdge(grid, solver, { side: 'east', first: 0, last: 0, rule: { type: 'free' } })
      const [rain, soak] = [rainOn(grid, solver, steps([[0, 20]])), soakIn(grid, solver, [{ soil: sand, cells }], pace)]
      const ledger = new Ledger()
      for (let time = 0; time < 600; ) {
        const duration = Math.min(0.5, solver.longestStep(), 600 - time)
        rain.begin?.(time)
        solver.step(duration)
        time += duration
        for (const act of [rain, edge, soak]) act.apply(time, duration, ledger)
      }
      return ledger.volumes().infiltrated
    }) as [number, number, number]
    expect(Math.abs(usual / shortest - 1)).toBeLessThan(0.01)
    expect(Math.abs(short - shortest)).toBeLessThan(Math.abs(usual - shortest))
  })

  it('waits no longer than twenty seconds, however long a step is', () => {
    const pond = aPond(sand, 0.01)
    const act = soakIn(pond.grid, pond.solver, [{ soil: sand, cells: [33] }])
    act.apply(12, 12, pond.ledger)
    expect(pond.ledger.volumes().infiltrated).toBe(0)
    act.apply(24, 12, pond.ledger)
    // 24 s at 60 mm/h, a little less as it gets wet, on 4 m²
    expect(pond.ledger.volumes().infiltrated / (24 * 60 * MM_H * 4)).toBeCloseTo(0.99, 1.7)
  })

  it('recovers while it is dry, as if it had been asked all the time', () => {
    const often = new Float64Array(2)
    sand.start(often, 0)
    const state = () => [...often]
    sand.take(often, 0, 0, 0, 1, 1800)
    const wet = state()
    for (let n = 0; n < 720; n++) sand.take(often, 0, 0, 0, 0, 5)
    const once = Float64Array.from(wet)
    sand.take(once, 0, 0, 0, 0, 3600)
    expect(once[0]).toBeCloseTo(often[0] as number, 6)
    expect(once[0]).toBeLessThan(wet[0] as number)
  })

  it('takes the motion of what it takes', () => {
    const pond = aPond(sand, 0.01)
    pond.solver.push(3, 3, 0.002, 0.001)
    pond.act = soakIn(pond.grid, pond.solver, [{ soil: sand, cells: [33] }], { seconds: 0, steps: 1, most: 5 })
    pond.act.apply(5, 5, pond.ledger)
    const i = pond.solver.at(3, 3)
    expect(pond.solver.water.depth[i]).toBeLessThan(0.01)
    expect((pond.solver.water.east[i] as number) / (pond.solver.water.depth[i] as number)).toBeCloseTo(0.2, 12)
  })
})

import { describe, expect, it } from 'vitest'
import { Ledger } from '../ledger.ts'
import { aGrid, depthsOf } from '../surface/analytic.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { createVectorSolver } from '../surface/vector.ts'
import { openEdge } from './boundary.ts'
import { MM_H, rainOn } from './rain.ts'
import { linear, steps } from './series.ts'
import { openSource } from './source.ts'

describe.each([
  ['float64', createReferenceSolver],
  ['WASM', createVectorSolver],
] as const)('rain, %s', (_, create) => {
  it('runs off a plane as a kinematic wave says, and all of it is booked', () => {
    // 50 mm/h on 200 m at 1 %, n = 0.03: q = R x, h = (n q / √S)^0.6 (shared analytic case)
    const [slope, roughness, size] = [0.01, 0.03, 2]
    const grid = aGrid(100, 1, size, (x) => -slope * x, roughness)
    const solver = create(grid, new Float64Array(100))
    const rain = rainOn(grid, solver, steps([[0, 50]]))
    const edge = openEdge(grid, solver, { side: 'east', first: 0, last: 0, rule: { type: 'normal', slope } })
    const ledger = new Ledger()
    for (let time = 0; time < 1800; ) {
      const duration = Math.min(solver.longestStep(), edge.longestStep(time), rain.longestStep(time), 1800 - time)
      rain.begin?.(time)
      solver.step(duration)
      time += duration
      rain.apply(time, duration, ledger)
      edge.apply(time, duration, ledger)
    }
    const depths = depthsOf(solver, grid)
    for (const cell of [20, 50, 80]) {
      const q = 50 * MM_H * (cell + 0.5) * size
      expect((depths[cell] as number) / ((roughness * q) / Math.sqrt(slope)) ** 0.6).toBeCloseTo(1, 1.5)
    }
    const { rain: fallen, outflow } = ledger.volumes()
    expect(fallen).toBeCloseTo(50 * MM_H * 1800 * 100 * size * size, 9)
    expect(Math.abs(fallen - outflow - solver.volume()) / fallen).toBeLessThan(1e-6)
  })

  it('is not lost on deep water, however little falls in a step', () => {
    const grid = aGrid(16, 16, 1)
    const solver = create(grid, new Float64Array(256).fill(6.3))
    const before = solver.volume()
    const rain = rainOn(grid, solver, steps([[0, 5]]))
    const ledger = new Ledger()
    rain.begin?.(0)
    for (let step = 0; step < 2000; step++) {
      solver.step(0.05)
      rain.apply(0.05, 0.05, ledger)
    }
    // 5 mm/h for 100 s: 0.139 mm, 7e-8 m a step
    expect(ledger.volumes().rain).toBeCloseTo(256 * 5 * MM_H * 100, 9)
    expect((solver.volume() - before) / ledger.volumes().rain).toBeCloseTo(1, 5)
  })

  it('falls on cells alone', () => {
    const grid = aGrid(8, 8, 1, (x) => (x > 4 ? Number.NaN : 0))
    const solver = create(grid, new Float64Array(64))
    const field = new Float64Array(64).map((_rate, i) => (i % 8 === 0 ? 1e-5 : 0))
    solver.setRain(field)
    for (let step = 0; step < 100; step++) solver.step(0.1)
    expect(solver.volume()).toBeCloseTo(8 * 1e-5 * 10, 9)
  })
})

describe.each([
  ['float64', createReferenceSolver],
  ['WASM', createVectorSolver],
] as const)('a source, %s', (_, create) => {
  it('pours what it says on dry ground, and takes no more than is there, with its motion', () => {
    const grid = aGrid(9, 9, 1)
    const solver = create(grid, new Float64Array(81))
    const ledger = new Ledger()
    const spring = openSource(grid, solver, {
      cells: [
        [4, 4],
        [5, 4],
        [99, 0],
      ],
      flow: linear([
        [0, 0],
        [5, 0.2],
        [10, 0],
      ]),
    })
    for (let time = 0; time < 10; ) {
      const duration = Math.min(solver.longestStep(), spring.longestStep(time))
      solver.step(duration)
      time += duration
      spring.apply(time, duration, ledger)
    }
    expect(ledger.volumes().inflow).toBeCloseTo(1, 6)
    expect(solver.volume()).toBeCloseTo(1, 5)
    const i = solver.at(4, 4)
    const speed = (solver.water.east[i] as number) / (solver.water.depth[i] as number)
    const drain = openSource(grid, solver, { cells: [[4, 4]], flow: linear([[0, -1e-3]]) })
    drain.apply(1, 1, ledger)
    expect((solver.water.east[i] as number) / (solver.water.depth[i] as number)).toBeCloseTo(speed, 4)
    drain.apply(1, 1000, ledger)
    expect(solver.water.depth[i]).toBe(0)
    const { inflow, outflow } = ledger.volumes()
    expect(inflow - outflow - solver.volume()).toBeCloseTo(0, 6)
  })

  it('refuses a place off the grid', () => {
    const grid = aGrid(3, 3, 1)
    expect(() =>
      openSource(grid, create(grid, new Float64Array(9)), { cells: [[5, 5]], flow: linear([[0, 1]]) }),
    ).toThrow(/none of its cells/)
  })
})

import { describe, expect, it } from 'vitest'
import { Ledger } from '../ledger.ts'
import { aGrid, depthsOf } from '../surface/analytic.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { createVectorSolver } from '../surface/vector.ts'
import type { Act } from './act.ts'
import { MM_H, rainFields, rainOn } from './rain.ts'
import { drainRoofs } from './roofs.ts'
import { steps } from './series.ts'

function run(solver: ReturnType<typeof createReferenceSolver>, acts: readonly Act[], until: number): Ledger {
  const ledger = new Ledger()
  for (let time = 0; time < until; ) {
    const duration = Math.min(solver.longestStep(), ...acts.map((act) => act.longestStep(time)), until - time)
    for (const act of acts) act.begin?.(time)
    solver.step(duration)
    time += duration
    for (const act of acts) act.apply(time, duration, ledger)
  }
  return ledger
}

/** Every cell a tub of its own: what falls stays. */
function tubs() {
  const grid = aGrid(4, 3, 2)
  const wall = () => new Float64Array(12).fill(Infinity)
  return { ...grid, crestEast: wall(), crestNorth: wall() }
}

describe.each([
  ['float64', createReferenceSolver],
  ['WASM', createVectorSolver],
] as const)('rain by place, %s', (_, create) => {
  it('falls as each field says, from its time on, and is booked', () => {
    const grid = tubs()
    const solver = create(grid, new Float64Array(12))
    const rain = rainFields([
      { time: 60, make: () => new Float64Array(12).fill(36) },
      { time: 120, make: () => Float64Array.from({ length: 12 }, (_v, cell) => (cell === 5 ? 72 : 0)) },
    ])
    const ledger = run(solver, [rainOn(grid, solver, rain)], 180)
    // 36 mm/h for a minute: 0.6 mm; 72 on one: 1.2 mm more
    const depths = depthsOf(solver, grid)
    expect(depths[0]).toBeCloseTo(0.0006, 6)
    expect(depths[5]).toBeCloseTo(0.0018, 6)
    expect(ledger.volumes().rain).toBeCloseTo((12 * 0.0006 + 0.0012) * 4, 9)
    expect(solver.volume()).toBeCloseTo(ledger.volumes().rain, 8)
  })

  it('runs by its share, and not at all under a roof', () => {
    const grid = tubs()
    const solver = create(grid, new Float64Array(12))
    const share = new Float64Array(12).fill(1)
    share[2] = 0.4
    share[7] = 0
    const ledger = run(solver, [rainOn(grid, solver, steps([[0, 60]]), share)], 60)
    const depths = depthsOf(solver, grid)
    expect(depths[0]).toBeCloseTo(0.001, 6)
    expect(depths[2]).toBeCloseTo(0.0004, 6)
    expect(depths[7]).toBe(0)
    expect(ledger.volumes().rain).toBeCloseTo(10.4 * 0.001 * 4, 9)
  })
})

describe('a roof', () => {
  it('brings its rain to the ground beside it or into a manhole, where there is no cell under it too', () => {
    const grid = tubs()
    grid.bed[5] = grid.bed[6] = Number.NaN
    const solver = createReferenceSolver(grid, new Float64Array(12))
    const rain = steps([
      [0, 90],
      [40, 0],
    ])
    let drained = 0
    const given = [
      { cells: [5, 6], to: [0, 0] as const },
      { cells: [11], to: 3 },
    ]
    const roofs = drainRoofs(grid, solver, rain, given, (node, volume) => {
      expect(node).toBe(3)
      drained += volume
    })
    const share = new Float64Array(12).fill(1)
    share[11] = 0
    const ledger = run(solver, [rainOn(grid, solver, rain, share), roofs], 100)
    const fallen = 90 * MM_H * 40 * 4
    expect(drained).toBeCloseTo(fallen, 12)
    expect(solver.water.depth[0]).toBeCloseTo((3 * fallen) / 4, 9)
    expect(ledger.volumes().rain).toBeCloseTo(11 * fallen, 12)
    expect(solver.volume()).toBeCloseTo(11 * fallen, 12)
  })

  it('bears no longer step than what it brings onto dry ground in it', () => {
    const grid = aGrid(4, 3, 2)
    const solver = createReferenceSolver(grid, new Float64Array(12))
    const cells = [5, 6, 9, 10]
    const of = (to: readonly [number, number] | number) =>
      drainRoofs(grid, solver, steps([[0, 90]]), [{ cells, to }], () => {}).longestStep(0)
    // 4 × 25 µm/s on one cell: ∛((0.45 · 2 m)² / (9.81 m/s² · 100 µm/s)) = ∛825.7 s³
    expect(of([0, 0])).toBeCloseTo(Math.cbrt(825.688), 4)
    expect(of(3)).toBe(Number.POSITIVE_INFINITY)
  })
})

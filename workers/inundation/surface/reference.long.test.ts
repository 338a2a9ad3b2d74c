import { describe, expect, it } from 'vitest'
import { aGrid, atCells, basinBed, depthsOf, planarSwing, radialSwing, ritter, runUntil, stoker } from './analytic.ts'
import { perDepth } from './grid.ts'
import { createReferenceSolver, friction } from './reference.ts'

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
/** mean of |a − b| */
const distance = (a: Float64Array, b: Float64Array) =>
  sum(a.map((value, i) => Math.abs(value - (b[i] as number)))) / a.length
/** ‖a − b‖ / ‖b‖ */
const relative = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(sum(a.map((value, i) => (value - (b[i] as number)) ** 2)) / sum(b.map((value) => value * value)))

describe('still water', () => {
  it('stays still over rough ground with islands, holes and walls, 10,000 steps long', () => {
    const rough = (x: number, y: number) =>
      x > 20 && x < 22 && y > 3
        ? Number.NaN
        : 2 * Math.sin(x * 1.3) + 3 * Math.cos(y * 0.7) + ((x * 79 + y * 104) % 13) / 5
    const grid = aGrid(32, 24, 1, rough)
    const crests = {
      crestEast: new Float64Array(768).fill(-Infinity),
      crestNorth: new Float64Array(768).fill(-Infinity),
    }
    for (let row = 0; row < 24; row++) crests.crestEast[row * 32 + 10] = row % 3
    for (let column = 0; column < 32; column++) crests.crestNorth[12 * 32 + column] = 3 - (column % 5)
    const solver = createReferenceSolver(
      { ...grid, ...crests },
      grid.bed.map((level) => Math.max(0, 1 - level) || 0),
    )
    for (let step = 0; step < 10_000; step++) solver.step(solver.longestStep())
    const { depth, east, north } = solver.water
    const speeds = [...depth].map((h, i) => Math.hypot(east[i] as number, north[i] as number) * perDepth(h))
    // shared/bench/flood/analytic: 1e-10 m/s in float64
    expect(Math.max(...speeds)).toBeLessThanOrEqual(1e-10)
  })
})

describe('a dam that breaks', () => {
  const grid = aGrid(500, 1, 0.02)

  it('on a wet bed moves as Stoker says: the shock is sharp and where it must be', () => {
    const solver = createReferenceSolver(
      grid,
      atCells(grid, (x) => (x < 5 ? 0.005 : 0.001)),
    )
    runUntil(solver, 6)
    const exact = atCells(grid, (x) => stoker(x, 5, 0.005, 0.001, 6))
    const ours = depthsOf(solver, grid)
    // goal 0.6 % of the upper depth at 500 cells
    expect(distance(ours, exact) / 0.005).toBeLessThan(0.001)
    const shock = (depths: Float64Array) => depths.findLastIndex((h) => h > 0.0018)
    expect(Math.abs(shock(ours) - shock(exact))).toBeLessThanOrEqual(1)
    expect(sum(ours)).toBeCloseTo(250 * 0.006, 10)
  })

  it('on a dry bed moves as Ritter says, and no depth is ever negative', () => {
    const solver = createReferenceSolver(
      grid,
      atCells(grid, (x) => (x < 5 ? 0.005 : 0)),
    )
    runUntil(solver, 6)
    const exact = atCells(grid, (x) => ritter(x, 5, 0.005, 6))
    const ours = depthsOf(solver, grid)
    expect(distance(ours, exact) / 0.005).toBeLessThan(0.001)
    // where it is 1 % of the upper depth deep; the tip itself has no depth to be seen by
    const front = (depths: Float64Array) => (depths.findLastIndex((h) => h > 0.00005) + 0.5) * 0.02 - 5
    expect(Math.abs(front(ours) / front(exact) - 1)).toBeLessThan(0.04)
    expect(Math.min(...ours)).toBeGreaterThanOrEqual(0)
    expect(sum(ours)).toBeCloseTo(250 * 0.005, 10)
  })
})

describe('water that swings in a round basin (Thacker)', () => {
  const basin = { depth: 0.1, radius: 1, middle: 2 }
  const grid = aGrid(100, 100, 0.04, basinBed(basin))

  it('keeps a plane surface for three turns', () => {
    const swing = planarSwing(basin, 0.5)
    const start = atCells(grid, (x, y) => swing.depth(x, y, 0))
    const solver = createReferenceSolver(grid, start)
    const [u, v] = swing.velocity(0)
    solver.water.east.set(start.map((h) => h * u))
    solver.water.north.set(start.map((h) => h * v))
    runUntil(solver, 3 * swing.period)
    expect(
      relative(
        depthsOf(solver, grid),
        atCells(grid, (x, y) => swing.depth(x, y, 3 * swing.period)),
      ),
    ).toBeLessThan(0.03)
    expect(Math.abs(sum(solver.water.depth) / sum(start) - 1)).toBeLessThan(1e-12)
  })

  it('keeps a paraboloid for three beats, and stays as even as it began', () => {
    const swing = radialSwing(basin, 0.8)
    const solver = createReferenceSolver(
      grid,
      atCells(grid, (x, y) => swing.depth(x, y, 0)),
    )
    runUntil(solver, 3 * swing.period)
    const ours = depthsOf(solver, grid)
    expect(
      relative(
        ours,
        atCells(grid, (x, y) => swing.depth(x, y, 3 * swing.period)),
      ),
    ).toBeLessThan(0.03)
    const turned = ours.map((_, i) => ours[(i % 100) * 100 + Math.floor(i / 100)] as number)
    expect(distance(ours, turned)).toBeLessThan(1e-15)
  })
})

describe('order of the scheme', () => {
  it('is above 1.6 on smooth flow', () => {
    // water that swings between two walls on level ground; the finest grid stands for the truth
    const run = (columns: number) => {
      const grid = aGrid(columns, 1, 10 / columns)
      const solver = createReferenceSolver(
        grid,
        atCells(grid, (x) => 1 + 0.05 * Math.cos((Math.PI * x) / 10)),
      )
      runUntil(solver, 1)
      return depthsOf(solver, grid)
    }
    const fine = run(1600)
    const errorOf = (columns: number) => {
      const ours = run(columns)
      const times = 1600 / columns
      return distance(
        ours,
        ours.map((_, i) => sum(fine.subarray(i * times, (i + 1) * times)) / times),
      )
    }
    expect(Math.log2(errorOf(50) / errorOf(100))).toBeGreaterThan(1.6)
    expect(Math.log2(errorOf(100) / errorOf(200))).toBeGreaterThan(1.6)
  })
})

describe('friction', () => {
  it('is Manning’s law taken at the end of the step', () => {
    // q = 1 m²/s, h = 1 m, n = 0.1 s/m^(1/3), 10 s: a = 10 · 9.81 · 0.1² / 1^(7/3) = 0.981 and q' + a q'² = q,
    // so q' = (−1 + √(1 + 3.924)) / 1.962 = (−1 + 2.219009) / 1.962 = 0.621309 m²/s
    expect(friction(1, 1, 0.1, 10)).toBeCloseTo(0.621309, 6)
  })

  it('slows however long the step, and never turns the flow', () => {
    expect(friction(1, 0.001, 0.1, 1e6)).toBeGreaterThan(0)
  })
})

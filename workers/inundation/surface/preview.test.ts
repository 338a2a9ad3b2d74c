import { describe, expect, it } from 'vitest'
import { openEdge } from '../acts/boundary.ts'
import { linear } from '../acts/series.ts'
import { Ledger } from '../ledger.ts'
import { aGrid, atCells, depthsOf, runUntil } from './analytic.ts'
import { GRAVITY } from './grid.ts'
import { createPreviewSolver, createVectorSolver, PREVIEW_FAST_SHARE } from './vector.ts'

describe('the preview', () => {
  it('leaves water still behind walls and crests, 3,000 m up', () => {
    const grid = aGrid(40, 40, 1, (x, y) =>
      x > 20 && x < 22 && y > 3 ? Number.NaN : 3000 + 2 * Math.sin(x * 1.3) + 3 * Math.cos(y * 0.7),
    )
    const crestEast = new Float64Array(1600).fill(-Infinity)
    for (let row = 0; row < 40; row++) crestEast[row * 40 + 10] = 2999 + (row % 4)
    const start = grid.bed.map((level) => Math.max(0, 3001 - level) || 0)
    const solver = createPreviewSolver({ ...grid, crestEast }, start)
    const before = depthsOf(solver, grid)
    for (let step = 0; step < 5000; step++) solver.step(solver.longestStep())
    expect(depthsOf(solver, grid)).toEqual(before)
    expect(Math.max(...solver.water.east.map(Math.abs), ...solver.water.north.map(Math.abs))).toBe(0)
  })

  it('holds water back behind a crest until it stands above it', () => {
    const grid = aGrid(20, 1, 1)
    const crestEast = new Float64Array(20).fill(-Infinity)
    crestEast[9] = 0.5
    for (const [depth, isOver] of [
      [0.49, false],
      [0.6, true],
    ] as const) {
      const solver = createPreviewSolver(
        { ...grid, crestEast },
        atCells(grid, (x) => (x < 10 ? depth : 0)),
      )
      runUntil(solver, 5)
      expect((depthsOf(solver, grid)[10] as number) > 0).toBe(isOver)
    }
  })

  it('moves a front over a plane as Hunter et al. (2005) say', () => {
    // h = (7/3 · n² u² (u t − x))^(3/7) for a front that moves at u: their test of u = 1 m/s with n = 0.03 on 50 m cells
    const [u, n, end] = [1, 0.03, 3600]
    const depthAt = (x: number, time: number) => ((7 / 3) * n ** 2 * u ** 2 * Math.max(0, u * time - x)) ** (3 / 7)
    const grid = aGrid(100, 1, 50, () => 0, n)
    const solver = createPreviewSolver(grid, new Float64Array(100))
    const level = linear(Array.from({ length: 181 }, (_, i) => [20 * i, depthAt(0, 20 * i)] as const))
    const edge = openEdge(grid, solver, { side: 'west', first: 0, last: 0, rule: { type: 'stage', level } })
    const ledger = new Ledger()
    for (let time = 0; time < end; ) {
      const duration = Math.min(solver.longestStep(), edge.longestStep(time), end - time)
      solver.step(duration)
      time += duration
      edge.apply(time, duration, ledger)
    }
    const [ours, exact] = [depthsOf(solver, grid), atCells(grid, (x) => depthAt(x, end))]
    const rmse = Math.sqrt(ours.reduce((sum, h, i) => sum + (h - (exact[i] as number)) ** 2, 0) / 100)
    // 0.038 m on cells of 50 m, where its front is 0.5 m deep a cell behind; second order has 0.006 m
    expect(rmse).toBeLessThan(0.05)
    const front = (depths: Float64Array) => depths.findLastIndex((h) => h > 0.05)
    expect(Math.abs(front(ours) - front(exact))).toBeLessThanOrEqual(1)
    const { inflow, outflow } = ledger.volumes()
    expect((inflow - outflow) / solver.volume()).toBeCloseTo(1, 6)
    // the tip alone is fast in the end; when it was most of the water there was, most of it was
    const isFast = (u: number, h: number) => h > 1e-3 && u > 0.8 * Math.sqrt(GRAVITY * h)
    const speeds = ours.map((h, column) => (solver.water.east[solver.at(column, 0)] as number) / h)
    const fast = speeds.filter((u, column) => isFast(u, ours[column] as number))
    expect(fast.length).toBeLessThan(0.05 * ours.filter((h) => h > 1e-3).length)
    expect(solver.fastShare).toBeGreaterThan(0.5)
  })

  it('swings as the scheme of second order does where water is slow', () => {
    const grid = aGrid(100, 3, 10, () => 0, 0.02)
    const start = atCells(grid, (x) => 1 + 0.02 * Math.cos((Math.PI * x) / 1000))
    const [preview, full] = [createPreviewSolver(grid, start), createVectorSolver(grid, start)]
    const period = 2000 / Math.sqrt(GRAVITY)
    for (const solver of [preview, full]) runUntil(solver, period)
    const [ours, theirs] = [depthsOf(preview, grid), depthsOf(full, grid)]
    expect(Math.max(...ours.map((h, i) => Math.abs(h - (theirs[i] as number))))).toBeLessThan(0.001)
  })

  it('lets a film run off no faster than friction bears, however long the step that sets it in motion', () => {
    const [slope, n] = [0.01, 0.03]
    const grid = aGrid(60, 4, 5, (x) => slope * x, n)
    const solver = createPreviewSolver(grid, new Float64Array(240))
    solver.setRain(50 / 3.6e6)
    for (let time = 0; time < 900; ) {
      const duration = Math.min(30, solver.longestStep())
      solver.step(duration)
      time += duration
    }
    const deep = 30
    const [h, q] = [solver.water.depth, solver.water.east].map((of) => of[solver.at(deep, 2)] as number) as [
      number,
      number,
    ]
    expect(h).toBeGreaterThan(1e-3)
    // uniform flow: u = h^(2/3) √S / n, a Froude number of about 0.35
    expect(-q / h).toBeCloseTo((h ** (2 / 3) * Math.sqrt(slope)) / n, 2)
    expect(solver.fastShare).toBe(0)
  })

  it('says where it does not hold, and keeps every drop there too', () => {
    const grid = aGrid(80, 20, 1, (x) => -x / 5, 0.02)
    const solver = createPreviewSolver(
      grid,
      atCells(grid, (x) => (x < 20 ? 0.5 : 0)),
    )
    const before = solver.volume()
    solver.setRain(1e-5)
    for (let time = 0; time < 10; ) {
      const duration = Math.min(0.1, solver.longestStep())
      solver.step(duration)
      time += duration
      if (time >= 10) expect(solver.volume() - before).toBeCloseTo(1e-5 * time * 1600, 3)
    }
    expect(Math.min(...solver.water.depth)).toBe(0)
    expect(solver.fastShare).toBeGreaterThan(50 * PREVIEW_FAST_SHARE)
  })

  it('takes water with its motion', () => {
    const grid = aGrid(20, 1, 1)
    const start = atCells(grid, (x) => (x < 10 ? 1 : 0.9))
    const [solver, twin] = [createPreviewSolver(grid, start), createPreviewSolver(grid, start)]
    for (const one of [solver, twin]) for (let step = 0; step < 10; step++) one.step(0.05)
    const i = solver.at(10, 0)
    const moving = solver.water.east[i] as number
    expect(moving).toBeGreaterThan(0.05)
    expect(solver.take(10, 0, 0.2)).toBeCloseTo(0.2, 6)
    expect(solver.water.east[i]).toBeLessThan(moving)
    expect(solver.take(10, 0, 5)).toBeCloseTo((twin.water.depth[i] as number) - 0.2, 5)
    expect([solver.water.depth[i], solver.water.east[i]]).toEqual([0, 0])
  })
})

import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { KERNEL_FILE, kernelModule } from '../../../tools/build-kernel.ts'
import { nodeThreads } from '../../host/node.ts'
import { aGrid, aHillside, atCells, depthsOf } from './analytic.ts'
import { perDepth, type SurfaceSolver } from './grid.ts'
import { createReferenceSolver } from './reference.ts'
import { createPreviewSolver, createVectorSolver } from './vector.ts'

const BOTH = [
  ['second order', createVectorSolver],
  ['preview', createPreviewSolver],
] as const

describe('the vector backend', () => {
  it('is compiled from its source', async () => {
    expect(await readFile(KERNEL_FILE, 'utf8')).toBe(await kernelModule())
  })

  it('leaves water still, 3,000 m up and 10,000 steps long', () => {
    const grid = aGrid(
      40,
      40,
      1,
      (x, y) => 3000 + 2 * Math.sin(x * 1.3) + 3 * Math.cos(y * 0.7) + ((x * 79 + y * 104) % 13) / 5,
    )
    const solver = createVectorSolver(
      grid,
      grid.bed.map((level) => Math.max(0, 3001 - level)),
    )
    for (let step = 0; step < 10_000; step++) solver.step(solver.longestStep())
    const { depth, east, north } = solver.water
    const speeds = [...depth].map((h, i) => Math.hypot(east[i] as number, north[i] as number) * perDepth(h))
    expect(Math.max(...speeds)).toBe(0)
  })

  it('wakes a dry block when water comes to it or is poured into it, and forgets nothing of one that ran dry', () => {
    const grid = aGrid(200, 3, 1, (x) => -x / 20, 0.03)
    const depth = atCells(grid, (x) => (x < 10 ? 0.5 : 0))
    const [reference, vector] = [createReferenceSolver(grid, depth), createVectorSolver(grid, depth)]
    for (let step = 0; step < 1500; step++) {
      if (step === 700)
        for (const solver of [reference, vector]) {
          solver.add(5, 1, 0.25)
        }
      const duration = Math.min(reference.longestStep(), vector.longestStep(), 0.1)
      reference.step(duration)
      vector.step(duration)
    }
    const [theirs, ours] = [depthsOf(reference, grid), depthsOf(vector, grid)]
    expect(Math.max(...ours.map((h, i) => Math.abs(h - (theirs[i] as number))))).toBeLessThan(1e-4)
    expect(ours[199]).toBeGreaterThan(0.01)
  })

  it.each(BOTH)('skips what is dry and gives the same bits as if it did not, %s', (_, create) => {
    // slopes into pits, puddles that fall here and there and run dry; rain that is too little to count computes all
    const grid = aGrid(300, 260, 1, (x, y) => 2 * Math.sin(x / 23) + 2 * Math.cos(y / 31) + x / 40, 0.02)
    const run = (rain: number) => {
      const solver = create(grid, new Float64Array(grid.bed.length))
      solver.setRain(rain)
      for (let step = 0; step < 400; step++) {
        if (step % 20 === 0) {
          const [column, row] = [(step * 7919) % 300, (step * 104_729) % 260]
          solver.add(column, row, 0.3)
          solver.push(column, row, 0.2, -0.3)
          solver.add((column + 150) % 300, row, -1)
        }
        solver.step(Math.min(0.1, solver.longestStep()))
      }
      return solver
    }
    const [sparing, whole] = [run(0), run(1e-30)]
    expect(bitsOf(sparing)).toEqual(bitsOf(whole))
    expect(sparing.longestStep()).toBe(whole.longestStep())
  })

  it.each(BOTH)('gives the same bits by any number of threads, which end with it, %s', async (_, create) => {
    const { grid, depth } = aHillside()
    const rain = grid.bed.map((_, cell) => (cell % 7) * 1e-5)
    const solvers: SurfaceSolver[] = []
    for (const count of [1, 2, 3]) {
      const solver = create(grid, depth, nodeThreads(count))
      while (solver.threads < count) await new Promise((resolve) => setTimeout(resolve, 5))
      solver.setRain(rain)
      for (let step = 0; step < 200; step++) {
        // without rain what is dry is left out
        if (step === 100) solver.setRain(0)
        solver.step(solver.longestStep())
      }
      solver.end()
      expect(solver.threads).toBe(1)
      solver.step(solver.longestStep())
      solvers.push(solver)
    }
    const [alone, ...together] = solvers.map(bitsOf)
    for (const bits of together) expect(bits).toEqual(alone)
  })

  it('is no more threads than there are blocks to share', () => {
    const solver = createVectorSolver(aGrid(10, 10, 1), new Float64Array(100), nodeThreads(8))
    expect(solver.threads).toBe(1)
    solver.end()
  })
})

/** The water by its bits. */
function bitsOf({ water: { depth, east, north } }: SurfaceSolver): Uint32Array[] {
  return [depth, east, north].map((values) => new Uint32Array(Float32Array.from(values).buffer))
}

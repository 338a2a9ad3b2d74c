import { describe, expect, it } from 'vitest'
import { nodeThreads } from '../../host/node.ts'
import { aGrid, atCells } from './analytic.ts'
import type { SurfaceSolver } from './grid.ts'
import { createReferenceSolver } from './reference.ts'
import { createVectorSolver } from './vector.ts'

/** A dam breaks into a basin of 90 × 70 m. */
const grid = aGrid(90, 70, 1, (x, y) => Math.sin(x / 9) / 4 + y / 300, 0.03)
const dam = atCells(grid, (x) => (x < 20 ? 1.5 : 0))

function flood(solver: SurfaceSolver) {
  let looked = 0
  for (let step = 0; step < 60; step++) {
    const time = step / 10
    const isLook = step % 4 === 0
    solver.step(0.1, isLook ? { time, since: time - looked } : undefined)
    if (isLook) looked = time
  }
  solver.look({ time: 6, since: 6 - looked })
  const of = (values: Float32Array, column: number, row: number) => values[solver.at(column, row)] as number
  const { depth, speed, hazard, standing, arrival } = solver.records
  return (column: number, row: number) =>
    [depth, speed, hazard, standing, ...arrival].map((values) => of(values, column, row))
}

describe('what was worst', () => {
  it('is the same of all backends', () => {
    const [reference, vector] = [flood(createReferenceSolver(grid, dam)), flood(createVectorSolver(grid, dam))]
    for (const [column, row] of [
      [5, 5],
      [21, 40],
      [35, 66],
    ] as const)
      vector(column, row).forEach((value, index) => {
        const expected = reference(column, row)[index] as number
        if (Number.isFinite(expected)) expect(value).toBeCloseTo(expected, 3)
        else expect(value).toBe(expected)
      })
  })

  it('is the same to the last bit of threads that share the steps', () => {
    const [alone, shared] = [createVectorSolver(grid, dam), createVectorSolver(grid, dam, nodeThreads(2))]
    flood(alone)
    flood(shared)
    shared.end()
    expect(shared.records).toEqual(alone.records)
  })

  it('has the depth, the instant and the time that it stood', () => {
    const solver = createVectorSolver(grid, dam)
    const worst = flood(solver)
    const [depth, , , standing, ...arrivals] = worst(5, 5) as [number, number, number, number, ...number[]]
    expect(depth).toBeGreaterThanOrEqual(1.5)
    expect(depth).toBeGreaterThanOrEqual(solver.water.depth[solver.at(5, 5)] as number)
    expect(standing).toBeCloseTo(6, 5)
    expect(arrivals).toEqual([0, 0, 0, 0])
    const [, speed, hazard, , first, second] = worst(25, 40) as [number, number, number, number, number, number]
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThanOrEqual(first)
    expect(hazard).toBeGreaterThan(0.5 * 0.1)
    expect(speed).toBeGreaterThan(1)
    const far = worst(89, 69)
    expect(far.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(far.slice(4)).toEqual([Infinity, Infinity, Infinity, Infinity])
  })
})

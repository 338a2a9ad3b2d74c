import type { SurfaceSolver } from '../surface/grid.ts'

/**
 * Takes water from a cell between two steps, and the motion that it has: velocities stay what they are.
 *
 * @param depth  [m], ≥ 0; never more is taken than is there
 * @returns what was taken [m]
 */
export function takeWater(solver: SurfaceSolver, column: number, row: number, depth: number): number {
  const { water, at } = solver
  const i = at(column, row)
  const before = water.depth[i] as number
  const [east, north] = [water.east[i] as number, water.north[i] as number]
  const taken = -solver.add(column, row, -depth)
  const share = Math.min(1, taken / before)
  if (taken > 0 && (east !== 0 || north !== 0)) solver.push(column, row, -share * east, -share * north)
  return taken
}

import { COURANT, GRAVITY, type Grid, type SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import type { Series } from './series.ts'

/** Where water comes up or goes down: cells of the grid by column and row. */
export interface Source {
  readonly cells: readonly (readonly [column: number, row: number])[]
  /** over all of them [m³/s]; negative takes water away */
  readonly flow: Series
}

/**
 * Spreads a flow evenly over its cells. Water comes up at rest; what is taken takes its motion with it, and never more than
 * is there.
 *
 * @throws Error when none of the cells is one of the grid
 */
export function openSource(grid: Grid, solver: SurfaceSolver, { cells: wanted, flow }: Source): Act {
  const { columns, rows, bed, size } = grid
  const cells = wanted.filter(
    ([column, row]) =>
      column >= 0 && column < columns && row >= 0 && row < rows && !Number.isNaN(bed[row * columns + column]),
  )
  if (cells.length === 0) throw new Error('source: none of its cells is one of the grid')

  const pour = ([column, row]: readonly [number, number], depth: number) =>
    depth > 0 ? solver.add(column, row, depth) : -solver.take(column, row, -depth)

  return {
    longestStep(time) {
      const bend = flow.bendsAfter(time)
      const most = Math.max(flow.at(time), Number.isFinite(bend) ? flow.at(bend) : 0, 0)
      // what comes onto dry ground within a step has waves of √(g · rise · step)
      const rise = most / (cells.length * size * size)
      return Math.min(bend - time, Math.cbrt((COURANT * size) ** 2 / (GRAVITY * rise)))
    },
    apply(time, duration, ledger) {
      const depth = (flow.at(time - duration / 2) * duration) / (cells.length * size * size)
      if (depth === 0) return
      const added = cells.reduce((sum, cell) => sum + pour(cell, depth), 0) * size * size
      ledger.add(added > 0 ? 'inflow' : 'outflow', Math.abs(added))
    },
  }
}

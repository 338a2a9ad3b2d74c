import { COURANT, GRAVITY, type Grid, type SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import type { Series } from './series.ts'

/** Millimetres an hour in metres a second. */
export const MM_H = 1 / 3.6e6

/**
 * Rain on all cells alike.
 *
 * @param intensity  [mm/h], constant between its bends
 */
export function rainOn(grid: Grid, solver: SurfaceSolver, intensity: Series): Act {
  const area = grid.bed.reduce((sum, level) => sum + (Number.isNaN(level) ? 0 : 1), 0) * grid.size ** 2
  let rate = 0
  return {
    longestStep(time) {
      // a film that falls on dry ground within a step has waves of √(g · rate · step)
      const bears = Math.cbrt((COURANT * grid.size) ** 2 / (GRAVITY * intensity.at(time) * MM_H))
      return Math.min(intensity.bendsAfter(time) - time, bears)
    },
    begin(time) {
      rate = intensity.at(time) * MM_H
      solver.setRain(rate)
    },
    apply(_, duration, ledger) {
      ledger.add('rain', rate * duration * area)
    },
  }
}

import { COURANT, GRAVITY, type Grid, type SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import { MM_H, type Rain } from './rain.ts'
import type { Series } from './series.ts'

/** A roof and where its rain goes. */
export interface Roof {
  /** cells that it covers: their rain is its rain */
  readonly cells: readonly number[]
  /** a cell of the ground, or the place of a node of the drains */
  readonly to: readonly [column: number, row: number] | number
}

/**
 * Brings the rain of roofs to the ground or into the drains at once; the cells below them get none of their own. What goes
 * into the drains is theirs to book.
 *
 * @param pour  takes a volume [m³] into a node of the drains
 */
export function drainRoofs(
  grid: Grid,
  solver: Pick<SurfaceSolver, 'add'>,
  rain: Rain | Series,
  roofs: readonly Roof[],
  pour: (node: number, volume: number) => void,
): Act {
  const area = grid.size ** 2
  let falls: number | Float64Array = Number.NaN
  /** of each roof, over its cells [mm/h] */
  const rates = new Float64Array(roofs.length)
  /** where it comes down fastest [m/s] */
  let most = 0

  function look(time: number): void {
    const now = rain.at(time)
    if (now === falls) return
    falls = now
    roofs.forEach(({ cells }, n) => {
      rates[n] =
        typeof now === 'number' ? now * cells.length : cells.reduce((sum, cell) => sum + (now[cell] as number), 0)
    })
    most =
      roofs.reduce((max, { to }, n) => (typeof to === 'number' ? max : Math.max(max, rates[n] as number)), 0) * MM_H
  }

  return {
    longestStep(time) {
      look(time)
      // what comes onto dry ground within a step has waves of √(g · rise · step)
      const bears = Math.cbrt((COURANT * grid.size) ** 2 / (GRAVITY * most))
      return Math.min(rain.bendsAfter(time) - time, bears)
    },
    begin: look,
    apply(_, duration, ledger) {
      for (let n = 0; n < roofs.length; n++) {
        const volume = (rates[n] as number) * MM_H * area * duration
        if (volume <= 0) continue
        const { to } = roofs[n] as Roof
        if (typeof to === 'number') pour(to, volume)
        else ledger.add('rain', solver.add(...to, volume / area) * area)
      }
    },
  }
}

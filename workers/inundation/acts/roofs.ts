import type { Grid, SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import { MM_H, type Rain } from './rain.ts'
import type { Series } from './series.ts'

/** A roof and where its rain goes. */
export interface Roof {
  /** cells that it covers: their rain is its rain */
  readonly cells: readonly number[]
  /** a cell of the ground, or what takes a volume [m³] into the drains */
  readonly to: readonly [column: number, row: number] | ((volume: number) => void)
}

/**
 * Brings the rain of roofs to the ground or into the drains at once; the cells below them get none of their own
 *. What goes into the drains is theirs to book.
 */
export function drainRoofs(
  grid: Grid,
  solver: Pick<SurfaceSolver, 'add'>,
  rain: Rain | Series,
  roofs: readonly Roof[],
): Act {
  const area = grid.size ** 2
  let falls: number | Float64Array = 0
  return {
    longestStep: () => Number.POSITIVE_INFINITY,
    begin(time) {
      falls = rain.at(time)
    },
    apply(_, duration, ledger) {
      for (const { cells, to } of roofs) {
        const rate = cells.reduce((sum, cell) => sum + (typeof falls === 'number' ? falls : (falls[cell] as number)), 0)
        const volume = rate * MM_H * area * duration
        if (volume <= 0) continue
        if (typeof to === 'function') to(volume)
        else ledger.add('rain', solver.add(...to, volume / area) * area)
      }
    },
  }
}

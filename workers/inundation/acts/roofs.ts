import type { Grid, SurfaceSolver } from '../surface/grid.ts'
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
  let falls: number | Float64Array = 0
  /** of each roof, over its cells [mm/h] */
  const rates = new Float64Array(roofs.length)
  let last: number | Float64Array = Number.NaN

  function look(): void {
    if (falls === last) return
    last = falls
    const now = falls
    roofs.forEach(({ cells }, n) => {
      rates[n] =
        typeof now === 'number' ? now * cells.length : cells.reduce((sum, cell) => sum + (now[cell] as number), 0)
    })
  }

  return {
    longestStep: (time) => rain.bendsAfter(time) - time,
    begin(time) {
      falls = rain.at(time)
      look()
    },
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

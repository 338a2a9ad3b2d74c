import type { Infiltration } from '../infiltration/infiltration.ts'
import type { CellWater, Grid } from '../surface/grid.ts'
import type { Act } from './act.ts'

/** Ground of one soil: cells of the grid, each in one soil at most. */
export interface Ground {
  readonly cells: readonly number[]
  readonly soil: Infiltration
}

/** Between two times at which the ground takes water: `seconds` and `steps` must both be over, or `most`. */
export interface Pace {
  /** [s]; a rate of 100 mm/h takes 0.14 mm in five */
  readonly seconds: number
  /** of the flow: a cell of ground costs as much as three to seven cells of it */
  readonly steps: number
  /** however few steps it has [s]: on a film a step is many seconds long */
  readonly most: number
}

/** At each time that the act is applied: of a solver that takes many steps between two of them. */
export const EACH_TIME: Pace = { seconds: 0, steps: 1, most: 0 }
const PACE: Pace = { seconds: 5, steps: 48, most: 20 }

/**
 * Water that goes into the ground, and the motion that it has with it. The ground takes at intervals what it could have taken
 * since the last time of what stands there then: of first order in the interval. Dry ground recovers when water comes to it again, for the whole time at once.
 */
export function soakIn(grid: Grid, solver: CellWater, grounds: readonly Ground[], pace = PACE): Act {
  const { columns, size } = grid
  const beds = grounds.map(({ cells, soil }) => {
    const state = new Float64Array(cells.length * soil.states)
    for (let n = 0; n < cells.length; n++) soil.start(state, n * soil.states)
    return { soil, state, cells: Int32Array.from(cells), dryFor: new Float64Array(cells.length) }
  })
  let waited = 0
  let steps = 0

  function takeFrom({ soil, state, cells, dryFor }: (typeof beds)[number], duration: number): number {
    const { depth } = solver.water
    let taken = 0
    for (let n = 0; n < cells.length; n++) {
      const cell = cells[n] as number
      const [column, row] = [cell % columns, Math.floor(cell / columns)]
      const standing = depth[solver.at(column, row)] as number
      if (standing <= 0) {
        dryFor[n] = (dryFor[n] as number) + duration
        continue
      }
      const dry = dryFor[n] as number
      if (dry > 0) soil.take(state, n * soil.states, 0, 0, 0, dry)
      dryFor[n] = 0
      const rate = soil.take(state, n * soil.states, 0, 0, standing, duration)
      if (rate > 0) taken += solver.take(column, row, rate * duration)
    }
    return taken
  }

  return {
    longestStep: () => Number.POSITIVE_INFINITY,
    apply(_, duration, ledger) {
      waited += duration
      steps++
      if (waited < pace.most && (waited < pace.seconds || steps < pace.steps)) return
      const taken = beds.reduce((sum, bed) => sum + takeFrom(bed, waited), 0)
      waited = 0
      steps = 0
      ledger.add('infiltrated', taken * size * size)
    },
  }
}

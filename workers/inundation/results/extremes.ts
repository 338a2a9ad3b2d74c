import type { Extremes } from '../../../src/domain/inundation/outcome.ts'
import type { Grid, SurfaceSolver } from '../surface/grid.ts'

/** What was worst, as a solver keeps it. */
type Worst = Omit<Extremes, 'leastDepth'>

/** What was worst, by cell of the grid. */
export function extremesOf({ columns, rows }: Grid, { records, at }: SurfaceSolver): Worst {
  const byCell = (values: Float32Array) => {
    const cells = new Float32Array(columns * rows)
    for (let row = 0; row < rows; row++) cells.set(values.subarray(at(0, row), at(0, row) + columns), row * columns)
    return cells
  }
  const { depth, speed, hazard, standing, arrival } = records
  return {
    ...{ depth: byCell(depth), speed: byCell(speed), hazard: byCell(hazard), standing: byCell(standing) },
    arrival: arrival.map((first) => byCell(first).map((time) => (Number.isFinite(time) ? time : Number.NaN))),
  }
}

/** The same with NaN where the grid has no ground. */
export function onGround({ bed }: Grid, { depth, speed, hazard, standing, arrival }: Worst): Worst {
  const known = (values: Float32Array) => values.map((value, cell) => (Number.isNaN(bed[cell]) ? Number.NaN : value))
  return {
    ...{ depth: known(depth), speed: known(speed), hazard: known(hazard), standing: known(standing) },
    arrival: arrival.map(known),
  }
}

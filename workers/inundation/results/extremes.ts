import type { Extremes } from '../../../src/domain/inundation/outcome.ts'
import type { Grid, SurfaceSolver } from '../surface/grid.ts'

/** What was worst, by cell of the grid; NaN where it has no ground. */
export function extremesOf({ columns, rows, bed }: Grid, { records, at }: SurfaceSolver): Omit<Extremes, 'leastDepth'> {
  const byCell = (values: Float32Array) => {
    const cells = new Float32Array(columns * rows)
    for (let row = 0; row < rows; row++) cells.set(values.subarray(at(0, row), at(0, row) + columns), row * columns)
    return cells.map((value, cell) => (Number.isNaN(bed[cell]) ? Number.NaN : value))
  }
  const { depth, speed, hazard, standing, arrival } = records
  return {
    ...{ depth: byCell(depth), speed: byCell(speed), hazard: byCell(hazard), standing: byCell(standing) },
    arrival: arrival.map((first) => byCell(first).map((time) => (Number.isFinite(time) ? time : Number.NaN))),
  }
}

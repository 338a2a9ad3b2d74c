import type { GaugeRow } from '../../../src/domain/inundation/outcome.ts'
import type { Gauge } from '../prepare/prepare.ts'
import { type Grid, perDepth, type WaterView } from '../surface/grid.ts'

export function readGauges(grid: Grid, gauges: readonly Gauge[], solver: WaterView, time: number): GaugeRow[] {
  return gauges.map(({ id, column, row }) => {
    const i = solver.at(column, row)
    const depth = solver.water.depth[i] as number
    const per = perDepth(depth)
    return {
      ...{ time, gauge: id, depth, level: (grid.bed[row * grid.columns + column] as number) + depth },
      ...{ u: (solver.water.east[i] as number) * per, v: (solver.water.north[i] as number) * per },
    }
  })
}

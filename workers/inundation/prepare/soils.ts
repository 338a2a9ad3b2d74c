import { cellsWithin, type Extent } from '../../../src/domain/inundation/cells.ts'
import type { Fault } from '../../refusal.ts'
import type { Ground } from '../acts/infiltration.ts'
import { MM_H } from '../acts/rain.ts'
import type { FloodCase } from '../case/case.ts'
import { greenAmpt } from '../infiltration/green-ampt.ts'
import { horton } from '../infiltration/horton.ts'
import type { Infiltration } from '../infiltration/infiltration.ts'
import { type Laid, valuesOf } from './lay-grid.ts'

/** The soils of a case, each with its cells; where several take the last one counts. */
export function soilsOf(
  { infiltration, grid: { dem } }: FloodCase,
  { grid }: Laid,
  extent: Extent,
  faults: Fault[],
): Ground[] {
  if (infiltration.length === 0) return []
  const owner = new Int32Array(grid.bed.length).fill(-1)
  infiltration.forEach(({ polygon, cells }, index) => {
    const isIn = cells && valuesOf(`infiltration[${index}].cells`, cells, dem, grid.bed, [0, 1], faults)
    const within = polygon ? cellsWithin(extent, [polygon]) : grid.bed.keys()
    let count = 0
    for (const cell of within) {
      if (Number.isNaN(grid.bed[cell]) || isIn?.[cell] === 0) continue
      owner[cell] = index
      count++
    }
    if (count === 0) faults.push(`infiltration[${index}]: no cell with ground lies within`)
  })
  const owned = infiltration.map((): number[] => [])
  owner.forEach((index, cell) => {
    owned[index]?.push(cell)
  })
  return infiltration.flatMap((given, index): Ground[] => {
    const cells = owned[index] ?? []
    try {
      return cells.length > 0 ? [{ cells, soil: soilOf(given) }] : []
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      faults.push(`infiltration[${index}]: ${error.message}`)
      return []
    }
  })
}

function soilOf(given: FloodCase['infiltration'][number]): Infiltration {
  if (given.method === 'green-ampt')
    return greenAmpt({
      ...{ suction: given.suction_m, conductivity: given.conductivity_mm_h * MM_H, deficit: given.deficit },
    })
  return horton({
    ...{ initial: given.initial_mm_h * MM_H, final: given.final_mm_h * MM_H, decay: given.decay_per_h / 3600 },
    ...{ dryingTime: given.drying_time_h * 3600, most: (given.most_mm ?? 0) / 1000 },
  })
}

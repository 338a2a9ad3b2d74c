import { cellsWithin, middleOf, pairs } from '../../../src/domain/inundation/cells.ts'
import type { FloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { toldByName } from './told-by-name.ts'

interface AskedRoofs {
  readonly roofs: FloodCase['roofs']
  readonly told: readonly Localized[]
}

/**
 * Where the roofs of a question drain: to the node that the survey names, else, as by a downpipe, to the ground beside the block:
 * outside of its outline rather than in a courtyard that it would not leave, land rather than water, and there the lowest cell.
 * Of a roof without ground beside it the rain is not in. A building smaller than a cell is no block: it rains on its ground.
 *
 * @param nodes   of the drains that can be poured into
 * @param dem     with buildings as no cells
 * @param waters  1 = sea, river or lake, by cell
 */
export function roofsOfQuestion(
  buildings: FloodSurface['buildings'],
  nodes: ReadonlySet<string>,
  dem: Raster,
  waters: Raster,
): AskedRoofs {
  const strange: string[] = []
  let [beside, enclosed, lost] = [0, 0, 0]
  const roofs = buildings.flatMap(({ roofTo, rings }): FloodCase['roofs'] => {
    const [polygon, ...holes] = rings.map((ring) => [...pairs(ring)] as [number, number][])
    if (!polygon) return []
    if (nodes.has(roofTo)) return [{ polygon, holes, to: { manhole: roofTo } }]
    const block = cellsWithin(dem, [polygon, ...holes])
    if (block.length === 0) return []
    if (roofTo !== '') strange.push(roofTo)
    const cell = lowestBeside(dem, waters, cellsWithin(dem, [polygon])) ?? lowestBeside(dem, waters, block)
    if (cell === null) {
      enclosed++
      lost += block.length * dem.size ** 2
      return []
    }
    beside++
    const [x, y] = middleOf(dem, cell)
    return [{ polygon, holes, to: { place: [x, y] } }]
  })
  return {
    roofs,
    told: [
      ...toldByName(
        strange,
        '栋建筑登记的屋面接入井不在排水模型中，按去向未知处理',
        'roofs drain to nodes that are not among the drains, and count as roofs of unknown target',
      ),
      ...(beside > 0 ? [toldBeside(beside)] : []),
      ...(enclosed > 0 ? [toldEnclosed(enclosed, lost)] : []),
    ],
  }
}

/** Of the open cells that share a side with a block: land before water, and of these the lowest; null = there are none. */
function lowestBeside({ columns, rows, values: bed }: Raster, waters: Raster, block: readonly number[]): number | null {
  const within = new Set(block)
  let best: number | null = null
  const look = (cell: number) => {
    if (within.has(cell) || Number.isNaN(bed[cell])) return
    if (best === null || order(cell, best) < 0) best = cell
  }
  const order = (one: number, other: number) =>
    (waters.values[one] as number) - (waters.values[other] as number) || (bed[one] as number) - (bed[other] as number)
  for (const cell of block) {
    const column = cell % columns
    if (column > 0) look(cell - 1)
    if (column < columns - 1) look(cell + 1)
    if (cell >= columns) look(cell - columns)
    if (cell < columns * (rows - 1)) look(cell + columns)
  }
  return best
}

function toldBeside(count: number): Localized {
  return {
    zh: `${count} 栋建筑的屋面排水去向未知：假定其雨水由落水管排到建筑旁最低的空地，落水处积水可能偏深。`,
    en: `Of ${count} buildings it is not known where the roof drains to: their rain is taken to come down on the lowest open ground beside each, which may be shown deeper than it would be.`,
  }
}

function toldEnclosed(count: number, area: number): Localized {
  const roofs = `${area.toFixed(0)} m²`
  return {
    zh: `${count} 栋建筑的屋面（共 ${roofs}）排水去向未知，四周又无空地：其雨水未计入，积水偏浅。`,
    en: `Of ${count} buildings (${roofs} of roofs) it is not known where the roof drains to, and no open ground lies beside them: their rain is not in, so that there is less water.`,
  }
}

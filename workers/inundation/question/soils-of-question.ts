import type { FloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import type { FloodScenario } from '../../../src/domain/inundation/scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { byCover } from './by-cover.ts'

const HECTARE = 10_000

interface AskedSoils {
  readonly infiltration: FloodCase['infiltration']
  readonly told: readonly Localized[]
}

/**
 * What the ground of a question takes: nothing, or, where the scenario asks for it, what its land cover says. Ground under a sea,
 * river or lake is full and takes nothing.
 *
 * @param dem     with buildings as no cells
 * @param waters  1 = sea, river or lake, by cell
 */
export function soilsOfQuestion(
  { infiltration }: Pick<FloodScenario, 'infiltration'>,
  cover: FloodSurface | null,
  dem: Raster,
  waters: Raster,
): AskedSoils {
  if (infiltration === 'none') return { infiltration: [], told: [NOT_COUNTED] }
  const soils = cover ? [cover.base, ...cover.classes].flatMap((kind) => kind.infiltration ?? []) : []
  if (!cover || soils.length === 0) return { infiltration: [], told: [NOT_KNOWN] }
  const own = byCover(dem, cover, (kind) => (kind.infiltration ? soils.indexOf(kind.infiltration) : -1)).values
  const asked = soils.flatMap((soil, index) => {
    const values = own.map((of, cell) =>
      of === index && waters.values[cell] === 0 && !Number.isNaN(dem.values[cell]) ? 1 : 0,
    )
    const count = values.reduce((sum, one) => sum + one, 0)
    return count > 0 ? [{ soil, cells: { ...dem, values }, area: count * dem.size ** 2 }] : []
  })
  return {
    infiltration: asked.map(({ soil: { source: _, ...rates }, cells }) => ({ method: 'horton', cells, ...rates })),
    told: [asked.length > 0 ? estimated(asked) : NOT_KNOWN],
  }
}

function estimated(
  asked: readonly {
    readonly soil: NonNullable<FloodSurface['base']['infiltration']>
    readonly area: number
  }[],
): Localized {
  const area = asked.reduce((sum, one) => sum + one.area, 0) / HECTARE
  const rates = asked.map(({ soil }) => soil.initial_mm_h)
  const [least, most] = [Math.min(...rates), Math.max(...rates)]
  const from = `${least === most ? least : `${least}–${most}`} mm/h`
  const sources = [...new Set(asked.map(({ soil }) => soil.source))]
  return {
    zh: `下渗按地表覆盖估算：透水地表 ${area.toFixed(1)} ha，Horton 公式，初渗率 ${from}，其余地面不下渗。本市土质与前期含水未知，取典型值（示例值，未核对原文：${sources.join('；')}）：实际下渗较少时积水比所示深。`,
    en: `Infiltration is estimated by land cover: ${area.toFixed(1)} ha of pervious ground by Horton, from ${from} on; all other ground takes none. Neither the soil nor how wet it is at the start is known, and the values are typical examples, not checked in their original (${sources.join('; ')}): where the ground takes less, water is deeper than shown.`,
  }
}

const NOT_COUNTED: Localized = {
  zh: '未计下渗：绿地、裸地不吸水，雨水按全部产流计算，积水偏深，偏于安全。',
  en: 'Infiltration is not in: parks and bare ground take up no water and all rain runs off, so that it is shown deeper than it would be.',
}

const NOT_KNOWN: Localized = {
  zh: '未计下渗：情景选了按地表覆盖估算，但这次建库的地表覆盖没有透水地表或下渗参数（旧建库须重建）。雨水按全部产流计算，积水偏深，偏于安全。',
  en: 'Infiltration is not in: the scenario asks for an estimate by land cover, but the land cover of this build has no pervious ground or none of its rates (an older build has to be made anew). All rain runs off, so that it is shown deeper than it would be.',
}

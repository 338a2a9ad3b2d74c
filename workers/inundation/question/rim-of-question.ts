import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { dayOf } from './design-day.ts'

type Stretch = FloodPlan['boundaries'][number]

/**
 * What lies beyond the rim: water of a known level stands at it, a river of a known discharge comes in where its bed is
 * highest, and over all else water falls away.
 *
 * @param dem  with buildings as no cells
 * @param isRiverFull  water stands in a river at the start
 */
export function rimOf(
  { boundaries, waters }: FloodPlan,
  dem: Raster,
  { surge, isRiverFull }: { readonly surge: number; readonly isRiverFull: boolean },
): { readonly boundaries: FloodCase['boundaries']; readonly told: readonly Localized[] } {
  const told: Localized[] = []
  const rivers = boundaries.filter(({ water }) => water === 'river')
  const bedOf = (stretch: Stretch) => lowestBed(dem, stretch)
  const [enters] = rivers.toSorted((one, other) => bedOf(other) - bedOf(one))
  const flow = dayOf(waters, 'river', 'discharge_m3_s')
  const hasLevel = dayOf(waters, 'river', 'level_m').length > 0
  const comes = !hasLevel && flow.length > 0 ? enters : undefined
  if (comes && !isRiverFull) {
    told.push({
      zh: '河道起算时无水，来流从上游边界进入后才沿河床推进。',
      en: 'The bed of the river is dry at the start: what comes in upstream fills it first.',
    })
  } else if (!comes && rivers.length > 0 && !hasLevel)
    told.push({
      zh: '河道来流与水位未知，未计入。',
      en: 'Neither flow nor level of the river is known: it is not in.',
    })
  return {
    told,
    boundaries: boundaries.map((stretch): FloodCase['boundaries'][number] => {
      const { side, from_m, to_m, water } = stretch
      if (stretch === comes) return { side, from_m, to_m, type: 'discharge', series: flow }
      const series = dayOf(waters, water, 'level_m', surge)
      if (series.length === 0) return { side, from_m, to_m, type: 'free' }
      return { side, from_m, to_m, type: 'stage', at_rest: water === 'sea', series }
    }),
  }
}

/** Lowest level of the cells along a stretch [m]; −Infinity where there are none. */
function lowestBed({ columns, rows, size, values }: Raster, { side, from_m, to_m }: Stretch): number {
  let least = Number.POSITIVE_INFINITY
  const isUpright = side === 'west' || side === 'east'
  for (let n = 0; n < (isUpright ? rows : columns); n++) {
    if ((n + 0.5) * size < from_m || (n + 0.5) * size >= to_m) continue
    const column = isUpright ? (side === 'west' ? 0 : columns - 1) : n
    const row = isUpright ? n : side === 'south' ? 0 : rows - 1
    const level = values[row * columns + column] as number
    if (level < least) least = level
  }
  return Number.isFinite(least) ? least : Number.NEGATIVE_INFINITY
}

import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Crs } from '../domain/geo/crs.ts'
import type { FloodScenario } from '../domain/inundation/scenario.ts'

type Barrier = FloodScenario['barriers'][number]
type Breach = FloodScenario['breaches'][number]

/** What staff draw for a flood: a barrier that is put up, or a dike or bank that breaks. */
export const WORK_KINDS = ['barrier', 'breach'] as const
export type WorkKind = (typeof WORK_KINDS)[number]

interface Drawn {
  readonly name: string
  /** on the ground, H [m] */
  readonly path: readonly LonLatHeight[]
}

/** A barrier or a breach as it was drawn; a breach cannot be computed before the level of its bottom is told. */
export type FloodWork = Drawn &
  (
    | ({ readonly kind: 'barrier' } & Pick<Barrier, 'crest' | 'time_s'>)
    | ({ readonly kind: 'breach'; readonly bottom_m: number | null } & Pick<
        Breach,
        'thickness_m' | 'time_s' | 'growth_s'
      >)
  )

export interface FloodWorks {
  /** what the next clicks on the ground are places of; null = none is drawn */
  readonly drawing: WorkKind | null
  readonly path: readonly LonLatHeight[]
  readonly works: readonly FloodWork[]
}

export const NO_WORKS: FloodWorks = { drawing: null, path: [], works: [] }

/**
 * The works of a scenario, in the plane of its grid.
 *
 * @returns null while something of them is not told
 */
export function worksOfScenario(
  works: readonly FloodWork[],
  crs: Crs,
): Pick<FloodScenario, 'barriers' | 'breaches'> | null {
  const barriers: Barrier[] = []
  const breaches: Breach[] = []
  for (const work of works) {
    const { name } = work
    const line = work.path.map(({ lon, lat }): [number, number] => {
      const [x, y] = crs.fromLonLat(lon, lat)
      return [x, y]
    })
    if (work.kind === 'barrier') barriers.push({ name, line, crest: work.crest, time_s: work.time_s })
    else {
      const { thickness_m, bottom_m, time_s, growth_s } = work
      if (bottom_m === null) return null
      breaches.push({ name, line, thickness_m, bottom_m, time_s, growth_s })
    }
  }
  return { barriers, breaches }
}

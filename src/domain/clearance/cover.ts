import type { BurialKind } from './burial.ts'

/** Least cover over the outer crown [m]. */
export interface CoverLimit {
  /** under footways and green */
  readonly footway: number
  readonly carriageway: number
  /** null = not verified: 示例值(未核对) */
  readonly clause: string | null
}

const DRAINS: CoverLimit = { footway: 0.6, carriageway: 0.7, clause: 'GB 50014-2021 §5.3.7' }
const LIMITS: Readonly<Record<string, CoverLimit>> = {
  sewer: DRAINS,
  storm: DRAINS,
  water: { footway: 0.6, carriageway: 0.7, clause: null },
  gas: { footway: 0.6, carriageway: 0.9, clause: null },
  heat: { footway: 0.7, carriageway: 1.0, clause: null },
  'power direct': { footway: 0.7, carriageway: 1.0, clause: null },
  'power duct': { footway: 0.5, carriageway: 0.5, clause: null },
  'telecom direct': { footway: 0.6, carriageway: 0.9, clause: null },
  'telecom duct': { footway: 0.5, carriageway: 0.6, clause: null },
}

/** The limits for a line; null where none is known to apply: above ground, in wells, trenches and galleries, unknown burial of cables. */
export function coverLimitOf(discipline: string, burial: BurialKind | null): CoverLimit | null {
  if (burial !== null && burial !== 'direct' && burial !== 'duct') return null
  return LIMITS[discipline] ?? (burial === null ? null : (LIMITS[`${discipline} ${burial}`] ?? null))
}

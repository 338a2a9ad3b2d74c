import type { SurfaceClass } from '../../src/domain/inundation/flood-surface.ts'

const CHOW = 'Chow 1959, table 5-6'
const BENCHMARK = 'Néelz & Pender 2013, SC120002, test 8'

/**
 * What ground takes by Horton: dry clay, the soil that takes least, with little or with dense vegetation (1 and 2 in/h), its rate
 * falling and its drying as fast and as slow as is usual, and nothing in the end. See README.md.
 */
const CLAY = {
  ...{ final_mm_h: 0, decay_per_h: 7, drying_time_h: 336 },
  source: 'EPA SWMM 5, Horton, clay',
} as const
const BARE_CLAY = { ...CLAY, initial_mm_h: 25.4 }
const GROWN_CLAY = { ...CLAY, initial_mm_h: 50.8 }

/** Manning's n of land whose use is not told [s/m^(1/3)]. */
export const UNTOLD_LAND: SurfaceClass = { name: 'untold', roughness: 0.05, source: BENCHMARK }
export const ROAD: SurfaceClass = { name: 'road', roughness: 0.02, source: BENCHMARK }
/** Of land use, by the word of the survey; the first that fits. */
const LAND: readonly (readonly [word: RegExp, land: SurfaceClass])[] = [
  [/sea|海/i, { name: 'sea', roughness: 0.025, source: `${CHOW}, D-2, as clean as a dredged channel` }],
  [
    /water|river|lake|pond|canal|河|江|湖|塘|水/i,
    { name: 'water', roughness: 0.03, source: `${CHOW}, D-1a1, clean, straight, full` },
  ],
  [
    /beach|sand|bare|滩|沙|裸/i,
    { name: 'bare', roughness: 0.025, source: `${CHOW}, C-b1, earth, clean`, infiltration: BARE_CLAY },
  ],
  [
    /park|grass|lawn|公园|草|绿/i,
    { name: 'grass', roughness: 0.035, source: `${CHOW}, D-2a2, high grass`, infiltration: GROWN_CLAY },
  ],
  [
    /wood|forest|林/i,
    { name: 'wood', roughness: 0.1, source: `${CHOW}, D-2d4, heavy stand of timber`, infiltration: GROWN_CLAY },
  ],
  [/farm|crop|field|耕|田/i, { name: 'crops', roughness: 0.035, source: `${CHOW}, D-2b2, mature row crops` }],
  [/town|urban|residential|industr|city|建|住|工/i, { name: 'built-up', roughness: 0.05, source: BENCHMARK }],
  [/road|paved|square|路|广场/i, ROAD],
]

/** What a class of land cover is as to roughness and infiltration; null when no word is known. */
export function landOf(word: string): SurfaceClass | null {
  return LAND.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

import type { WordKey } from '../../i18n/words.ts'
import type { Asset } from '../../ports/records.ts'
import type { Words } from '../page.tsx'

/** Fields of a record that can be named in a report, with the word the record shows them by. */
const WORDS = {
  at: 'fault.place',
  name: 'attribute.name',
  discipline: 'attribute.discipline',
  subclass: 'attribute.subclass',
  feature: 'attribute.feature',
  road: 'attribute.road',
  section: 'attribute.section',
  diameter_mm: 'attribute.diameter',
  width_mm: 'attribute.size',
  material: 'attribute.material',
  burial: 'attribute.burial',
  pressure_mpa: 'attribute.pressure',
  length_m: 'attribute.length',
  start_point_id: 'attribute.ends',
  start_level_m: 'attribute.endLevels',
  start_depth_m: 'attribute.depthPoint',
  start_ground_m: 'attribute.ground',
  quality_level: 'attribute.quality',
  owner: 'attribute.owner',
  status: 'attribute.status',
  built_year: 'attribute.built',
  is_operable: 'attribute.operable',
} as const satisfies Partial<Record<keyof Asset, WordKey>>

export const FAULT_FIELDS = Object.keys(WORDS) as readonly (keyof typeof WORDS)[]

/** The word for a field; one that another version named is shown as it is. */
export function fieldName(field: string, t: Words['t']): string {
  const known = FAULT_FIELDS.find((name) => name === field)
  return known ? t(WORDS[known]) : field
}

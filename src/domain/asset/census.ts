/** The seven groups of the census, 建档立卡, in its order. */
export const CENSUS_GROUPS = [
  'built',
  'material',
  'burial',
  'neighbours',
  'environment',
  'surroundings',
  'ownership',
] as const
export type CensusGroup = (typeof CENSUS_GROUPS)[number]

/** What an asset's record holds of a group: something, nothing, or what the reader may not see. */
export type CensusState = 'given' | 'missing' | 'hidden'

/** Columns and further attributes (as surveys name them) that tell of a group; one of them is enough. */
const FIELDS: Record<Exclude<CensusGroup, 'neighbours'>, readonly string[]> = {
  built: ['built_year'],
  material: ['material', 'Cover_Mat'],
  burial: ['burial', 'start_depth_m', 'end_depth_m', 'start_level_m', 'end_level_m', 'Well_Deep'],
  environment: ['pressure_mpa', 'voltage_kv', 'Temperature', 'Environ', '运行环境'],
  surroundings: ['Surround', '周边情况'],
  ownership: ['owner'],
}

/** What the census asks of an asset; null = not known. */
export interface CensusRecord {
  readonly built_year: number | null
  readonly material: string | null
  readonly burial: string | null
  readonly start_depth_m: number | null
  readonly end_depth_m: number | null
  readonly start_level_m: number | null
  readonly end_level_m: number | null
  readonly pressure_mpa: number | null
  readonly voltage_kv: number | null
  readonly owner: string | null
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
  readonly hiddenFields: readonly string[]
}

/**
 * Which groups a record fills; 相邻空间 is computed from what lies beside it, so it is always given.
 *
 * @source S1 三(一) (capabilities.md A1, 3)
 */
export function censusOf(record: CensusRecord): Record<CensusGroup, CensusState> {
  const states = CENSUS_GROUPS.map((group) => [
    group,
    group === 'neighbours' ? 'given' : stateOf(record, FIELDS[group]),
  ])
  return Object.fromEntries(states) as Record<CensusGroup, CensusState>
}

/** Further attributes of a group that are given, as [name, value]. */
export function censusAttributes(
  { attributes }: CensusRecord,
  group: Exclude<CensusGroup, 'neighbours'>,
): (readonly [name: string, value: string | number | boolean])[] {
  return FIELDS[group].flatMap((name) => {
    const value = attributes[name]
    return value === null || value === undefined || value === '' ? [] : [[name, value] as const]
  })
}

function stateOf(record: CensusRecord, fields: readonly string[]): CensusState {
  const columns: Readonly<Record<string, unknown>> = { ...record }
  const isGiven = (value: unknown) => value !== null && value !== undefined && value !== ''
  if (fields.some((field) => isGiven(columns[field]) || isGiven(record.attributes[field]))) return 'given'
  const isHidden = (field: string) => record.hiddenFields.includes(field in columns ? field : 'attributes')
  return fields.some(isHidden) ? 'hidden' : 'missing'
}

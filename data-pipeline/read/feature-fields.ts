import type { Survey } from '../survey.ts'
import type { GeoFeature } from './geo-feature.ts'

/** Names that fields of lines have, in small letters, by the word of the pipeline. */
export const LINE_FIELDS = {
  id: ['branchid', 'link_id', 'linkid', 'pipe_id', 'pipeid', 'facilityid', 'gml_id', 'id', 'name', 'fid', 'objectid'],
  start: ['manhole_up', 'from_node', 'fromnode', 's_exp', 'start_node', 'node_from', 'us_node', 'node1', 'from'],
  end: ['manhole_dn', 'to_node', 'tonode', 'e_exp', 'end_node', 'node_to', 'ds_node', 'node2', 'to'],
  startInvert: ['invlev_up', 'invert_up', 'us_invert', 'upinvert', 'start_invert', 'inv_up', 'invert_start'],
  endInvert: ['invlev_dn', 'invert_dn', 'ds_invert', 'dninvert', 'end_invert', 'inv_dn', 'invert_end'],
  startGround: ['elevtn_up', 'ground_up', 'us_ground', 'start_ground'],
  endGround: ['elevtn_dn', 'ground_dn', 'ds_ground', 'end_ground'],
  startDepth: ['s_deep', 'start_depth', 'depth_up'],
  endDepth: ['e_deep', 'end_depth', 'depth_dn'],
  size: ['diameter', 'psize', 'dn', 'diameter_mm', '管径'],
  width: ['width'],
  height: ['height'],
  material: ['material', '材质'],
  burial: ['embed', '埋设方式'],
  status: ['status', '状态'],
  owner: ['belong', 'owner', '权属单位', '权属'],
  year: ['year', 'built_year', 'mdate', 'install_year', 'installdate'],
  length: ['length', 'length_m', '管长'],
}
/** As LINE_FIELDS, of points. */
export const POINT_FIELDS = {
  id: ['manholeid', 'manhole_id', 'node_id', 'nodeid', 'exp_no', 'facilityid', 'gml_id', 'id', 'name'],
  ground: ['streetlevel', 'ground', 'ground_level', 'surf_h', 'rim', 'rim_elev', 'cover_level', 'top_level'],
  bottom: ['bedlevel', 'invert', 'invert_elev', 'bottom', 'bottom_level', 'bed_level'],
  wellDepth: ['well_deep', 'well_depth', 'manhole_depth'],
  feature: ['feature', 'type', 'subsid', '特征', '附属物'],
  owner: ['belong', 'owner', '权属单位', '权属'],
}

/** Names by word, as LINE_FIELDS or with a mapping file's before them. */
export type Fields = Readonly<Record<string, readonly string[]>>

/** The first value that is not empty among the fields of a name; null when there is none. */
export function propertyOf(feature: GeoFeature, fields: Fields, field: string): unknown {
  const names = namesOf(feature.properties)
  for (const alias of [...(fields[field] ?? []), field]) {
    const name = names.get(alias.toLowerCase())
    const value = name === undefined ? null : feature.properties[name]
    if (value !== null && value !== undefined && value !== '') return value
  }
  return null
}

/** names of the feature asked for last, by their small letters: some fifty questions come for each */
let last: { readonly properties: GeoFeature['properties']; readonly names: ReadonlyMap<string, string> } | null = null

function namesOf(properties: GeoFeature['properties']): ReadonlyMap<string, string> {
  if (last?.properties === properties) return last.names
  const names = new Map<string, string>()
  for (const name of Object.keys(properties).reverse()) names.set(name.toLowerCase(), name)
  last = { properties, names }
  return names
}

/** That value as text. */
export function textOf(feature: GeoFeature, fields: Fields, field: string): string | null {
  return plainText(propertyOf(feature, fields, field))
}

/** A text or number as text; null when it is empty or neither. */
export function plainText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null
}

/** That value as number; one that is none is told and gives null. */
export function numberOf(
  feature: GeoFeature,
  fields: Fields,
  field: string,
  survey: Survey,
  source: { file: string; row: number },
  asset: string,
): number | null {
  const value = propertyOf(feature, fields, field)
  if (value === null) return null
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  const message = { zh: `${field} 不是数字`, en: `${field} is not a number` }
  survey.findings.add('error', 'not-a-number', message, {
    ...source,
    column: field,
    value: String(value),
    assets: [asset],
  })
  return null
}

/** What is kept with the asset as its source has it. */
export function plainAttributes(feature: GeoFeature): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(feature.properties).filter(
      (entry): entry is [string, string | number | boolean] =>
        ['string', 'number', 'boolean'].includes(typeof entry[1]) && entry[1] !== '',
    ),
  )
}

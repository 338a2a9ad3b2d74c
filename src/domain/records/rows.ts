import type { Party, ResponsibleParty } from '../access/parties.ts'
import type { AssetKind, AssetStatus, QualityLevel } from '../asset/asset.ts'
import type { LifecycleStage } from '../asset/lifecycle.ts'
import type { OperationKind } from '../asset/operation-kinds.ts'
import type { Severity } from '../quality/severity.ts'

/**
 * Rows of one city as the pipeline writes them (PostgreSQL COPY text, tables in the order of `TABLES`) and the database
 * loads them: every key is a column of supabase/migrations, with its unit in its name.
 * Geometry is EWKT, or EWKB in hex, with SRID 4490 (CGCS2000): lon, lat [degrees] and normal height H [m].
 */
export const TABLES = [
  'organisation',
  'district',
  'road',
  'responsibility',
  'project',
  'lifecycle_stage',
  'document',
  'asset',
  'operation_record',
  'customer',
  'entry',
  'risk',
  'sensor',
  'sensor_threshold',
  'public_cell',
  'finding',
  'finding_rule',
] as const
export type TableName = (typeof TABLES)[number]

export interface OrganisationRow {
  id: string
  name: string
  /** 三方责任: local government, sector department, enterprise; or a party to projects */
  party: Party
  /** 统一社会信用代码, 18 characters */
  credit_code: string | null
}

export interface DistrictRow {
  id: string
  name_zh: string
  name_en: string
  population: number | null
  /** whom to call before digging in it; null = not known */
  office_zh: string | null
  office_en: string | null
  phone: string | null
  geometry: string
}

export interface RoadRow {
  id: string
  name_zh: string
  name_en: string
  class: string
  width_m: number
  geometry: string
}

/** Who answers for the assets of a discipline. */
export interface ResponsibilityRow {
  /** discipline/district or star/party */
  id: string
  discipline: string
  /** null = wherever no district has its own */
  district_id: string | null
  party: ResponsibleParty
  organisation_id: string
}

export interface ProjectRow {
  id: string
  /** 项目代码, 24 characters YYYY-RRRRRR-II-NN-SSSSSS; null on projects older than the code */
  code: string | null
  name: string
  builder_id: string | null
  category: string
  investment_10k_cny: number | null
  length_m: number | null
}

export interface LifecycleStageRow {
  project_id: string
  stage: LifecycleStage
  started_on: string | null
  ended_on: string | null
  authority: string | null
  /** stage-specific fields of domain.md B.3, names in snake_case */
  fields: Record<string, string | number | null>
}

export interface DocumentRow {
  id: string
  project_id: string
  stage: LifecycleStage
  /** a `kind` of stageDefinitions, or a further one */
  kind: string
  title: string
  number: string | null
  issued_on: string | null
  issued_by: string | null
  /** file name under the city's documents/ */
  file: string
}

export interface AssetRow {
  id: string
  gid: number
  kind: AssetKind
  discipline: string
  /** subclass letters, e.g. "JP" */
  subclass: string | null
  /** 8-digit element code of CJJ 61, when given */
  element_code: string | null
  name: string | null
  /** 特征 or 附属物 of a point: 阀门井, 消防栓, …; the structure's kind otherwise */
  feature: string | null
  road_id: string | null
  district_id: string | null
  start_point_id: string | null
  end_point_id: string | null
  diameter_mm: number | null
  /** rectangular sections and duct banks */
  width_mm: number | null
  height_mm: number | null
  section: 'circle' | 'rectangle' | 'egg' | 'none'
  material: string | null
  built_year: number | null
  burial: string | null
  owner_id: string | null
  status: AssetStatus
  pressure_mpa: number | null
  voltage_kv: number | null
  /** H [m] at the start and end of a line (crown or invert by discipline), or of a point's top and bottom */
  start_level_m: number | null
  end_level_m: number | null
  start_ground_m: number | null
  end_ground_m: number | null
  start_depth_m: number | null
  end_depth_m: number | null
  /** on the ellipsoid */
  length_m: number | null
  quality_level: QualityLevel | null
  horizontal_error_m: number | null
  vertical_error_m: number | null
  project_id: string | null
  /** is the valve at this point known to work; null when it is not a valve or not known */
  is_operable: boolean | null
  /** further attributes as the survey gave them */
  attributes: Record<string, string | number | boolean | null>
  /** file and row it came from */
  source: string
  geometry: string
}

export interface OperationRecordRow {
  id: string
  asset_id: string
  /** 巡检 检测 维修 泄漏 改造 报废 */
  kind: OperationKind
  done_on: string
  finding: string | null
  grade: string | null
  cost_10k_cny: number | null
  next_due_on: string | null
  /** along the line from its start point [m]; null = not known, or no line */
  chainage_m: number | null
}

export interface CustomerRow {
  id: string
  name: string
  /** hospital, school, residential, restaurant, industry, office, … */
  class: string
  /** point asset that serves it, by discipline */
  water_point_id: string | null
  gas_point_id: string | null
  /** of heat in the flow line and in the return line: its own, or those of the station that heats it */
  heat_point_id: string | null
  heat_return_point_id: string | null
  /** that its heating is laid out for; null = not known */
  heat_load_kw: number | null
  people: number
  water_demand_l_s: number
  geometry: string
}

/** A way for water to get in: metro entry, underpass, basement, substation, pump house. */
export interface EntryRow {
  id: string
  name: string
  kind: string
  /** H [m] of the sill */
  sill_level_m: number
  volume_m3: number | null
  geometry: string
}

export interface RiskRow {
  id: string
  name: string
  discipline: string
  cause: string
  consequence: string
  likelihood: number
  severity: number
  grade: 'red' | 'orange' | 'yellow' | 'blue'
  asset_ids: string[]
  required_sensor_kinds: string[]
  responsible_id: string | null
  measures: string
  review_on: string | null
  geometry: string
}

export interface SensorRow {
  id: string
  /** id of a sensor kind, src/domain/sensing/kinds */
  kind: string
  name: string
  asset_id: string | null
  district_id: string
  period_s: number
  /** silent for so long it is stale [s]; null = 3 × period_s */
  stale_after_s: number | null
  owner_id: string | null
  /** level [m, H] of the sensing element */
  level_m: number | null
  geometry: string
}

export interface SensorThresholdRow {
  sensor_id: string
  grade: 'blue' | 'yellow' | 'orange' | 'red'
  /** the alarm side of the value */
  direction: 'above' | 'below'
  /** in the unit of the sensor kind */
  value: number
  delay_s: number
  /** how far back within the limit before its grade falls, in the unit of the sensor kind */
  hysteresis: number
  /** how long it must stay there [s]; null = as long as delay_s */
  clear_delay_s: number | null
}

/** What anyone may know of a 200 m cell, the same of both cells of an area: data-pipeline/publish/public-cells.ts. */
export interface PublicCellRow {
  /** row/column in a grid fixed to the globe */
  id: string
  /** [degrees] */
  west: number
  south: number
  east: number
  north: number
  /** of the area of this cell and the one beside it in its row, which all below is told about [degrees] */
  area_west: number
  area_east: number
  /** disciplines with at least 3 lines in the area */
  kinds: string[]
  /** there are lines of further disciplines */
  has_others: boolean
  office_zh: string
  office_en: string
  phone: string | null
}

/** One thing that the quality report says; of each rule the first few thousand. */
export interface FindingRow {
  /** rule and number within it */
  id: string
  severity: Severity
  rule: string
  message_zh: string
  message_en: string
  file: string | null
  source_row: number | null
  column_name: string | null
  /** as measured, in the unit that `expected` names */
  value: string | null
  expected: string | null
  /** null = no limit of a standard, or one that was not verified */
  clause: string | null
  is_example: boolean
  asset_ids: string[]
  geometry: string | null
}

/** How often a rule was broken in the whole city. */
export interface FindingRuleRow {
  rule: string
  severity: Severity
  total: number
}

export interface RowsByTable {
  organisation: OrganisationRow
  district: DistrictRow
  road: RoadRow
  responsibility: ResponsibilityRow
  project: ProjectRow
  lifecycle_stage: LifecycleStageRow
  document: DocumentRow
  asset: AssetRow
  operation_record: OperationRecordRow
  customer: CustomerRow
  entry: EntryRow
  risk: RiskRow
  sensor: SensorRow
  sensor_threshold: SensorThresholdRow
  public_cell: PublicCellRow
  finding: FindingRow
  finding_rule: FindingRuleRow
}

/** Columns of each table, in the order in which its COPY text has them. */
export const COLUMNS = {
  organisation: ['id', 'name', 'party', 'credit_code'],
  district: ['id', 'name_zh', 'name_en', 'population', 'office_zh', 'office_en', 'phone', 'geometry'],
  road: ['id', 'name_zh', 'name_en', 'class', 'width_m', 'geometry'],
  responsibility: ['id', 'discipline', 'district_id', 'party', 'organisation_id'],
  project: ['id', 'code', 'name', 'builder_id', 'category', 'investment_10k_cny', 'length_m'],
  lifecycle_stage: ['project_id', 'stage', 'started_on', 'ended_on', 'authority', 'fields'],
  document: ['id', 'project_id', 'stage', 'kind', 'title', 'number', 'issued_on', 'issued_by', 'file'],
  asset: [
    'id',
    'gid',
    'kind',
    'discipline',
    'subclass',
    'element_code',
    'name',
    'feature',
    'road_id',
    'district_id',
    'start_point_id',
    'end_point_id',
    'diameter_mm',
    'width_mm',
    'height_mm',
    'section',
    'material',
    'built_year',
    'burial',
    'owner_id',
    'status',
    'pressure_mpa',
    'voltage_kv',
    'start_level_m',
    'end_level_m',
    'start_ground_m',
    'end_ground_m',
    'start_depth_m',
    'end_depth_m',
    'length_m',
    'quality_level',
    'horizontal_error_m',
    'vertical_error_m',
    'project_id',
    'is_operable',
    'attributes',
    'source',
    'geometry',
  ],
  operation_record: [
    'id',
    'asset_id',
    'kind',
    'done_on',
    'finding',
    'grade',
    'cost_10k_cny',
    'next_due_on',
    'chainage_m',
  ],
  customer: [
    ...(['id', 'name', 'class', 'water_point_id', 'gas_point_id', 'heat_point_id', 'heat_return_point_id'] as const),
    ...(['heat_load_kw', 'people', 'water_demand_l_s', 'geometry'] as const),
  ],
  entry: ['id', 'name', 'kind', 'sill_level_m', 'volume_m3', 'geometry'],
  risk: [
    'id',
    'name',
    'discipline',
    'cause',
    'consequence',
    'likelihood',
    'severity',
    'grade',
    'asset_ids',
    'required_sensor_kinds',
    'responsible_id',
    'measures',
    'review_on',
    'geometry',
  ],
  sensor: [
    'id',
    'kind',
    'name',
    'asset_id',
    'district_id',
    'period_s',
    'stale_after_s',
    'owner_id',
    'level_m',
    'geometry',
  ],
  sensor_threshold: ['sensor_id', 'grade', 'direction', 'value', 'delay_s', 'hysteresis', 'clear_delay_s'],
  public_cell: [
    'id',
    'west',
    'south',
    'east',
    'north',
    'area_west',
    'area_east',
    'kinds',
    'has_others',
    'office_zh',
    'office_en',
    'phone',
  ],
  finding: [
    'id',
    'severity',
    'rule',
    'message_zh',
    'message_en',
    'file',
    'source_row',
    'column_name',
    'value',
    'expected',
    'clause',
    'is_example',
    'asset_ids',
    'geometry',
  ],
  finding_rule: ['rule', 'severity', 'total'],
} as const satisfies { readonly [Table in TableName]: readonly (keyof RowsByTable[Table])[] }

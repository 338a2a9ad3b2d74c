import { ASSET_STATUSES, QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import type { CommonAttributes } from '../survey.ts'
import type { Names } from './names.ts'
import type { ColumnsOf } from './rows.ts'

/** Columns that lines and points have alike. Not known: name 0, text '', year 0, quality 0, number NaN. */
export const COMMON_SPEC = {
  /** running number among the rows of its kind in the whole city, in the order they were read */
  number: 'u32',
  /** position in `disciplines` */
  discipline: 'u8',
  /** unique among the lines, or the points, of a discipline */
  key: 'text',
  subclass: 'name',
  elementCode: 'name',
  name: 'text',
  road: 'name',
  district: 'name',
  owner: 'name',
  /** position in `ASSET_STATUSES` */
  status: 'u8',
  builtYear: 'u16',
  project: 'name',
  /** 1 + position in `QUALITY_LEVELS` */
  quality: 'u8',
  /** [m] */
  horizontalError: 'f64',
  /** [m] */
  verticalError: 'f64',
  /** further attributes as JSON; '' = none */
  attributes: 'text',
  file: 'name',
  row: 'u32',
} as const

type CommonColumns = ColumnsOf<typeof COMMON_SPEC>

interface CommonRecord extends CommonAttributes {
  readonly key: string
  readonly source: { readonly file: string; readonly row: number }
}

/** Writes what lines and points have alike into row `at`. */
export function putCommon(
  columns: CommonColumns,
  at: number,
  number: number,
  disciplineIndex: number,
  record: CommonRecord,
  names: Names,
): void {
  columns.number[at] = number
  columns.discipline[at] = disciplineIndex
  columns.key.push(record.key)
  columns.subclass[at] = names.number(record.subclass)
  columns.elementCode[at] = names.number(record.elementCode)
  columns.name.push(record.name ?? '')
  columns.road[at] = names.number(record.roadId)
  columns.district[at] = names.number(record.districtId)
  columns.owner[at] = names.number(record.owner)
  columns.status[at] = ASSET_STATUSES.indexOf(record.status)
  columns.builtYear[at] = record.builtYear ?? 0
  columns.project[at] = names.number(record.projectId)
  columns.quality[at] = record.qualityLevel === null ? 0 : 1 + QUALITY_LEVELS.indexOf(record.qualityLevel)
  columns.horizontalError[at] = record.horizontalError ?? Number.NaN
  columns.verticalError[at] = record.verticalError ?? Number.NaN
  columns.attributes.push(attributesText(record.attributes))
  columns.file[at] = names.number(record.source.file)
  columns.row[at] = record.source.row
}

/** records of one table share their attributes object (`read/cjj61/kept-columns.ts`): the text is made once for each */
const texts = new WeakMap<object, string>()

function attributesText(attributes: CommonAttributes['attributes']): string {
  const known = texts.get(attributes)
  if (known !== undefined) return known
  const text = JSON.stringify(attributes)
  const own = text === '{}' ? '' : text
  texts.set(attributes, own)
  return own
}

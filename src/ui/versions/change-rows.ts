import { statusNames } from '../../domain/asset/asset.ts'
import { disciplines } from '../../domain/disciplines/index.ts'
import { planLength } from '../../domain/geo/ellipsoid.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { RecordVersion } from '../../ports/records.ts'
import type { Words } from '../page.tsx'

/** columns whose texts are codes of a survey, with the dictionary's prefix for them */
const CODED: Readonly<Record<string, string>> = {
  material: 'material',
  burial: 'burial',
  feature: 'feature',
  section: 'section',
  quality_level: 'quality',
  kind: 'asset',
}
/** how a column's name ends, and the unit it tells of */
const UNITS = [
  ['_mm', 'mm', 0],
  ['_mpa', 'MPa', 2],
  ['_kv', 'kV', 1],
  ['_m', 'm', 3],
] as const

export interface ChangeRow {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** What a version changed, as a reader calls it: further attributes one by one, places as how far they moved. */
export function changeRows(changes: RecordVersion['changes'], words: Words): ChangeRow[] {
  const { t, known } = words
  return Object.entries(changes).flatMap(([column, [before, after]]): ChangeRow[] => {
    if (column === 'geometry') {
      const moved = distance(before, after, words)
      return moved === null ? [] : [{ label: t('versions.shape'), before: '', after: moved }]
    }
    if (column === 'attributes') return attributeRows(before, after, words)
    return [
      {
        label: known('column', column),
        before: valueText(column, before, words),
        after: valueText(column, after, words),
      },
    ]
  })
}

function attributeRows(before: unknown, after: unknown, words: Words): ChangeRow[] {
  const [was, is] = [asRecord(before), asRecord(after)]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return names
    .filter((name) => was[name] !== is[name])
    .map((name) => ({
      label: words.known('field', name),
      before: valueText(name, was[name], words),
      after: valueText(name, is[name], words),
    }))
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function valueText(column: string, value: unknown, { t, name, known, locale }: Words): string {
  if (value === null || value === undefined || value === '') return t('versions.empty')
  if (typeof value === 'boolean') return t(value ? 'app.yes' : 'app.no')
  if (typeof value === 'number') {
    const unit = UNITS.find(([end]) => column.endsWith(end))
    if (unit) return formatQuantity(locale, value, unit[1], Number.isInteger(value) ? 0 : unit[2])
    return column === 'built_year' ? String(value) : formatNumber(locale, value, Number.isInteger(value) ? 0 : 3)
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  const prefix = CODED[column]
  if (prefix) return known(prefix, value)
  if (column === 'status') {
    const status = Object.entries(statusNames).find(([id]) => id === value)
    return status ? name(status[1]) : value
  }
  if (column === 'discipline') {
    const discipline = disciplines.find(({ id }) => id === value)
    return discipline ? name(discipline.name) : value
  }
  return value
}

/** How far the middle of an asset moved in plan and in level; null when a place is not known. */
function distance(before: unknown, after: unknown, { t, locale }: Words): string | null {
  const [from, to] = [asRecord(before), asRecord(after)]
  const numbers = [from.lon, from.lat, from.height, to.lon, to.lat, to.height].map((value) =>
    typeof value === 'number' ? value : Number.NaN,
  )
  const [lon0 = 0, lat0 = 0, height0 = 0, lon1 = 0, lat1 = 0, height1 = 0] = numbers
  if (numbers.some(Number.isNaN)) return null
  const rise = height1 - height0
  return t('versions.moved', {
    plan: formatQuantity(locale, planLength(lon0, lat0, lon1, lat1), 'm', 2),
    level: `${rise > 0 ? '+' : ''}${formatQuantity(locale, rise, 'm', 2)}`,
  })
}

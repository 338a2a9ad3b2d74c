import { statusNames } from '../../domain/asset/asset.ts'
import { SCHEMATIC_PARTS } from '../../domain/asset/bridge-part.ts'
import type { PublicManifest } from '../../domain/config/city-manifest.ts'
import { type Discipline, disciplines } from '../../domain/disciplines/index.ts'
import { formatLength, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { Asset } from '../../ports/records.ts'
import type { Words } from '../page.tsx'
import { shortId } from './asset-words.ts'

/** set by the pipeline on what it drew at a default depth */
const ASSUMED = 'level_assumed'

interface AttributeRow {
  readonly label: string
  /** null is shown as 未知: what is not known must be visible */
  readonly value: string | null
  readonly note?: string
  /** not unknown: above the reader's clearance */
  readonly isHidden?: boolean
}

export interface AttributeGroup {
  readonly title: WordKey
  readonly rows: readonly AttributeRow[]
}

/** An asset's attributes as an engineer reads them: grouped, with unit, error and quality level beside each level. */
export function attributeGroups(asset: Asset, city: PublicManifest | null, words: Words): AttributeGroup[] {
  const discipline = disciplines.find((it) => it.id === asset.discipline)
  const groups: AttributeGroup[] = [
    { title: 'group.identity', rows: identity(asset, discipline, words) },
    { title: 'group.section', rows: section(asset, discipline, words) },
    { title: 'group.levels', rows: levels(asset, discipline, words) },
    { title: 'group.position', rows: position(asset, words) },
    { title: 'group.ownership', rows: ownership(asset, words) },
    { title: 'group.datum', rows: city ? datum(city, words) : [] },
    { title: 'group.further', rows: further(asset, words) },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}

function identity(
  asset: Asset,
  discipline: Discipline | undefined,
  { t, name, given, known: translate }: Words,
): AttributeRow[] {
  const subclass = discipline?.subclasses.find(({ letters }) => letters === asset.subclass)
  return [
    { label: t('attribute.id'), value: asset.id },
    ...known(t('attribute.name'), asset.name),
    { label: t('attribute.discipline'), value: discipline ? name(discipline.name) : asset.discipline },
    ...known(t('attribute.subclass'), subclass ? `${name(subclass.name)} ${subclass.letters}` : asset.subclass),
    ...known(t('attribute.feature'), asset.feature && translate('feature', asset.feature)),
    { label: t('attribute.road'), value: given(asset.road, asset.road_en) },
    { label: t('attribute.district'), value: given(asset.district, asset.district_en) },
    { label: t('attribute.source'), value: asset.source },
  ]
}

function section(asset: Asset, discipline: Discipline | undefined, words: Words): AttributeRow[] {
  const { t, locale } = words
  const material = asset.material && words.known('material', asset.material)
  const materialRow = cell(asset, ['material'], t('attribute.material'), material)
  if (asset.kind === 'point') return material === null && !materialRow.isHidden ? [] : [materialRow]
  const millimetres = (value: number) => formatNumber(locale, value)
  const isRound = asset.section === 'circle' || asset.diameter_mm !== null
  const size =
    asset.width_mm === null || asset.height_mm === null
      ? null
      : `${millimetres(asset.width_mm)} × ${formatQuantity(locale, asset.height_mm, 'mm')}`
  const diameter = asset.diameter_mm === null ? null : `DN ${formatQuantity(locale, asset.diameter_mm, 'mm')}`
  return [
    ...(asset.section === 'none' ? [] : known(t('attribute.section'), t(`section.${asset.section}`))),
    ...(asset.kind === 'line'
      ? [
          isRound || hides(asset, ['diameter_mm'])
            ? cell(asset, ['diameter_mm'], t('attribute.diameter'), diameter)
            : cell(asset, ['width_mm', 'height_mm'], t('attribute.size'), size),
        ]
      : hides(asset, ['width_mm', 'height_mm'])
        ? [cell(asset, ['width_mm', 'height_mm'], t('attribute.size'), size)]
        : known(t('attribute.size'), size)),
    materialRow,
    ...(asset.kind === 'line'
      ? [{ label: t('attribute.burial'), value: asset.burial && words.known('burial', asset.burial) }]
      : []),
    ...(discipline?.flow === 'pressure'
      ? [cell(asset, ['pressure_mpa'], t('attribute.pressure'), quantity(asset.pressure_mpa, 'MPa', 2, locale))]
      : []),
    ...(asset.discipline === 'power'
      ? [cell(asset, ['voltage_kv'], t('attribute.voltage'), quantity(asset.voltage_kv, 'kV', 1, locale))]
      : []),
    ...known(t('attribute.length'), asset.length_m === null ? null : formatLength(locale, asset.length_m)),
    ...(asset.start_point_id && asset.end_point_id
      ? [{ label: t('attribute.ends'), value: `${shortId(asset.start_point_id)} → ${shortId(asset.end_point_id)}` }]
      : []),
  ]
}

function levels(asset: Asset, discipline: Discipline | undefined, words: Words): AttributeRow[] {
  const { t } = words
  const error = asset.vertical_error_m
  const pair = (from: number | null, to: number | null, digits: number) => withError([from, to], error, digits, words)
  const isInvert = discipline?.levelRefersTo === 'invert'
  // closed together with the depths
  const level = (label: string, value: string | null) => cell(asset, ['start_level_m'], label, value)
  if (asset.kind === 'point')
    return [
      { label: t('attribute.ground'), value: withError([asset.start_ground_m], null, 2, words) },
      level(t('attribute.pointLevels'), pair(asset.start_level_m, asset.end_level_m, 2)),
      wellDepth(asset, words) ?? level(t('attribute.depthPoint'), withError([asset.start_depth_m], error, 2, words)),
      ...assumed(asset, words),
    ]
  if (asset.kind === 'structure')
    return [
      ...(asset.start_level_m === null && asset.end_level_m === null && !hides(asset, ['start_level_m'])
        ? []
        : [level(t(structureLevel(asset)), pair(asset.start_level_m, asset.end_level_m, 2))]),
      ...schematic(asset, words),
    ]
  return [
    level(
      t(isInvert ? 'attribute.depthInvert' : 'attribute.depthCrown'),
      pair(asset.start_depth_m, asset.end_depth_m, 2),
    ),
    level(t(isInvert ? 'attribute.invert' : 'attribute.crown'), pair(asset.start_level_m, asset.end_level_m, 3)),
    // the survey states the error of the pipe's level, not of the ground's
    {
      label: t('attribute.groundLine'),
      value: withError([asset.start_ground_m, asset.end_ground_m], null, 3, words),
    },
    ...(discipline?.flow === 'gravity'
      ? [hides(asset, ['start_level_m']) ? level(t('attribute.slope'), null) : slope(asset, words)]
      : []),
    ...assumed(asset, words),
  ]
}

/** What the line that a structure was surveyed by lies on (data-pipeline/README.md). */
function structureLevel({ discipline, attributes }: Asset): WordKey {
  if (discipline === 'bridge') return 'attribute.deckLevel'
  if (typeof attributes.inner_radius_m === 'number') return 'attribute.axisLevel'
  return typeof attributes.height_m === 'number' ? 'attribute.floorLevel' : 'attribute.endLevels'
}

/** What the drawing has and no survey: nobody may take an inferred pylon for a measured one. */
function schematic({ attributes }: Asset, { t, known: translate, locale }: Words): AttributeRow[] {
  const parts = String(attributes[SCHEMATIC_PARTS] ?? '')
  if (parts === '') return []
  const names = parts.split(';').map((part) => translate('part', part))
  const value = names.join(locale === 'zh' ? '、' : ', ')
  return [{ label: t('attribute.schematic'), value, note: t('attribute.schematic.note') }]
}

/** Ground minus bottom, from H; null where the bottom is not known, or the same as the top. */
function wellDepth(asset: Asset, words: Words): AttributeRow | null {
  const { start_ground_m: ground, start_level_m: top, end_level_m: bottom, vertical_error_m: error } = asset
  if (ground === null || bottom === null || bottom === top) return null
  return { label: words.t('attribute.wellDepth'), value: withError([ground - bottom], error, 2, words) }
}

/** The pipeline had no level and drew the asset at a default depth: nobody may dig by that. */
function assumed({ attributes }: Asset, { t }: Words): AttributeRow[] {
  return attributes[ASSUMED] === true ? known(t('attribute.assumed'), t('attribute.assumed.help')) : []
}

/** Fall over plan length [‰]; it comes from H, never from engine heights. */
function slope(asset: Asset, { t, locale }: Words): AttributeRow {
  const { start_level_m: start, end_level_m: end, length_m: length } = asset
  const label = t('attribute.slope')
  if (start === null || end === null || !length) return { label, value: null }
  const perMille = ((start - end) / length) * 1000
  const value = formatQuantity(locale, perMille, '‰', 1)
  return perMille < 0 ? { label, value, note: t('slope.rising') } : { label, value }
}

function position(asset: Asset, { t, locale }: Words): AttributeRow[] {
  const { quality_level: level } = asset
  return [
    { label: t('attribute.quality'), value: level === null ? null : t(`quality.${level}`) },
    { label: t('attribute.horizontalError'), value: plusMinus(asset.horizontal_error_m, locale) },
    { label: t('attribute.verticalError'), value: plusMinus(asset.vertical_error_m, locale) },
  ]
}

function ownership(asset: Asset, { t, name }: Words): AttributeRow[] {
  const isValve = asset.kind === 'point' && (asset.is_operable !== null || (asset.feature ?? '').includes('阀'))
  const operable = asset.is_operable === null ? 'unknown' : asset.is_operable ? 'yes' : 'no'
  return [
    { label: t('attribute.owner'), value: asset.owner },
    { label: t('attribute.status'), value: name(statusNames[asset.status]) },
    { label: t('attribute.built'), value: asset.built_year === null ? null : String(asset.built_year) },
    ...(isValve ? [{ label: t('attribute.operable'), value: t(`operable.${operable}`) }] : []),
  ]
}

function datum({ vertical }: PublicManifest, { t, known: translate, locale }: Words): AttributeRow[] {
  return [
    { label: t('attribute.datum'), value: translate('datum', vertical.datum) },
    { label: t('attribute.geoid'), value: vertical.geoid.source },
    { label: t('attribute.geoidAccuracy'), value: plusMinus(vertical.geoid.accuracy, locale) },
  ]
}

function further(asset: Asset, { t, known: translate }: Words): AttributeRow[] {
  if (hides(asset, ['attributes'])) return [cell(asset, ['attributes'], t('group.further'), null)]
  return Object.entries(asset.attributes).flatMap(([label, value]) =>
    value === null || value === '' || label === ASSUMED || label === SCHEMATIC_PARTS
      ? []
      : [
          {
            label: translate('field', label),
            value: typeof value === 'boolean' ? t(value ? 'app.yes' : 'app.no') : String(value),
          },
        ],
  )
}

function hides({ hiddenFields }: Asset, fields: readonly (keyof Asset)[]): boolean {
  return fields.some((field) => hiddenFields.includes(field))
}

/** A row made of fields that may be above the reader's clearance. */
function cell(asset: Asset, fields: readonly (keyof Asset)[], label: string, value: string | null): AttributeRow {
  return hides(asset, fields) ? { label, value: null, isHidden: true } : { label, value }
}

/** A row that is left out when there is nothing to say. */
function known(label: string, value: string | null): AttributeRow[] {
  return value === null ? [] : [{ label, value }]
}

function quantity(value: number | null, unit: string, digits: number, locale: Words['locale']): string | null {
  return value === null ? null : formatQuantity(locale, value, unit, digits)
}

function plusMinus(error: number | null, locale: Words['locale']): string | null {
  return error === null ? null : `± ${formatQuantity(locale, error, 'm', 2)}`
}

/** `1.82 / 1.90 m ± 0.15`; one end unknown stays visible; null when all are. */
function withError(
  values: readonly (number | null)[],
  error: number | null,
  digits: number,
  { t, locale }: Words,
): string | null {
  if (values.every((value) => value === null)) return null
  const numbers = values.map((value) => (value === null ? t('app.unknown') : formatNumber(locale, value, digits)))
  return `${numbers.join(' / ')}\u2009m${error === null ? '' : ` ± ${formatNumber(locale, error, 2)}`}`
}

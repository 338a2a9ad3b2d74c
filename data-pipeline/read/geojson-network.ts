import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import { crsOf, normalizeCrsName } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import { type LineSection, lineEndOf, NO_ATTRIBUTES, type Place, type Survey } from '../survey.ts'
import { yearCell } from './cells.ts'
import type { GeoFeature, GeoFile } from './geojson.ts'
import { decodeValue, type Mapping, withMapping } from './mapping.ts'
import { pipeSize } from './pipe-size.ts'

const LINE_FIELDS = {
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
  year: ['year', 'built_year', 'mdate', 'install_year', 'installdate'],
  length: ['length', 'length_m', '管长'],
}
const POINT_FIELDS = {
  id: ['manholeid', 'manhole_id', 'node_id', 'nodeid', 'exp_no', 'facilityid', 'gml_id', 'id', 'name'],
  ground: ['streetlevel', 'ground', 'ground_level', 'surf_h', 'rim', 'rim_elev', 'cover_level', 'top_level'],
  bottom: ['bedlevel', 'invert', 'invert_elev', 'bottom', 'bottom_level', 'bed_level'],
  wellDepth: ['well_deep', 'well_depth', 'manhole_depth'],
  feature: ['feature', 'type', 'subsid', '特征', '附属物'],
}

type Fields = Readonly<Record<string, readonly string[]>>

/** Lines and points of one or more GeoJSON files as one network, linked by the point names that the lines carry. */
export function readGeoNetwork(
  files: readonly GeoFile[],
  survey: Survey,
  options: { readonly discipline: string; readonly mapping: Mapping },
): void {
  const { discipline, mapping } = options
  const lineFields = withMapping(LINE_FIELDS, mapping.lines)
  const pointFields = withMapping(POINT_FIELDS, mapping.points)
  const references = new Set<string>()
  for (const { lines } of files) {
    for (const line of lines) {
      for (const end of ['start', 'end']) references.add(textOf(line, lineFields, end) ?? '')
    }
  }
  for (const file of files) readPoints(file, survey, discipline, pointFields, references)
  const points = new Map(survey.points.filter((p) => p.discipline === discipline).map((point) => [point.key, point]))
  const keys = new Set<string>()
  for (const file of files) {
    const place = placer(file, survey)
    for (const line of file.lines) {
      const source = { file: file.file, row: line.row }
      const start = textOf(line, lineFields, 'start')
      const end = textOf(line, lineFields, 'end')
      const key =
        textOf(line, lineFields, 'id') ?? line.id ?? (start && end ? `${start}~${end}~1` : `${file.file}~${line.row}`)
      const asset = `${discipline}/${key}`
      if (keys.has(key)) {
        const message = { zh: '管线编号重复，后一条略去', en: 'line number given twice; the later one is left out' }
        survey.findings.add('error', 'duplicate-line-number', message, { ...source, value: key, assets: [asset] })
        continue
      }
      keys.add(key)
      const path = line.vertices.map(([x, y]) => place(x, y))
      const known = (name: string | null, field: string) => {
        if (name !== null && points.has(name)) return name
        if (name === null && points.size === 0) return null
        if (name === null) {
          const message = { zh: '该端没有点号，不与点相连', en: 'no point number at this end: it joins no point' }
          survey.findings.add('warning', 'unknown-point', message, { ...source, column: field, assets: [asset] })
          return null
        }
        const message = {
          zh: `点 ${name} 不在点表中，该端不与点相连`,
          en: `point ${name} is in no table: this end joins none`,
        }
        survey.findings.add('warning', 'unknown-point', message, { ...source, value: name, assets: [asset] })
        return null
      }
      const startPoint = known(start, 'start')
      const endPoint = known(end, 'end')
      const number = (field: string) => numberOf(line, lineFields, field, survey, source, asset)
      const lineEnd = (name: 'start' | 'end', point: string | null) => {
        const ground = number(`${name}Ground`) ?? points.get(point ?? '')?.ground ?? null
        return lineEndOf(ground, number(`${name}Depth`), number(`${name}Invert`))
      }
      const hasInvert = number('startInvert') !== null || number('endInvert') !== null
      const year = textOf(line, lineFields, 'year')
      const material = textOf(line, lineFields, 'material')
      survey.lines.push({
        ...NO_ATTRIBUTES,
        builtYear: year === null ? null : yearCell(year),
        attributes: plainAttributes(line),
        key,
        discipline,
        startPoint,
        endPoint,
        path,
        start: lineEnd('start', startPoint),
        end: lineEnd('end', endPoint),
        reference: hasInvert ? 'invert' : disciplineOf(discipline).levelRefersTo,
        section: sectionOf(line, lineFields, survey, source, asset),
        wall: null,
        material: material === null ? null : decodeValue(mapping, 'Material', material),
        burial: null,
        pressure: null,
        voltage: null,
        recordedLength: number('length'),
        source,
      })
    }
  }
}

function readPoints(
  file: GeoFile,
  survey: Survey,
  discipline: string,
  fields: Fields,
  references: ReadonlySet<string>,
): void {
  if (file.points.length === 0) return
  const idField = bestIdField(file, fields.id ?? [], references)
  if (idField === null) {
    const message = {
      zh: `点要素没有可识别的点号字段，${file.points.length} 个点未作管点读入（可用 --mapping 指定）`,
      en: `the points have no field known as a point number: ${file.points.length} points not read (--mapping can name it)`,
    }
    const expected = (fields.id ?? []).join(', ')
    survey.findings.add('warning', 'no-point-number', message, { file: file.file, value: file.points.length, expected })
    return
  }
  const place = placer(file, survey)
  const isManholes = /manhole|检查井|窨井|inspection/i.test(`${file.file} ${idField}`)
  const seen = new Set(survey.points.filter((point) => point.discipline === discipline).map((point) => point.key))
  for (const point of file.points) {
    const source = { file: file.file, row: point.row }
    const key = plainText(point.properties[idField])
    const asset = `${discipline}/${key ?? '?'}`
    if (key === null || seen.has(key)) {
      const message =
        key === null
          ? { zh: '点号为空，略去', en: 'empty point number; left out' }
          : { zh: '点号重复，后一个略去', en: 'point number given twice; the later one is left out' }
      const rule = key === null ? 'empty-point-number' : 'duplicate-point'
      survey.findings.add('error', rule, message, { ...source, column: idField, value: key, assets: [asset] })
      continue
    }
    seen.add(key)
    const number = (field: string) => numberOf(point, fields, field, survey, source, asset)
    const ground = number('ground')
    const depth = number('wellDepth')
    const [x, y] = point.vertices[0] ?? [Number.NaN, Number.NaN]
    survey.points.push({
      ...NO_ATTRIBUTES,
      ...place(x, y),
      attributes: plainAttributes(point),
      key,
      discipline,
      ground,
      bottom: number('bottom') ?? (ground !== null && depth !== null ? ground - depth : null),
      feature: textOf(point, fields, 'feature'),
      appurtenance: isManholes ? '窨井' : null,
      isOperable: null,
      source,
    })
  }
}

/** The id field whose values the lines name most often; among equals the first of the list. */
function bestIdField(file: GeoFile, aliases: readonly string[], references: ReadonlySet<string>): string | null {
  let best: { field: string; hits: number } | null = null
  const fields = new Set(file.points.flatMap((point) => Object.keys(point.properties)))
  for (const alias of aliases) {
    const field = [...fields].find((name) => name.toLowerCase() === alias.toLowerCase())
    if (field === undefined) continue
    const hits = file.points.filter((point) => references.has(plainText(point.properties[field]) ?? '')).length
    if (best === null || hits > best.hits) best = { field, hits }
  }
  return best?.field ?? null
}

function placer(file: GeoFile, survey: Survey): (x: number, y: number) => Place {
  const own = file.crs === null ? survey.crs : crsOf(normalizeCrsName(file.crs))
  if (!own) {
    const message = { zh: 'GeoJSON 的 crs 未知', en: 'the crs member of the GeoJSON is not known' }
    throw new UnusableInput('crs-unknown', message, { file: file.file, value: file.crs })
  }
  const isSame = own.name === survey.crs.name
  return (x, y) => {
    const { lon, lat } = own.toLonLat(x, y)
    const [east, north] = isSame ? [x, y] : survey.crs.fromLonLat(lon, lat)
    return { x: east, y: north, lon, lat }
  }
}

function sectionOf(
  line: GeoFeature,
  fields: Fields,
  survey: Survey,
  source: { file: string; row: number },
  asset: string,
): LineSection | null {
  const text = textOf(line, fields, 'size')
  const [width, height] = [propertyOf(line, fields, 'width'), propertyOf(line, fields, 'height')].map(Number)
  const size = text !== null ? pipeSize(text) : width && height ? pipeSize(`${width}x${height}`) : null
  if (size) return size.section
  const message = {
    zh: '管径未知或不可读，图中以 0.1 m 细管示意',
    en: 'size missing or not readable: drawn as a thin tube of 0.1 m',
  }
  survey.findings.add('warning', 'unknown-section', message, {
    ...source,
    column: 'diameter',
    value: text,
    assets: [asset],
  })
  return null
}

function propertyOf(feature: GeoFeature, fields: Fields, field: string): unknown {
  for (const alias of [...(fields[field] ?? []), field]) {
    const name = Object.keys(feature.properties).find((key) => key.toLowerCase() === alias.toLowerCase())
    const value = name === undefined ? null : feature.properties[name]
    if (value !== null && value !== undefined && value !== '') return value
  }
  return null
}

function textOf(feature: GeoFeature, fields: Fields, field: string): string | null {
  return plainText(propertyOf(feature, fields, field))
}

function plainText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null
}

function numberOf(
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

function plainAttributes(feature: GeoFeature): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(feature.properties).filter(
      (entry): entry is [string, string | number | boolean] =>
        ['string', 'number', 'boolean'].includes(typeof entry[1]) && entry[1] !== '',
    ),
  )
}

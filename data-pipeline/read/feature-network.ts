import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import { KeyIndex } from '../store/key-index.ts'
import { type LineSection, lineEndOf, NO_ATTRIBUTES, type Survey } from '../survey.ts'
import { yearCell } from './cells.ts'
import {
  type Fields,
  LINE_FIELDS,
  numberOf,
  POINT_FIELDS,
  plainAttributes,
  plainText,
  propertyOf,
  textOf,
} from './feature-fields.ts'
import { type GeoFeature, geoFeatures } from './geo-feature.ts'
import { bestIdField, type LayerOverview } from './layer-overview.ts'
import { type LayerPlane, planeOf } from './layer-plane.ts'
import { type Mapping, withMapping } from './mapping.ts'
import { pipeSize } from './pipe-size.ts'
import { PointIndex } from './point-index.ts'
import { SurveyCodes } from './survey-codes.ts'

/** How a network of features is to be read. */
interface NetworkOptions {
  readonly discipline: string
  readonly mapping: Mapping
  /** for layers whose own CRS is not known; null when none is given */
  readonly crs: Crs | null
}

/** Lines and points of one or more layers as one network, linked by the point names that the lines carry. */
export async function readFeatureNetwork(
  overviews: readonly LayerOverview[],
  survey: Survey,
  options: NetworkOptions,
): Promise<void> {
  const named = new Set(overviews.flatMap((overview) => [...overview.named]))
  const points = new PointIndex()
  const planes = new Map<LayerOverview, LayerPlane>()
  for (const overview of overviews) {
    if (overview.points + overview.lines > 0) planes.set(overview, planeOf(overview, survey, options.crs))
  }
  for (const [overview, plane] of planes) await readPoints(overview, plane, survey, options, named, points)
  const keys = new KeyIndex()
  for (const [overview, plane] of planes) await readLines(overview, plane, survey, options, points, keys)
  for (const { finish } of planes.values()) finish()
}

async function readLines(
  { layer, lines }: LayerOverview,
  plane: LayerPlane,
  survey: Survey,
  { discipline, mapping }: NetworkOptions,
  points: PointIndex,
  keys: KeyIndex,
): Promise<void> {
  if (lines === 0) return
  const fields = withMapping(LINE_FIELDS, mapping.lines)
  const codes = new SurveyCodes(mapping, discipline, 'line')
  let unjoined = 0
  for await (const line of geoFeatures(layer, null)) {
    if (line.kind !== 'line') continue
    const source = { file: layer.label, row: line.row }
    const start = textOf(line, fields, 'start')
    const end = textOf(line, fields, 'end')
    const named = start && end ? `${start}~${end}~1` : (line.id ?? `${layer.label}~${line.row}`)
    const key = `${textOf(line, fields, 'id') ?? named}${line.part}`
    const asset = `${discipline}/${key}`
    if (keys.find(key) >= 0) {
      const message = { zh: '管线编号重复，后一条略去', en: 'line number given twice; the later one is left out' }
      survey.findings.add('error', 'duplicate-line-number', message, { ...source, value: key, assets: [asset] })
      continue
    }
    keys.add(key, keys.count)
    const path = plane.path(line, asset)
    if (!path) continue
    const known = (name: string | null, field: string) => {
      if (name !== null && points.indexOf(name) >= 0) return name
      if (points.size === 0) {
        if (name !== null) unjoined++
        return null
      }
      const told = { ...source, column: field, value: name, assets: [asset] }
      const message =
        name === null
          ? { zh: '该端没有点号，不与点相连', en: 'no point number at this end: it joins no point' }
          : { zh: `点 ${name} 不在点表中，该端不与点相连`, en: `point ${name} is in no table: this end joins none` }
      survey.findings.add('warning', 'unknown-point', message, told)
      return null
    }
    const startPoint = known(start, 'start')
    const endPoint = known(end, 'end')
    const number = (field: string) => numberOf(line, fields, field, survey, source, asset)
    const lineEnd = (name: 'start' | 'end', point: string | null) => {
      const ground = number(`${name}Ground`) ?? points.get(point ?? '')?.ground ?? null
      return lineEndOf(ground, number(`${name}Depth`), number(`${name}Invert`))
    }
    const hasInvert = number('startInvert') !== null || number('endInvert') !== null
    const year = textOf(line, fields, 'year')
    const [material, burial] = [textOf(line, fields, 'material'), textOf(line, fields, 'burial')]
    survey.lines.push({
      ...NO_ATTRIBUTES,
      owner: textOf(line, fields, 'owner'),
      status: codes.status(textOf(line, fields, 'status') ?? ''),
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
      section: sectionOf(line, fields, survey, source, asset),
      wall: null,
      material: material === null ? null : codes.material(material),
      burial: burial === null ? null : codes.burial(burial),
      pressure: null,
      voltage: null,
      recordedLength: number('length'),
      source,
    })
  }
  codes.finish(layer.label, survey.findings)
  if (unjoined === 0) return
  const message = {
    zh: `${unjoined} 个管线端点给出了点号，但没有任何管点：这些端点互不相连`,
    en: `${unjoined} line ends name a point, but there are no points at all: these ends join nothing`,
  }
  survey.findings.add('warning', 'unknown-point', message, { file: layer.label, value: unjoined })
}

async function readPoints(
  overview: LayerOverview,
  plane: LayerPlane,
  survey: Survey,
  { discipline, mapping }: NetworkOptions,
  named: ReadonlySet<string>,
  index: PointIndex,
): Promise<void> {
  if (overview.points === 0) return
  const fields = withMapping(POINT_FIELDS, mapping.points)
  const file = overview.layer.label
  const idField = bestIdField(overview, fields.id ?? [], named)
  if (idField === null) {
    const message = {
      zh: `点要素没有可识别的点号字段，${overview.points} 个点未作管点读入（可用 --mapping 指定）`,
      en: `the points have no field known as a point number: ${overview.points} points not read (--mapping can name it)`,
    }
    const expected = (fields.id ?? []).join(', ')
    survey.findings.add('warning', 'no-point-number', message, { file, value: overview.points, expected })
    return
  }
  const isManholes = /manhole|检查井|窨井|inspection/i.test(`${file} ${idField}`)
  for await (const point of geoFeatures(overview.layer, null)) {
    if (point.kind !== 'point') continue
    const source = { file, row: point.row }
    const key = plainText(point.properties[idField])
    const asset = `${discipline}/${key ?? '?'}`
    if (key === null || index.indexOf(key) >= 0) {
      const message =
        key === null
          ? { zh: '点号为空，略去', en: 'empty point number; left out' }
          : { zh: '点号重复，后一个略去', en: 'point number given twice; the later one is left out' }
      const rule = key === null ? 'empty-point-number' : 'duplicate-point'
      survey.findings.add('error', rule, message, { ...source, column: idField, value: key, assets: [asset] })
      continue
    }
    const place = plane.path(point, asset)?.[0]
    if (!place) continue
    const number = (field: string) => numberOf(point, fields, field, survey, source, asset)
    const ground = number('ground')
    const depth = number('wellDepth')
    const running = survey.points.push({
      ...NO_ATTRIBUTES,
      ...place,
      owner: textOf(point, fields, 'owner'),
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
    index.add(key, { ...place, ground, row: point.row, number: running })
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

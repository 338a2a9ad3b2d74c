import { basename } from 'node:path'
import { disciplineOf } from '../../../src/domain/disciplines/index.ts'
import { type CommonAttributes, type LineSection, lineEndOf, NO_ATTRIBUTES, type Survey } from '../../survey.ts'
import { Body } from '../body.ts'
import { yearCell } from '../cells.ts'
import { pushModel } from '../push-model.ts'
import type { CityObject, GmlPolygon } from './city-object.ts'
import { cityObjects } from './city-objects.ts'
import { Codelists } from './codelist.ts'
import { type GmlPlacer, gmlPlacer } from './gml-placer.ts'
import { utilityDiscipline } from './utility-kinds.ts'

/** What a Manhole and a Handhole are called in surveys, so that they are drawn and named as wells. */
const WELLS: Readonly<Record<string, string>> = { Manhole: '检查井', Handhole: '手孔' }

/** As of `ModelOptions`. */
interface CityGmlOptions {
  readonly level: number | null
  readonly crs: string | null
}

interface Reading extends CityGmlOptions {
  readonly file: string
  readonly survey: Survey
  readonly place: GmlPlacer
  readonly codes: Codelists
  readonly counts: Map<string, number>
  readonly skipped: Map<string, number>
  polygons: number
  virtual: number
  templates: number
  unlevelled: number
  missingLinks: number
}

/**
 * Reads utility networks, tunnels and bridges of a CityGML 2 file (i-UR, PLATEAU) member by member: things with surfaces
 * become models at their finest level of detail, things with only a line or a point become survey lines and points.
 *
 * @throws UnusableInput when the XML is broken; what stands before the break has been read
 * @source  OGC 12-019 (CityGML 2.0), i-UR 3.1; codes are kept, their names added where the code list lies beside
 */
export async function readCityGml(path: string, survey: Survey, options: CityGmlOptions): Promise<void> {
  survey.inputs.push(path)
  const file = basename(path)
  const reading: Reading = {
    ...options,
    file,
    survey,
    place: gmlPlacer(file, survey, options.crs),
    codes: new Codelists(path),
    counts: new Map(),
    skipped: new Map(),
    polygons: 0,
    virtual: 0,
    templates: 0,
    unlevelled: 0,
    missingLinks: 0,
  }
  try {
    for await (const member of cityObjects(path)) await readMember(reading, member)
  } finally {
    tell(reading)
  }
}

async function readMember(reading: Reading, member: readonly CityObject[]): Promise<void> {
  const [feature] = member
  if (!feature) return
  for (const { type } of member) reading.counts.set(type, (reading.counts.get(type) ?? 0) + 1)
  const attributes = await attributesOf(reading, feature)
  const owner = attributes.texts.occupierType_name ?? ''
  const discipline = utilityDiscipline(feature.type, `${attributes.common.name ?? ''} ${owner}`)
  if (discipline === null) {
    reading.skipped.set(feature.type, (reading.skipped.get(feature.type) ?? 0) + 1)
    return
  }
  const byId = new Map<string, GmlPolygon>()
  let finest = -1
  for (const { levels, templates } of member) {
    reading.templates += templates
    for (const [level, { polygons, links }] of levels) {
      for (const polygon of polygons) if (polygon.id !== null) byId.set(polygon.id, polygon)
      reading.polygons += polygons.length
      // surfaces of level 0 are outlines in plan, no bodies
      const isWanted = level > 0 && (reading.level === null || level <= reading.level)
      if (isWanted && polygons.length + links.length > 0) finest = Math.max(finest, level)
    }
  }
  if (finest < 0) {
    readNetwork(reading, feature, discipline, attributes)
    return
  }
  const placed = new Set(member.flatMap(({ levels }) => levels.get(finest)?.polygons ?? []))
  for (const object of member) {
    const geometry = object.levels.get(finest)
    if (!geometry) continue
    const linked = geometry.links.flatMap((id) => {
      const polygon = byId.get(id)
      if (!polygon) reading.missingLinks++
      // drawn where it is given, when that is of this level too
      if (!polygon || placed.has(polygon)) return []
      placed.add(polygon)
      return [polygon]
    })
    const polygons = [...geometry.polygons, ...linked]
    const real = polygons.filter(({ isVirtual }) => !isVirtual)
    reading.virtual += polygons.length - real.length
    if (real.length === 0) continue
    const body = new Body()
    for (const { rings } of real) body.face(rings.map(reading.place.ring))
    const own = object === feature ? attributes : await attributesOf(reading, object)
    const parent = object.parent === null ? {} : { parent: object.parent }
    const { common } = own
    pushModel(
      reading.survey,
      {
        ...common,
        name: common.name ?? attributes.common.name,
        attributes: { ...common.attributes, ...parent, lod: finest },
        key: object.id,
        discipline,
        kind: object.type,
        source: { file: reading.file, row: object.row },
      },
      body,
    )
  }
}

/** A feature without surfaces: its line or its point in plan. */
function readNetwork(reading: Reading, feature: CityObject, discipline: string, { common, texts }: Attributes): void {
  const { survey, place, file } = reading
  const source = { file, row: feature.row }
  const levels = [...feature.levels].sort(([a], [b]) => b - a).map(([, geometry]) => geometry)
  const curves = levels.find((level) => level.curves.length > 0)?.curves ?? []
  const point = levels.find((level) => level.points.length > 0)?.points[0]
  const asset = `${discipline}/${feature.id}`
  const paths = curves.map(place.path).filter((path) => path.length > 1)
  const at = point && place.path(point)[0]
  if (paths.length === 0 && !at) {
    const message = { zh: '没有可用的几何，略去', en: 'no usable geometry; left out' }
    survey.findings.add('error', 'model-empty', message, { ...source, value: feature.id, assets: [asset] })
    return
  }
  const heights = [...paths.flat(), ...(at ? [at] : [])].map(({ height }) => height)
  // a plan has no level: 0 throughout is the place-holder of a format that wants a third number
  const isPlan = heights.every((height) => height === 0)
  if (isPlan) reading.unlevelled++
  const levelOf = (height: number | undefined) => (isPlan || height === undefined ? null : height)
  if (paths.length === 0 && at) {
    const { x, y, lon, lat, height } = at
    survey.points.push({
      ...common,
      ...{ x, y, lon, lat },
      key: feature.id,
      discipline,
      ground: levelOf(height),
      bottom: null,
      feature: feature.type,
      appurtenance: WELLS[feature.type] ?? null,
      isOperable: null,
      source,
    })
    return
  }
  paths.forEach((path, part) => {
    survey.lines.push({
      ...common,
      key: part === 0 ? feature.id : `${feature.id}#${part + 1}`,
      discipline,
      startPoint: null,
      endPoint: null,
      path: path.map(({ x, y, lon, lat }) => ({ x, y, lon, lat })),
      start: lineEndOf(null, null, levelOf(path[0]?.height)),
      end: lineEndOf(null, null, levelOf(path.at(-1)?.height)),
      reference: disciplineOf(discipline).levelRefersTo,
      section: sectionOf(texts),
      wall: null,
      material: texts.material_name ?? texts.material ?? null,
      burial: null,
      pressure: null,
      voltage: null,
      recordedLength: null,
      source,
    })
  })
}

interface Attributes {
  readonly common: CommonAttributes
  readonly texts: Readonly<Record<string, string>>
}

/** Texts by their local name; of several the first has the name and the next ones a number. */
async function attributesOf({ codes }: Reading, object: CityObject): Promise<Attributes> {
  const texts: Record<string, string> = {}
  for (const { name, text, unit, codeSpace } of object.attributes) {
    const base = unit === null ? name : `${name}_${unit}`
    let key = base
    for (let number = 2; key in texts; number++) key = `${base}_${number}`
    texts[key] = text
    const decoded = codeSpace === null ? null : await codes.nameOf(codeSpace, text)
    if (decoded !== null) texts[`${key}_name`] = decoded
  }
  const { name = null, year = '', ...attributes } = texts
  return { common: { ...NO_ATTRIBUTES, name, builtYear: yearCell(year), attributes }, texts }
}

/** Inner diameter as i-UR gives it (its spelling differs between versions); null when not there. */
function sectionOf(texts: Readonly<Record<string, string>>): LineSection | null {
  const [name, text] = Object.entries(texts).find(([key]) => /^innerDiam/i.test(key)) ?? []
  const width = Number(text) * (name?.endsWith('_mm') ? 0.001 : 1)
  return width > 0 ? { kind: 'circle', width, height: width } : null
}

function tell(reading: Reading): void {
  const { survey, file, codes, counts, skipped } = reading
  const list = (entries: Iterable<readonly [string, number]>) =>
    [...entries].map(([type, count]) => `${type} ${count}`).join(', ')
  survey.facts[file] = `${list(counts)}; polygons ${reading.polygons}`
  const note = (rule: string, value: string | number, zh: string, en: string) =>
    survey.findings.add('note', rule, { zh, en }, { file, value })
  if (skipped.size > 0)
    note('type-not-read', list(skipped), '这些类型的要素未读', 'features of these types were not read')
  if (reading.virtual > 0)
    note(
      'virtual-surface',
      reading.virtual,
      '虚拟封闭面（ClosureSurface）未绘制',
      'virtual closure surfaces are not drawn',
    )
  if (reading.templates > 0)
    note('implicit-geometry', reading.templates, '模板几何未读', 'geometries given as templates were not read')
  if (reading.unlevelled > 0)
    note(
      'plan-only',
      reading.unlevelled,
      '只有平面位置（高程处处为 0），高程按未知处理',
      'these have only a place in plan (H is 0 throughout): their level counts as not known',
    )
  if (codes.missing.size > 0) {
    const missing = [...codes.missing].map((path) => basename(path)).sort()
    note(
      'codelist-missing',
      missing.join(', '),
      '缺少代码表，代码按原样保留',
      'code lists are not there: the codes stay as they are',
    )
  }
  if (counts.has('OilGasChemicalsPipe'))
    note(
      'gas-by-type',
      counts.get('OilGasChemicalsPipe') ?? 0,
      'OilGasChemicalsPipe 按燃气读入',
      'OilGasChemicalsPipe is read as gas',
    )
  if (reading.missingLinks === 0) return
  const message = {
    zh: 'xlink 所指的面不在同一要素中，略去',
    en: 'faces that an xlink names are not in the same feature; left out',
  }
  survey.findings.add('error', 'missing-surface', message, { file, value: reading.missingLinks })
}

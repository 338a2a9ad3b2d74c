import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { UnusableInput } from '../../check/finding.ts'
import { brokenXml, xmlChunks } from '../xml-chunks.ts'
import { type CityObject, type GmlPlaces, type GmlPolygon, geometryOf } from './city-object.ts'

/** parts of a feature that are things of their own */
const PART = /(Part|HollowSpace|Installation|ConstructionElement|Room|Furniture)$/
const POLYGON = /^(Polygon|Triangle|Rectangle|PolygonPatch)$/
const CURVE = /^LineString(Segment)?$/
const LEVEL = /^lod(\d)(?!TerrainIntersection)/
const SKIPPED = /^(appearance|appearanceMember|lod\dTerrainIntersection)$/
const COORDINATES = /^(posList|pos|coordinates)$/

/** One open element and what it hands down to its children. */
interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly srsName: string | null
  readonly dimension: number
  readonly object: CityObject | null
  /** level of detail that geometry here belongs to; null outside of geometry */
  readonly level: number | null
  readonly polygon: GmlPolygon | null
  /** where coordinates go */
  readonly places: GmlPlaces | null
  readonly isVirtual: boolean
  readonly isSkipped: boolean
  text: string
  hasChildren: boolean
}

const NOTHING_OPEN: Open = {
  name: '',
  attributes: {},
  srsName: null,
  dimension: 3,
  object: null,
  level: null,
  polygon: null,
  places: null,
  isVirtual: false,
  isSkipped: false,
  text: '',
  hasChildren: false,
}

/**
 * Streams a CityGML file: yields the city objects of one member after another, the feature first and then its parts;
 * never more than a chunk of the file and one member are held.
 *
 * @throws UnusableInput where the XML is not well-formed or breaks off; members before it have been yielded
 */
export async function* cityObjects(path: string): AsyncGenerator<readonly CityObject[]> {
  const parser = new SaxesParser()
  const whole: CityObject[][] = []
  const open: Open[] = []
  let member: CityObject[] = []
  let fileReference: string | null = null
  let fault: UnusableInput | null = null
  parser.on('error', (error) => {
    fault ??= brokenXml(path, parser.line, error)
  })
  parser.on('opentag', (tag) => {
    const before = open.at(-1) ?? { ...NOTHING_OPEN, srsName: fileReference }
    before.hasChildren = true
    const next = opened(tag, before, member, parser.line)
    if (next.name === 'Envelope' && next.object === null) fileReference ??= next.srsName
    open.push(next.srsName === null ? { ...next, srsName: fileReference } : next)
  })
  const takeText = (text: string) => {
    const current = open.at(-1)
    if (current?.object && !current.isSkipped) current.text += text
  }
  parser.on('text', takeText)
  parser.on('cdata', takeText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed?.object && !closed.isSkipped) close(closed)
    if (closed?.name !== 'cityObjectMember' || fault) return
    whole.push(member)
    member = []
  })
  for await (const text of xmlChunks(path)) {
    parser.write(text)
    yield* whole.splice(0)
    if (fault) throw fault
  }
  parser.close()
  yield* whole.splice(0)
  if (fault) throw fault
}

function opened(tag: SaxesTagPlain, before: Open, member: CityObject[], row: number): Open {
  const name = localName(tag.name)
  const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, value]) => [localName(key), value]))
  const isFeature = before.name === 'cityObjectMember'
  const isPart = before.object !== null && before.level === null && attributes.id !== undefined && PART.test(name)
  const own = isFeature || isPart ? newObject(name, attributes.id ?? `line-${row}`, row, before.object) : null
  if (own) member.push(own)
  const inherited = {
    ...before,
    name,
    attributes,
    srsName: attributes.srsName ?? before.srsName,
    dimension: Number(attributes.srsDimension ?? before.dimension),
    object: own ?? before.object,
    level: own ? null : (levelOf(name) ?? before.level),
    isVirtual: before.isVirtual || name === 'ClosureSurface',
    isSkipped: before.isSkipped || SKIPPED.test(name),
    text: '',
    hasChildren: false,
  }
  return inherited.isSkipped ? inherited : { ...inherited, ...openGeometry(inherited) }
}

/** Makes room for what a geometry element will hold. */
function openGeometry({ name, attributes, object, level, polygon, places, srsName, isVirtual }: Open) {
  if (!object || level === null) return { polygon, places }
  const geometry = geometryOf(object, level)
  if (attributes.href?.startsWith('#')) geometry.links.push(attributes.href.slice(1))
  if (name.endsWith('ImplicitRepresentation')) object.templates++
  if (POLYGON.test(name)) {
    const made: GmlPolygon = { id: attributes.id ?? null, isVirtual, rings: [] }
    geometry.polygons.push(made)
    return { polygon: made, places: null }
  }
  const made: GmlPlaces = { srsName, numbers: [] }
  if (name === 'LinearRing' && polygon) polygon.rings.push(made)
  else if (CURVE.test(name)) geometry.curves.push(made)
  else if (name === 'Point') geometry.points.push(made)
  else return { polygon, places }
  return { polygon, places: made }
}

function close({ object, level, name, attributes, hasChildren, text: raw, places, dimension }: Open): void {
  const text = raw.trim()
  if (!object || text === '') return
  if (level === null) {
    const { codeSpace = null, uom: unit = null } = attributes
    if (!hasChildren) object.attributes.push({ name, text, unit, codeSpace })
  } else if (places && COORDINATES.test(name)) {
    const numbers = text.split(/[\s,]+/).map(Number)
    numbers.forEach((number, index) => {
      places.numbers.push(number)
      if (dimension === 2 && index % 2 === 1) places.numbers.push(0)
    })
  }
}

function newObject(type: string, id: string, row: number, parent: CityObject | null): CityObject {
  return { type, id, row, parent: parent?.id ?? null, attributes: [], levels: new Map(), templates: 0 }
}

function levelOf(name: string): number | null {
  const digit = LEVEL.exec(name)?.[1]
  return digit === undefined ? null : Number(digit)
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

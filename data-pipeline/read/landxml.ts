import { basename } from 'node:path'
import { SaxesParser } from 'saxes'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { UnusableInput } from '../check/finding.ts'
import { type LineSection, lineEndOf, NO_ATTRIBUTES, type Place, type Survey } from '../survey.ts'
import { brokenXml, xmlChunks } from './xml-chunks.ts'

/** metres in LandXML's length units */
const UNITS: Readonly<Record<string, number>> = {
  millimeter: 1e-3,
  centimeter: 1e-2,
  meter: 1,
  kilometer: 1e3,
  inch: 0.0254,
  foot: 0.3048,
  USSurveyFoot: 1200 / 3937,
}
const DISCIPLINES: Readonly<Record<string, string>> = { storm: 'storm', sanitary: 'sewer', water: 'water' }
const STATUSES = { proposed: 'planned', existing: 'in-use', abandoned: 'abandoned', destroyed: 'abandoned' } as const
const SECTIONS = /^(Circ|Rect|Egg|Elli)Pipe$/

type Attributes = Readonly<Record<string, string>>

interface Struct {
  readonly row: number
  readonly network: Attributes
  readonly own: Attributes
  /** northing, easting, as the file gives them */
  center: string
  readonly inverts: Attributes[]
}

interface Pipe {
  readonly row: number
  readonly network: Attributes
  readonly own: Attributes
  /** element name and attributes of its section */
  section: { readonly name: string; readonly measures: Attributes } | null
}

interface Content {
  readonly units: Attributes
  readonly structs: Struct[]
  readonly pipes: Pipe[]
}

/**
 * Reads the pipe networks of a LandXML file: structures as points with rim and sump, pipes as lines with the inverts
 * that their structures give. Points are north first, as LandXML has it.
 *
 * @throws UnusableInput when the XML is broken
 * @source  LandXML 1.2, PipeNetworks
 */
export async function readLandXml(
  path: string,
  survey: Survey,
  { locate }: { readonly locate: (x: number, y: number) => Crs },
): Promise<void> {
  survey.inputs.push(path)
  const file = basename(path)
  const { units, structs, pipes } = await contentOf(path)
  const unitOf = (name: string) => UNITS[units[name] ?? units.linearUnit ?? 'meter'] ?? 1
  const plane = new Map<Struct, readonly [x: number, y: number]>()
  for (const struct of structs) {
    const [north = Number.NaN, east = Number.NaN] = struct.center.trim().split(/\s+/).map(Number)
    const linear = unitOf('linearUnit')
    if (struct.center.trim() !== '' && Number.isFinite(north + east)) plane.set(struct, [east * linear, north * linear])
    else {
      const message = { zh: '构筑物没有坐标，略去', en: 'the structure has no coordinate; left out' }
      const place = { file, row: struct.row, column: 'Center', value: struct.own.name ?? null }
      survey.findings.add('error', 'bad-coordinate', message, place)
    }
  }
  const crs = locate(...middleOf([...plane.values()]))
  const placeOf = (struct: Struct): Place | null => {
    const at = plane.get(struct)
    return at ? { x: at[0], y: at[1], ...crs.toLonLat(at[0], at[1]) } : null
  }
  const known = new Map<string, Struct>()
  for (const struct of structs) {
    const place = placeOf(struct)
    const { name = '', elevRim, elevSump, desc, material } = struct.own
    const source = { file, row: struct.row }
    const discipline = disciplineOf(struct.network)
    if (!place) continue
    known.set(`${struct.network.name} ${name}`, struct)
    const level = unitOf('elevationUnit')
    survey.points.push({
      ...NO_ATTRIBUTES,
      ...place,
      name: desc ?? null,
      status: statusOf(struct.own.state ?? struct.network.state),
      attributes: material === undefined ? {} : { material },
      key: name,
      discipline,
      ground: scaled(elevRim, level),
      bottom: scaled(elevSump, level),
      feature: null,
      appurtenance: '检查井',
      isOperable: null,
      source,
    })
  }
  for (const pipe of pipes) readPipe(pipe, { file, survey, known, placeOf, unitOf })
  survey.facts[file] = `Struct ${structs.length}, Pipe ${pipes.length}; ${units.linearUnit ?? 'meter'}`
}

function readPipe(
  pipe: Pipe,
  reading: {
    readonly file: string
    readonly survey: Survey
    readonly known: ReadonlyMap<string, Struct>
    readonly placeOf: (struct: Struct) => Place | null
    readonly unitOf: (name: string) => number
  },
): void {
  const { file, survey, placeOf, unitOf } = reading
  const { name = '', refStart = '', refEnd = '', length, desc } = pipe.own
  const source = { file, row: pipe.row }
  const discipline = disciplineOf(pipe.network)
  const [start, end] = [refStart, refEnd].map((ref) => reading.known.get(`${pipe.network.name} ${ref}`))
  const [from, to] = [start && placeOf(start), end && placeOf(end)]
  if (!start || !end || !from || !to || start === end) {
    const message = {
      zh: '管段的端点不存在或相同，略去',
      en: 'an end structure does not exist, or both are one; left out',
    }
    const place = { ...source, value: `${refStart} → ${refEnd}`, assets: [`${discipline}/${name}`] }
    survey.findings.add('error', 'unknown-point', message, place)
    return
  }
  const level = unitOf('elevationUnit')
  const endOf = ({ own, inverts }: Struct) => {
    const invert = inverts.find(({ refPipe }) => refPipe === name)
    return lineEndOf(scaled(own.elevRim, level), null, scaled(invert?.elev, level))
  }
  const section = sectionOf(pipe, unitOf)
  if (!section) {
    const message = { zh: '断面未知，图中以 0.1 m 细管示意', en: 'section not known: drawn as a thin tube of 0.1 m' }
    survey.findings.add('warning', 'unknown-section', message, { ...source, assets: [`${discipline}/${name}`] })
  }
  survey.lines.push({
    ...NO_ATTRIBUTES,
    name: desc ?? null,
    status: statusOf(pipe.own.state ?? pipe.network.state),
    key: name,
    discipline,
    startPoint: refStart,
    endPoint: refEnd,
    path: [from, to],
    start: endOf(start),
    end: endOf(end),
    reference: 'invert',
    section,
    wall: scaled(pipe.section?.measures.thickness, unitOf('diameterUnit')),
    material: pipe.section?.measures.material ?? null,
    burial: null,
    pressure: null,
    voltage: null,
    recordedLength: scaled(length, unitOf('linearUnit')),
    source,
  })
}

async function contentOf(path: string): Promise<Content> {
  const structs: Struct[] = []
  const pipes: Pipe[] = []
  let units: Attributes = {}
  let network: Attributes = {}
  let [struct, pipe]: [Struct | null, Pipe | null] = [null, null]
  let isCenter = false
  let fault: UnusableInput | null = null
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    fault ??= brokenXml(path, parser.line, error)
  })
  parser.on('opentag', ({ name: tag, attributes }) => {
    const name = tag.replace(/^.*:/, '')
    if (name === 'Metric' || name === 'Imperial') units = attributes
    else if (name === 'PipeNetwork') network = attributes
    else if (name === 'Struct') {
      struct = { row: parser.line, network, own: attributes, center: '', inverts: [] }
      structs.push(struct)
    } else if (name === 'Pipe') {
      pipe = { row: parser.line, network, own: attributes, section: null }
      pipes.push(pipe)
    } else if (name === 'Invert') struct?.inverts.push(attributes)
    else if (pipe && SECTIONS.test(name)) pipe.section = { name, measures: attributes }
    isCenter = name === 'Center' && struct !== null
  })
  parser.on('text', (text) => {
    if (isCenter && struct) struct.center += text
  })
  parser.on('closetag', ({ name }) => {
    isCenter = false
    if (name.endsWith('Struct')) struct = name.replace(/^.*:/, '') === 'Struct' ? null : struct
    else if (name.replace(/^.*:/, '') === 'Pipe') pipe = null
  })
  for await (const text of xmlChunks(path)) {
    parser.write(text)
    if (fault) throw fault
  }
  parser.close()
  if (fault) throw fault
  return { units, structs, pipes }
}

function sectionOf({ section }: Pipe, unitOf: (name: string) => number): LineSection | null {
  if (!section) return null
  const { name, measures } = section
  const width = scaled(
    measures.diameter ?? measures.width ?? measures.span,
    unitOf(measures.diameter ? 'diameterUnit' : 'widthUnit'),
  )
  const height = name === 'CircPipe' ? width : scaled(measures.height, unitOf('heightUnit'))
  if (width === null || height === null || width <= 0 || height <= 0) return null
  return { kind: name === 'CircPipe' ? 'circle' : name === 'RectPipe' ? 'rectangle' : 'egg', width, height }
}

function disciplineOf({ pipeNetType = '' }: Attributes): string {
  return DISCIPLINES[pipeNetType] ?? 'other'
}

function statusOf(state: string | undefined) {
  return STATUSES[state as keyof typeof STATUSES] ?? 'in-use'
}

/** A measure in metres; null when it is not there or no number. */
function scaled(text: string | undefined, unit: number): number | null {
  const value = Number(text === undefined || text.trim() === '' ? Number.NaN : text) * unit
  return Number.isFinite(value) ? value : null
}

function middleOf(places: readonly (readonly [number, number])[]): [number, number] {
  const half = (axis: 0 | 1) => {
    let [low, high] = [Infinity, -Infinity]
    for (const place of places) [low, high] = [Math.min(low, place[axis]), Math.max(high, place[axis])]
    return low <= high ? (low + high) / 2 : 0
  }
  return [half(0), half(1)]
}

import { basename, extname } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Crs } from '../../../src/domain/geo/crs.ts'
import { UnusableInput } from '../../check/finding.ts'
import { NO_ATTRIBUTES, type Survey } from '../../survey.ts'
import { Body } from '../body.ts'
import { yearCell } from '../cells.ts'
import { inputChunks, readInputText } from '../input-file.ts'
import { pushModel } from '../push-model.ts'
import { cityJsonSchema, cityObjectSchema, featureSchema, type Geometry, type Transform } from './city-json-schema.ts'
import { type Face, facesOf, hasFaces } from './faces.ts'
import { type PlacedFace, readBuilding } from './read-building.ts'

const MEBIBYTE = 1 << 20
/** JSON.parse holds the whole text; a larger city comes as CityJSONSeq */
const LARGEST_BYTES = 400 * MEBIBYTE
/** 1.0 differs in its metadata and its attributes' places, which are not read */
const VERSIONS = ['1.0', '1.1', '2.0']
/** The ground is drawn from terrain, roads and water; these would lie on it a second time. */
const GROUND = /^(LandUse|PlantCover|WaterBody|Waterway|Road|Railway|TransportSquare|TransportationComplex|TINRelief)$/
/** inside of buildings, which are shown from outside */
const INDOORS = /^Building(Room|Storey|Unit|Furniture|Installation|ConstructiveElement)$/

interface Reading {
  readonly file: string
  readonly survey: Survey
  readonly level: number | null
  readonly counts: Map<string, number>
  readonly skipped: Map<string, number>
  crs: Crs
  vertices: number
  objects: number
}

/** One city object's surroundings: the vertices that its geometry counts from. */
interface Part {
  readonly vertexAt: (index: number) => readonly number[]
  readonly templates: readonly unknown[]
  readonly templateAt: (index: number) => readonly number[]
}

/**
 * Reads CityJSON 1.0, 1.1 or 2.0, whole or as CityJSONSeq line by line: bridges, tunnels and other things as models at
 * their finest level of detail; buildings as prisms below LOD 2 and as bodies from there. x is east.
 *
 * @param locate  gives the CRS by the middle of the file's coordinates
 * @throws UnusableInput when it is no CityJSON, of another version, or too large
 * @source  https://www.cityjson.org/specs/2.0.1/
 */
export async function readCityJson(
  path: string,
  survey: Survey,
  options: { readonly level: number | null; readonly locate: (x: number, y: number) => Crs },
): Promise<void> {
  survey.inputs.push(path)
  const file = basename(path)
  const reading: Reading = {
    file,
    survey,
    level: options.level,
    counts: new Map(),
    skipped: new Map(),
    crs: survey.crs,
    vertices: 0,
    objects: 0,
  }
  let transform: Transform | undefined
  let shared: Pick<Part, 'templates'> & { vertices: readonly unknown[] } = { templates: [], vertices: [] }
  let row = 0
  for await (const text of documents(path)) {
    row++
    if (text.trim() === '') continue
    const json = parsed(text, file, row, reading)
    if (json === undefined) continue
    if (transform === undefined && row === 1) {
      const whole = wholeOf(json, file)
      transform = whole.transform ?? { scale: [1, 1, 1], translate: [0, 0, 0] }
      const templates = whole['geometry-templates']
      shared = { templates: templates?.templates ?? [], vertices: templates?.['vertices-templates'] ?? [] }
      reading.crs = options.locate(...middleOf(whole.vertices, transform))
      readObjects(reading, whole.CityObjects, whole.vertices, transform, shared)
      continue
    }
    const feature = featureSchema.safeParse(json)
    if (feature.success && transform) {
      readObjects(reading, feature.data.CityObjects, feature.data.vertices, transform, shared)
      continue
    }
    const message = { zh: '该行不是 CityJSONFeature，略去', en: 'the line is no CityJSONFeature; left out' }
    survey.findings.add('error', 'bad-row', message, { file, row })
  }
  tell(reading)
}

/** The whole text, or the lines of a CityJSONSeq. */
async function* documents(path: string): AsyncGenerator<string> {
  if (!extname(path).toLowerCase().endsWith('l')) yield await readInputText(path, LARGEST_BYTES)
  else yield* createInterface({ input: Readable.from(inputChunks(path)), crlfDelay: Infinity })
}

function parsed(text: string, file: string, row: number, { survey }: Reading): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const message = { zh: `不是合法的 JSON：${detail}`, en: `not JSON: ${detail}` }
    if (row === 1) throw new UnusableInput('bad-json', message, { file, row })
    survey.findings.add('error', 'bad-json', message, { file, row })
    return undefined
  }
}

function wholeOf(json: unknown, file: string) {
  const whole = cityJsonSchema.safeParse(json)
  if (!whole.success) {
    const issue = whole.error.issues[0]
    const value = issue ? `${issue.path.join('.')}: ${issue.message}` : null
    throw new UnusableInput('bad-cityjson', { zh: '不是 CityJSON', en: 'not CityJSON' }, { file, value })
  }
  const { version } = whole.data
  if (VERSIONS.includes(version)) return whole.data
  const message = {
    zh: '不支持的 CityJSON 版本；可用 cjio upgrade 升级',
    en: 'CityJSON of this version is not read: upgrade it with cjio',
  }
  throw new UnusableInput('cityjson-version', message, { file, value: version, expected: VERSIONS.join(', ') })
}

/** Middle of the box around all vertices, in the plane of the file. */
function middleOf(vertices: readonly unknown[], { scale, translate }: Transform): [number, number] {
  const middle = [0, 1].map((axis) => {
    let [low, high] = [Infinity, -Infinity]
    for (const vertex of vertices) {
      const value = Array.isArray(vertex) ? Number(vertex[axis]) : Number.NaN
      if (value < low) low = value
      if (value > high) high = value
    }
    return low <= high ? ((low + high) / 2) * (scale[axis] ?? 1) + (translate[axis] ?? 0) : (translate[axis] ?? 0)
  })
  return [middle[0] ?? 0, middle[1] ?? 0]
}

function readObjects(
  reading: Reading,
  objects: Readonly<Record<string, unknown>>,
  vertices: readonly unknown[],
  { scale, translate }: Transform,
  shared: { readonly templates: readonly unknown[]; readonly vertices: readonly unknown[] },
): void {
  reading.vertices += vertices.length
  const part: Part = {
    vertexAt: (index) =>
      numbersOf(vertices[index]).map((value, axis) => value * (scale[axis] ?? 1) + (translate[axis] ?? 0)),
    templates: shared.templates,
    templateAt: (index) => numbersOf(shared.vertices[index]),
  }
  for (const [id, raw] of Object.entries(objects)) {
    reading.objects++
    const source = { file: reading.file, row: reading.objects }
    const object = cityObjectSchema.safeParse(raw)
    if (object.success) readObject(reading, part, id, object.data, source)
    else {
      const message = { zh: '要素不合格式，略去', en: 'the object is malformed; left out' }
      reading.survey.findings.add('error', 'bad-geometry', message, { ...source, value: id })
    }
  }
}

function readObject(
  reading: Reading,
  part: Part,
  id: string,
  object: ReturnType<typeof cityObjectSchema.parse>,
  source: { readonly file: string; readonly row: number },
): void {
  const { type, parents, geometry = [] } = object
  reading.counts.set(type, (reading.counts.get(type) ?? 0) + 1)
  if (GROUND.test(type) || INDOORS.test(type)) {
    reading.skipped.set(type, (reading.skipped.get(type) ?? 0) + 1)
    return
  }
  const finest = finestOf(geometry, reading.level)
  if (!finest) return
  const faces = placedFaces(reading, part, finest.geometry)
  const body = new Body()
  for (const { rings } of faces) body.face(rings)
  if (/^Building(Part)?$/.test(type)) {
    readBuilding(reading.survey, { id, level: finest.level, faces, body, source })
    return
  }
  const attributes = plainAttributes(object.attributes ?? {})
  const { name = null, yearOfConstruction: year = '' } = attributes
  pushModel(
    reading.survey,
    {
      ...NO_ATTRIBUTES,
      name: name === null ? null : String(name),
      builtYear: yearCell(String(year)),
      attributes: { ...attributes, ...(parents?.[0] === undefined ? {} : { parent: parents[0] }), lod: finest.level },
      key: id,
      discipline: type.startsWith('Bridge') ? 'bridge' : type.startsWith('Tunnel') ? 'tunnel' : 'other',
      kind: type,
      source,
    },
    body,
  )
}

/** The geometry with surfaces of the finest level that is wanted. */
function finestOf(geometries: readonly Geometry[], wanted: number | null) {
  let finest: { readonly geometry: Geometry; readonly level: number } | null = null
  for (const geometry of geometries) {
    const level = Number(geometry.lod ?? 0)
    const isUsable = hasFaces(geometry) || geometry.type === 'GeometryInstance'
    if (isUsable && (wanted === null || level <= wanted) && level > (finest?.level ?? -1)) finest = { geometry, level }
  }
  return finest
}

function placedFaces(reading: Reading, part: Part, geometry: Geometry): PlacedFace[] {
  const toPlace = ([x = Number.NaN, y = Number.NaN, z = Number.NaN]: readonly number[]): readonly number[] => {
    if (!Number.isFinite(x + y)) return [Number.NaN, Number.NaN, Number.NaN]
    const { lon, lat } = reading.crs.toLonLat(x, y)
    return [lon, lat, z]
  }
  const place = (faces: readonly Face[], at: (index: number) => readonly number[]) =>
    faces.map(({ rings, surface }) => ({
      rings: rings.map((ring) => ring.flatMap((vertex) => toPlace(at(vertex)))),
      surface,
    }))
  if (geometry.type !== 'GeometryInstance') return place(facesOf(geometry), part.vertexAt)
  const template = cityObjectSchema.safeParse({ type: '', geometry: [part.templates[geometry.template ?? -1]] })
  const [shape] = template.data?.geometry ?? []
  const matrix = geometry.transformationMatrix
  const origin = part.vertexAt(Number(geometry.boundaries[0] ?? -1))
  if (!shape || !matrix || !hasFaces(shape)) return []
  return place(facesOf(shape), (index) => {
    const from = [...part.templateAt(index), 1]
    return [0, 1, 2].map(
      (axis) =>
        from.reduce((sum, value, column) => sum + value * (matrix[4 * axis + column] ?? 0), 0) +
        (origin[axis] ?? Number.NaN),
    )
  })
}

function numbersOf(vertex: unknown): number[] {
  const values = Array.isArray(vertex) ? vertex : []
  return [0, 1, 2].map((axis) => (typeof values[axis] === 'number' ? values[axis] : Number.NaN))
}

function plainAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      (entry): entry is [string, string | number | boolean] =>
        ['string', 'number', 'boolean'].includes(typeof entry[1]) && entry[1] !== '',
    ),
  )
}

function tell({ survey, file, counts, skipped, vertices, crs }: Reading): void {
  const list = (entries: Iterable<readonly [string, number]>) =>
    [...entries].map(([type, count]) => `${type} ${count}`).join(', ')
  survey.facts[file] = `${list(counts)}; vertices ${vertices}`
  if (skipped.size > 0) {
    const message = { zh: '这些类型的要素未读', en: 'objects of these types were not read' }
    survey.findings.add('note', 'type-not-read', message, { file, value: list(skipped) })
  }
  if (!crs.isGeographic) return
  const message = { zh: '按先经度后纬度读入', en: 'read with longitude first' }
  survey.findings.add('note', 'axis-order', message, { file, value: crs.name })
}

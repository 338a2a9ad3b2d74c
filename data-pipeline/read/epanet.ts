import { basename } from 'node:path'
import type { InpRow, InpSections } from '../../src/domain/formats/inp-sections.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import { lineEndOf, NO_ATTRIBUTES, type Place, type Survey } from '../survey.ts'
import { pushHydraulics } from './push-hydraulics.ts'

const FOOT = 0.3048
const INCH = 0.0254
const MILLIMETRE = 0.001
const US_FLOW_UNITS = ['CFS', 'GPM', 'MGD', 'IMGD', 'AFD']
const SI_FLOW_UNITS = ['LPS', 'LPM', 'MLD', 'CMH', 'CMD', 'CMS']
/** what a source of water is called in surveys, so that the network knows where supply comes in */
const APPURTENANCES = { JUNC: null, RESE: '水源', TANK: '高位水池' } as const
const DEVICES = { PUMP: '泵', VALV: '阀门' } as const
/** straight lengths may differ so much from the recorded ones before the coordinates are held to have another unit */
const SCALE_DOUBT = 1.5

interface Node {
  readonly place: Place
  readonly ground: number | null
}

interface Reading {
  readonly file: string
  readonly survey: Survey
  readonly discipline: string
  readonly sections: InpSections
  /** metres in the file's unit of lengths and elevations, and of diameters */
  readonly length: number
  readonly diameter: number
}

/**
 * Reads the water network of an EPANET input file: junctions, reservoirs and tanks as points, pipes as lines, pumps and
 * valves as devices. The elevation of a junction is taken as its ground; EPANET gives no level of the pipes.
 *
 * @param locate  gives the CRS by the middle of the coordinates [m]
 * @throws UnusableInput when coordinates, nodes or pipes are missing, or the flow unit is not known
 * @source  EPANET 2.2 user manual, appendix C.2; sections are told by their first four letters
 */
export function readEpanetNetwork(
  path: string,
  sections: InpSections,
  survey: Survey,
  discipline: string,
  locate: (x: number, y: number) => Crs,
): void {
  const file = basename(path)
  survey.inputs.push(path)
  const reading: Reading = { file, survey, discipline, sections, ...unitsOf(file, sections, survey) }
  const coordinates = coordinatesOf(reading, 'COOR')
  if (coordinates.size === 0) {
    const message = { zh: '没有 [COORDINATES] 段', en: 'no [COORDINATES] section' }
    throw new UnusableInput('missing-section', message, { file, expected: '[COORDINATES]' })
  }
  const [x, y] = middleOf([...coordinates.values()].flat())
  const crs = locate(x * reading.length, y * reading.length)
  // in a declared CRS the coordinates are its own, whatever the unit of lengths
  const scale = crs.name === 'local' ? reading.length : 1
  const place = ([east, north]: readonly [number, number]): Place => {
    const at = { x: east * scale, y: north * scale }
    return { ...at, ...crs.toLonLat(at.x, at.y) }
  }
  const nodes = readNodes(reading, coordinates, place)
  const vertices = coordinatesOf(reading, 'VERT')
  readPipes(reading, nodes, vertices, place)
  readDevices(reading, nodes, vertices, place)
  pushHydraulics(file, sections, survey, discipline)
  const message = {
    zh: 'EPANET 的节点标高按地面高程读入；文件没有管道高程',
    en: "EPANET's node elevations are read as ground levels; the file has no levels of pipes",
  }
  survey.findings.add('note', 'inp-elevation', message, { file })
}

function unitsOf(file: string, sections: InpSections, survey: Survey): { length: number; diameter: number } {
  const row = rowsOf(sections, 'OPTI').find(({ words }) => /^(FLOW_)?UNITS$/i.test(words[0] ?? ''))
  const units = row?.words[1]?.toUpperCase() ?? 'GPM'
  const isUs = US_FLOW_UNITS.includes(units)
  if (!isUs && !SI_FLOW_UNITS.includes(units)) {
    const message = { zh: '未知的流量单位 UNITS', en: 'unknown flow UNITS' }
    const expected = [...US_FLOW_UNITS, ...SI_FLOW_UNITS].join(' ')
    throw new UnusableInput('flow-units', message, { file, value: units, expected })
  }
  survey.facts[`${file} units`] = isUs ? `${units}: ft, in → m` : `${units}: m, mm → m`
  return isUs ? { length: FOOT, diameter: INCH } : { length: 1, diameter: MILLIMETRE }
}

function rowsOf(sections: InpSections, key: string): InpRow[] {
  return [...sections].filter(([name]) => name.startsWith(key)).flatMap(([, rows]) => rows)
}

/** A word as a number; null when it is not there, null and a finding when it is no number. */
function numberAt({ file, survey }: Reading, row: InpRow, index: number, column: string): number | null {
  const text = row.words[index]
  if (text === undefined) return null
  const value = Number(text)
  if (Number.isFinite(value)) return value
  const message = { zh: `${column} 不是数字`, en: `${column} is not a number` }
  survey.findings.add('error', 'not-a-number', message, {
    file,
    row: row.line,
    column,
    value: text,
    expected: 'number',
  })
  return null
}

function coordinatesOf(reading: Reading, key: string): Map<string, [number, number][]> {
  const found = new Map<string, [number, number][]>()
  for (const row of rowsOf(reading.sections, key)) {
    const [x, y] = [numberAt(reading, row, 1, 'X-Coord'), numberAt(reading, row, 2, 'Y-Coord')]
    if (x === null || y === null) continue
    const own = found.get(row.words[0] ?? '')
    if (own) own.push([x, y])
    else found.set(row.words[0] ?? '', [[x, y]])
  }
  return found
}

function readNodes(
  reading: Reading,
  coordinates: ReadonlyMap<string, readonly (readonly [number, number])[]>,
  place: (at: readonly [number, number]) => Place,
): Map<string, Node> {
  const { file, survey, discipline, sections, length } = reading
  const nodes = new Map<string, Node>()
  for (const [key, appurtenance] of Object.entries(APPURTENANCES)) {
    for (const row of rowsOf(sections, key)) {
      const id = row.words[0] ?? ''
      const at = coordinates.get(id)?.[0]
      const source = { file, row: row.line }
      if (nodes.has(id) || !at) {
        const message = at
          ? { zh: '节点编号重复，后一个略去', en: 'node id given twice; the later one is left out' }
          : { zh: '节点没有坐标，略去', en: 'node without coordinates; left out' }
        const rule = at ? 'duplicate-point' : 'bad-coordinate'
        survey.findings.add('error', rule, message, { ...source, value: id, assets: [`${discipline}/${id}`] })
        continue
      }
      const elevation = numberAt(reading, row, 1, key === 'RESE' ? 'Head' : 'Elev')
      const metres = elevation === null ? null : elevation * length
      const isReservoir = key === 'RESE'
      // a reservoir has a head and no elevation
      const node: Node = { place: place(at), ground: isReservoir ? null : metres }
      nodes.set(id, node)
      survey.points.push({
        ...NO_ATTRIBUTES,
        ...node.place,
        attributes: isReservoir ? { head_m: metres } : key === 'TANK' ? tankAttributes(reading, row) : {},
        key: id,
        discipline,
        ground: node.ground,
        bottom: null,
        feature: null,
        appurtenance,
        isOperable: null,
        source,
      })
    }
  }
  return nodes
}

function tankAttributes(reading: Reading, row: InpRow): Record<string, number | null> {
  const names = ['initial_level_m', 'minimum_level_m', 'maximum_level_m', 'diameter_m']
  const measures = names.map((name, index) => {
    const value = numberAt(reading, row, index + 2, name)
    return [name, value === null ? null : value * reading.length] as const
  })
  return Object.fromEntries(measures)
}

function readPipes(
  reading: Reading,
  nodes: ReadonlyMap<string, Node>,
  vertices: ReadonlyMap<string, readonly (readonly [number, number])[]>,
  place: (at: readonly [number, number]) => Place,
): void {
  const { file, survey, discipline, sections, length, diameter } = reading
  const taken = new Set<string>()
  let [straight, recorded] = [0, 0]
  for (const row of rowsOf(sections, 'PIPE')) {
    const [id = '', startPoint = '', endPoint = ''] = row.words
    const ends = endsOf(reading, row, nodes, taken)
    if (!ends) continue
    const path = [ends[0].place, ...(vertices.get(id) ?? []).map(place), ends[1].place]
    const own = numberAt(reading, row, 3, 'Length')
    const width = numberAt(reading, row, 4, 'Diameter')
    const isKnown = width !== null && width > 0
    if (!isKnown) {
      const message = { zh: '管径未知，图中以 0.1 m 细管示意', en: 'diameter not known: drawn as a thin tube of 0.1 m' }
      const at = { file, row: row.line, value: row.words[4] ?? null, assets: [`${discipline}/${id}`] }
      survey.findings.add('warning', 'unknown-section', message, at)
    }
    if (own !== null) {
      recorded += own * length
      path.forEach((at, index) => {
        const before = path[index - 1]
        if (before) straight += Math.hypot(at.x - before.x, at.y - before.y)
      })
    }
    const status = row.words.slice(6).find((word) => /^(OPEN|CLOSED|CV)$/i.test(word))
    survey.lines.push({
      ...NO_ATTRIBUTES,
      attributes: {
        roughness: numberAt(reading, row, 5, 'Roughness'),
        ...(status === undefined ? {} : { initial_status: status.toUpperCase() }),
      },
      key: id,
      discipline,
      startPoint,
      endPoint,
      path,
      start: lineEndOf(ends[0].ground, null, null),
      end: lineEndOf(ends[1].ground, null, null),
      reference: 'crown',
      section: isKnown ? { kind: 'circle', width: width * diameter, height: width * diameter } : null,
      wall: null,
      material: null,
      burial: null,
      pressure: null,
      voltage: null,
      recordedLength: own === null ? null : own * length,
      source: { file, row: row.line },
    })
  }
  const ratio = straight / recorded
  if (!(recorded > 0) || (ratio < SCALE_DOUBT && ratio > 1 / SCALE_DOUBT)) return
  const message = {
    zh: '坐标算得的总长与记录总长之比异常：坐标的单位可能不是长度单位，图中距离不可信',
    en: 'lengths by coordinates and recorded lengths do not agree: the coordinates may have another unit, distances in the drawing cannot be trusted',
  }
  survey.findings.add('warning', 'inp-scale', message, { file, value: ratio.toFixed(2), expected: '≈ 1' })
}

function readDevices(
  reading: Reading,
  nodes: ReadonlyMap<string, Node>,
  vertices: ReadonlyMap<string, readonly (readonly [number, number])[]>,
  place: (at: readonly [number, number]) => Place,
): void {
  const { file, survey, discipline, sections } = reading
  for (const [section, kind] of Object.entries(DEVICES)) {
    const taken = new Set<string>()
    for (const row of rowsOf(sections, section)) {
      const [id = '', startPoint = '', endPoint = ''] = row.words
      const ends = endsOf(reading, row, nodes, taken)
      if (!ends) continue
      survey.devices.push({
        ...NO_ATTRIBUTES,
        attributes: section === 'VALV' ? { valve_type: row.words[4]?.toUpperCase() ?? null } : {},
        key: id,
        discipline,
        kind,
        startPoint,
        endPoint,
        path: [ends[0].place, ...(vertices.get(id) ?? []).map(place), ends[1].place],
        source: { file, row: row.line },
      })
    }
  }
}

/** The two nodes of a link; null and a finding when one is not there, both are one, or the link's id was used. */
function endsOf(
  { file, survey, discipline }: Reading,
  row: InpRow,
  nodes: ReadonlyMap<string, Node>,
  taken: Set<string>,
): readonly [Node, Node] | null {
  const [id = '', from = '', to = ''] = row.words
  const [start, end] = [nodes.get(from), nodes.get(to)]
  const place = { file, row: row.line, value: `${from} → ${to}`, assets: [`${discipline}/${id}`] }
  const add = (rule: string, zh: string, en: string) => {
    survey.findings.add('error', rule, { zh, en }, place)
    return null
  }
  if (!start || !end) return add('unknown-point', '端点不存在，略去', 'an end node does not exist; left out')
  if (start === end) return add('self-loop', '起点与终点相同，略去', 'starts and ends at one node; left out')
  if (taken.has(id))
    return add('duplicate-line-number', '编号重复，后一条略去', 'link id given twice; the later one is left out')
  taken.add(id)
  return [start, end]
}

function middleOf(places: readonly (readonly [number, number])[]): [number, number] {
  const half = (axis: 0 | 1) => {
    let [low, high] = [Infinity, -Infinity]
    for (const place of places) [low, high] = [Math.min(low, place[axis]), Math.max(high, place[axis])]
    return (low + high) / 2
  }
  return [half(0), half(1)]
}

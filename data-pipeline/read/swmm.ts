import { basename } from 'node:path'
import type { InpRow, InpSections } from '../../src/domain/formats/inp-sections.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import { type LineSection, NO_ATTRIBUTES, type Place, type Survey } from '../survey.ts'
import { swmmOpening } from './swmm-opening.ts'
import { swmmSection } from './swmm-section.ts'

const FOOT = 0.3048
const US_FLOW_UNITS = ['CFS', 'GPM', 'MGD']
const SI_FLOW_UNITS = ['CMS', 'LPS', 'MLD']
const NODE_SECTIONS = { JUNCTIONS: '窨井', OUTFALLS: '出水口', STORAGE: '调蓄池', DIVIDERS: '分流井' } as const
const DEVICE_SECTIONS = { PUMPS: '泵', ORIFICES: '孔口', WEIRS: '堰', OUTLETS: '出流口' } as const
/** words before MaxDepth in [DIVIDERS], by divider type */
const DIVIDER_DEPTH_COLUMN: Record<string, number> = { OVERFLOW: 4, CUTOFF: 5, TABULAR: 5, WEIR: 7 }

interface Node {
  readonly invert: number
  readonly ground: number | null
  readonly place: Place
}

/** Where plane coordinates are: a declared CRS, or a local grid whose middle is the anchor. */
export type Locate = (centerX: number, centerY: number) => Crs

/**
 * Reads the drainage network of an EPA SWMM 5 input file: nodes with inverts, conduits with offsets and sections,
 * and pumps, orifices, weirs and outlets as devices, orifices and weirs with their openings. Files with US flow units are feet and become metres.
 *
 * @source  SWMM 5 User's Manual appendix D (sections, LINK_OFFSETS, `*` = no offset)
 */
export function readSwmm(
  path: string,
  sections: InpSections,
  survey: Survey,
  discipline: string,
  locate: Locate,
): void {
  const file = basename(path)
  survey.inputs.push(path)
  if (!sections.has('CONDUITS') || !sections.has('COORDINATES')) {
    const message = { zh: '没有 [CONDUITS] 或 [COORDINATES] 段', en: 'no [CONDUITS] or no [COORDINATES] section' }
    throw new UnusableInput('missing-section', message, { file, expected: '[CONDUITS], [COORDINATES]' })
  }
  const reader = openReader(file, sections, survey, discipline)
  const coordinates = reader.coordinates(sections.get('COORDINATES') ?? [])
  const box = boxOf([...coordinates.values()].flat())
  const crs = locate((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
  const place = (x: number, y: number): Place => ({ x, y, ...crs.toLonLat(x, y) })
  const nodes = readNodes(reader, sections, coordinates, place)
  const vertices = reader.coordinates(sections.get('VERTICES') ?? [])
  readConduits(reader, sections, nodes, vertices, place)
  readDevices(reader, sections, nodes, vertices, place)
}

type Reader = ReturnType<typeof openReader>

function openReader(file: string, sections: InpSections, survey: Survey, discipline: string) {
  const { findings, facts } = survey
  const option = (name: string) =>
    sections
      .get('OPTIONS')
      ?.find((row) => row.words[0]?.toUpperCase() === name)
      ?.words[1]?.toUpperCase()
  const flowUnits = option('FLOW_UNITS') ?? 'CFS'
  if (![...US_FLOW_UNITS, ...SI_FLOW_UNITS].includes(flowUnits)) {
    const message = { zh: '未知的 FLOW_UNITS', en: 'unknown FLOW_UNITS' }
    const expected = [...US_FLOW_UNITS, ...SI_FLOW_UNITS].join(' ')
    throw new UnusableInput('flow-units', message, { file, value: flowUnits, expected })
  }
  const isUs = US_FLOW_UNITS.includes(flowUnits)
  facts[`${file} units`] = isUs ? `${flowUnits}: ft → m (× ${FOOT})` : `${flowUnits}: m`
  const unit = isUs ? FOOT : 1
  /** `isNeeded`: without it the row is left out */
  const number = (row: InpRow, index: number, column: string, isNeeded = false): number | null => {
    const text = row.words[index]
    if (text === undefined) return null
    const value = Number(text)
    if (Number.isFinite(value)) return value
    const message = {
      zh: `${column} 不是数字${isNeeded ? '，该点略去' : ''}`,
      en: `${column} is not a number${isNeeded ? '; the point is left out' : ''}`,
    }
    findings.add('error', 'not-a-number', message, { file, row: row.line, column, value: text, expected: 'number' })
    return null
  }
  const length = (row: InpRow, index: number, column: string, isNeeded = false) => {
    const value = number(row, index, column, isNeeded)
    return value === null ? null : value * unit
  }
  const coordinates = (rows: readonly InpRow[]) => {
    const found = new Map<string, [number, number][]>()
    for (const row of rows) {
      const x = length(row, 1, 'X', true)
      const y = length(row, 2, 'Y', true)
      const id = row.words[0] ?? ''
      // told here, and not once more of the node
      if (x === null || y === null) found.set(id, found.get(id) ?? [])
      if (row.words[2] === undefined) {
        const message = { zh: '坐标缺失，该点略去', en: 'no coordinate; the point is left out' }
        findings.add('error', 'bad-coordinate', message, {
          file,
          row: row.line,
          column: 'X, Y',
          value: row.words.join(' '),
        })
      }
      if (x !== null && y !== null) found.set(id, [...(found.get(id) ?? []), [x, y]])
    }
    return found
  }
  const isElevation = option('LINK_OFFSETS') === 'ELEVATION'
  return { file, survey, findings, discipline, isElevation, unit, length, coordinates }
}

function readNodes(
  reader: Reader,
  sections: InpSections,
  coordinates: ReadonlyMap<string, [number, number][]>,
  place: (x: number, y: number) => Place,
): Map<string, Node> {
  const { file, survey, findings, discipline } = reader
  const nodes = new Map<string, Node>()
  for (const [section, feature] of Object.entries(NODE_SECTIONS)) {
    for (const row of sections.get(section) ?? []) {
      const key = row.words[0] ?? ''
      const asset = `${discipline}/${key}`
      const at = coordinates.get(key)?.[0]
      const invert = reader.length(row, 1, 'Elevation', true)
      const isTold = (coordinates.has(key) && !at) || (invert === null && row.words[1] !== undefined)
      if (isTold && !nodes.has(key)) continue
      if (nodes.has(key) || !at || invert === null) {
        const rule = nodes.has(key) ? 'duplicate-point' : 'bad-coordinate'
        const message = nodes.has(key)
          ? { zh: '节点编号重复，后一个略去', en: 'node number given twice; the later one is left out' }
          : { zh: '节点没有坐标或底高程，略去', en: 'node without coordinate or invert; left out' }
        findings.add('error', rule, message, { file, row: row.line, value: key, assets: [asset] })
        continue
      }
      const type = row.words[3]?.toUpperCase() ?? ''
      const depthColumn = { JUNCTIONS: 2, STORAGE: 2, DIVIDERS: DIVIDER_DEPTH_COLUMN[type] ?? 4, OUTFALLS: -1 }[section]
      const depth = depthColumn === undefined || depthColumn < 0 ? null : reader.length(row, depthColumn, 'MaxDepth')
      // MaxDepth 0 lets SWMM take the highest crown: no ground level is given then
      const ground = depth === null || depth <= 0 ? null : invert + depth
      const node = { invert, ground, place: place(at[0], at[1]) }
      nodes.set(key, node)
      survey.points.push({
        ...NO_ATTRIBUTES,
        ...node.place,
        key,
        discipline,
        ground,
        bottom: invert,
        feature: null,
        appurtenance: feature,
        isOperable: null,
        source: { file, row: row.line },
      })
    }
  }
  return nodes
}

function readConduits(
  reader: Reader,
  sections: InpSections,
  nodes: ReadonlyMap<string, Node>,
  vertices: ReadonlyMap<string, [number, number][]>,
  place: (x: number, y: number) => Place,
): void {
  const { file, survey, findings, discipline, isElevation, unit } = reader
  const shapes = new Map((sections.get('XSECTIONS') ?? []).map((row) => [row.words[0] ?? '', row]))
  for (const row of sections.get('CONDUITS') ?? []) {
    const [key = '', from = '', to = ''] = row.words
    const ends = endNodes(reader, row, nodes)
    if (!ends) continue
    const level = (node: Node, index: number) => {
      if (row.words[index] === undefined || row.words[index] === '*') return node.invert
      const offset = reader.length(row, index, index === 5 ? 'InOffset' : 'OutOffset')
      if (offset === null) return null
      return isElevation ? offset : node.invert + offset
    }
    const shape = shapes.get(key)
    const section: LineSection | null = shape ? swmmSection(shape.words, unit) : null
    if (!section) {
      const message = { zh: '断面未知，图中以 0.1 m 细管示意', en: 'section not known: drawn as a thin tube of 0.1 m' }
      const value = shape?.words.slice(1).join(' ') ?? null
      findings.add('warning', 'unknown-section', message, {
        file,
        row: row.line,
        value,
        assets: [`${discipline}/${key}`],
      })
    }
    const end = (node: Node, at: number | null) => ({
      level: at,
      ground: node.ground,
      depth: at !== null && node.ground !== null ? node.ground - at : null,
    })
    survey.lines.push({
      ...NO_ATTRIBUTES,
      attributes: { shape: shape?.words[1] ?? null, barrels: Number(shape?.words[6] ?? 1) || 1 },
      key,
      discipline,
      startPoint: from,
      endPoint: to,
      path: [ends[0].place, ...(vertices.get(key) ?? []).map(([x, y]) => place(x, y)), ends[1].place],
      start: end(ends[0], level(ends[0], 5)),
      end: end(ends[1], level(ends[1], 6)),
      reference: 'invert',
      section,
      wall: null,
      material: null,
      burial: null,
      pressure: null,
      voltage: null,
      recordedLength: reader.length(row, 3, 'Length'),
      source: { file, row: row.line },
    })
  }
}

function readDevices(
  reader: Reader,
  sections: InpSections,
  nodes: ReadonlyMap<string, Node>,
  vertices: ReadonlyMap<string, [number, number][]>,
  place: (x: number, y: number) => Place,
): void {
  const shapes = new Map((sections.get('XSECTIONS') ?? []).map((row) => [row.words[0] ?? '', row]))
  for (const [section, kind] of Object.entries(DEVICE_SECTIONS)) {
    for (const row of sections.get(section) ?? []) {
      const [key = '', startPoint = '', endPoint = ''] = row.words
      const ends = endNodes(reader, row, nodes)
      if (!ends) continue
      const path = [ends[0].place, ...(vertices.get(key) ?? []).map(([x, y]) => place(x, y)), ends[1].place]
      const source = { file: reader.file, row: row.line }
      reader.survey.devices.push({
        ...NO_ATTRIBUTES,
        attributes:
          section === 'ORIFICES' || section === 'WEIRS' ? openingOf(reader, row, ends[0], shapes.get(key)) : {},
        key,
        discipline: reader.discipline,
        kind,
        startPoint,
        endPoint,
        path,
        source,
      })
    }
  }
}

function openingOf(reader: Reader, row: InpRow, from: Node, shape?: InpRow) {
  const isAtBed = ['', '*'].includes(row.words[4] ?? '')
  const offset = isAtBed ? null : reader.length(row, 4, 'Offset')
  const level = offset !== null && reader.isElevation ? offset : from.invert + (offset ?? 0)
  const isKnown = isAtBed || offset !== null
  return swmmOpening(row.words, shape?.words ?? [], isKnown ? level : null, reader.unit)
}

function endNodes(reader: Reader, row: InpRow, nodes: ReadonlyMap<string, Node>): readonly [Node, Node] | null {
  const [key = '', from = '', to = ''] = row.words
  const start = nodes.get(from)
  const end = nodes.get(to)
  if (start && end && from !== to) return [start, end]
  const place = { file: reader.file, row: row.line, value: `${from} → ${to}`, assets: [`${reader.discipline}/${key}`] }
  if (from === to) {
    reader.findings.add(
      'error',
      'self-loop',
      { zh: '起点与终点相同，略去', en: 'starts and ends at one node; left out' },
      place,
    )
  } else {
    reader.findings.add(
      'error',
      'unknown-point',
      { zh: '端点不存在，略去', en: 'an end node does not exist; left out' },
      place,
    )
  }
  return null
}

function boxOf(coordinates: readonly (readonly [number, number])[]): readonly [number, number, number, number] {
  return coordinates.reduce<[number, number, number, number]>(
    ([west, south, east, north], [x, y]) => [
      Math.min(west, x),
      Math.min(south, y),
      Math.max(east, x),
      Math.max(north, y),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  )
}

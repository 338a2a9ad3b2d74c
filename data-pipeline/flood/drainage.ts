import { ASSET_STATUSES } from '../../src/domain/asset/asset.ts'
import { UNTOLD_PIPE } from '../../src/domain/inundation/pipe-roughness.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import { loadRows } from '../store/load-rows.ts'
import type { GroundModel } from '../survey.ts'
import { CARRIES, DrainageLinks, DrainageNodes, isWritable, NODE_ROLE } from './drainage-part.ts'
import { type DrainageGate, type GivenGate, type KeptGate, keptGates } from './gates.ts'

const PART = 'drainage'
const IN_USE = ASSET_STATUSES.indexOf('in-use')
const WHY = {
  foul: { zh: '污水管线，不接雨水', en: 'foul sewers: they carry no rain' },
  untold: { zh: '未注明雨水、污水或合流', en: 'it is not told whether they carry rain, foul water or both' },
  status: { zh: '不在用', en: 'not in use' },
  ends: { zh: '端点未知', en: 'an end point is not known' },
  level: { zh: '管底高程未知', en: 'the invert is not known' },
  section: { zh: '断面未知', en: 'the section is not known' },
  outfalls: { zh: '两端都是排口', en: 'both ends are outfalls' },
  length: { zh: '长度为零', en: 'without length' },
  name: {
    zh: '编号含空格、引号或分号，无法写入 .inp',
    en: 'the id has a blank, quote or semicolon: no .inp can name it',
  },
  rim: { zh: '井口高程未知或低于管底', en: 'the level of the ground is not known, or below the invert' },
  ground: { zh: '端点的井口高程未知', en: 'the level of the ground at an end is not known' },
  pump: { zh: '流量、启停水位或端点未知的泵', en: 'pumps whose flow, levels or ends are not known' },
  noWay: { zh: '没有通往任何排口的路径', en: 'no way leads from them to an outfall' },
} as const satisfies Record<string, Localized>
const ASSUMED = {
  roughness: {
    zh: `管材未知，糙率取 ${UNTOLD_PIPE}`,
    en: `the material is not known: Manning's n is taken as ${UNTOLD_PIPE}`,
  },
  rim: { zh: '井口高程未测，取地形高程', en: 'the ground was not surveyed there: its level is that of the DEM' },
} as const satisfies Record<string, Localized>

export interface DrainageNode {
  readonly id: string
  readonly lon: number
  readonly lat: number
  /** levels [m, H] */
  readonly invert: number
  readonly rim: number
  /** of `NODE_ROLE` */
  readonly role: number
  /** across the cover or grate [m]; null = not known */
  readonly cover: number | null
  readonly isFlapped: boolean
  /** plan area of a pump sump [m²]; null = a plain node */
  readonly sump: number | null
}

export interface DrainageLink {
  readonly id: string
  /** upper and lower end, by their inverts */
  readonly from: string
  readonly to: string
  readonly length: number
  readonly fromInvert: number
  readonly toInvert: number
  readonly section: 'circle' | 'rectangle' | 'egg' | 'open'
  readonly width: number
  readonly height: number
  readonly roughness: number
  /** lon, lat pairs between the ends */
  readonly vertices: readonly number[]
}

export interface DrainagePump {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
  /** [m³/s] */
  readonly flow: number
  /** levels in the sump at which it starts and stops [m, H] */
  readonly start: number
  readonly stop: number
}

export interface Drainage {
  /** in the order of their running numbers; every one is an end of a link, pump or gate */
  readonly nodes: readonly DrainageNode[]
  readonly links: readonly DrainageLink[]
  readonly pumps: readonly DrainagePump[]
  readonly gates: readonly DrainageGate[]
}

/** A pump as the survey tells it; ends are running numbers of points, -1 = none. */
export interface GivenPump {
  readonly id: string
  readonly name: string
  readonly ends: readonly [from: number, to: number]
  readonly flow: number | null
  readonly start: number | null
  readonly stop: number | null
  readonly sump: number | null
}

interface Given {
  readonly pumps: readonly GivenPump[]
  readonly gates: readonly GivenGate[]
  /** of the DEM */
  readonly ground: GroundModel
  readonly missing: ToldParts
  readonly assumed: ToldParts
}

/**
 * The sewers that carry rain as hydraulics: what lacks a level, a section or an end is left out and told, never guessed.
 *
 * @param files  of `drainage.nodes` and `drainage.links`, shard by shard
 * @returns null when no line is left
 */
export function drainageOf(
  files: { readonly nodes: readonly string[]; readonly links: readonly string[] },
  given: Given,
): Drainage | null {
  const nodes = loadRows(new DrainageNodes(), files.nodes)
  const links = loadRows(new DrainageLinks(), files.links)
  const rowOf = new Map<number, number>()
  for (let row = 0; row < nodes.count; row++) rowOf.set(nodes.columns.number[row] ?? 0, row)
  const kept = keptLinks(nodes, links, rowOf, given)
  const pumps = keptPumps(nodes, rowOf, given)
  const gates = keptGates(nodes, rowOf, given)
  const levels = invertsOf(nodes, kept, pumps, gates)
  const rims = new Map([...levels].map(([row, invert]) => [row, rimOf(nodes, row, invert, given)]))
  const isWhole = ({ from, to }: { readonly from: number; readonly to: number }) =>
    !Number.isNaN(rims.get(from) ?? Number.NaN) && !Number.isNaN(rims.get(to) ?? Number.NaN)
  const wholeLinks = kept.filter(isWhole)
  for (const { row } of kept.filter((own) => !isWhole(own)))
    given.missing.add(PART, WHY.ground, links.columns.id.at(row))
  const wholePumps = pumps.filter(isWhole)
  for (const { pump } of pumps.filter((own) => !isWhole(own))) given.missing.add(PART, WHY.pump, pump.id)
  const wholeGates = gates.filter(isWhole)
  for (const { gate } of gates.filter((own) => !isWhole(own))) given.missing.add(PART, WHY.ground, gate.id)
  if (wholeLinks.length === 0) return null
  const ways = [...wholeLinks, ...wholePumps, ...wholeGates]
  const used = new Set(ways.flatMap(({ from, to }) => [from, to]))
  const sumps = new Map(wholePumps.map(({ from, sump }) => [from, sump]))
  const order = [...used].sort((a, b) => (nodes.columns.number[a] ?? 0) - (nodes.columns.number[b] ?? 0))
  const id = (row: number) => nodes.columns.id.at(row)
  tellWithoutWay(nodes, order, ways, given.missing)
  return {
    nodes: order.map((row): DrainageNode => {
      const { lon, lat, role, cover, isFlapped } = nodes.columns
      const across = cover[row] ?? Number.NaN
      return {
        ...{ id: id(row), lon: lon[row] ?? 0, lat: lat[row] ?? 0, role: role[row] ?? 0 },
        ...{ invert: levels.get(row) ?? 0, rim: rims.get(row) ?? 0 },
        ...{ cover: across > 0 ? across : null, isFlapped: isFlapped[row] === 1, sump: sumps.get(row) ?? null },
      }
    }),
    links: wholeLinks.map(({ row, from, to, isTurned }) =>
      linkOf(links, row, id(from), id(to), isTurned, given.assumed),
    ),
    pumps: wholePumps.map(({ from, to, pump }) => ({ ...pump, from: id(from), to: id(to) })),
    gates: wholeGates.map(({ from, to, gate }) => ({ ...gate, from: id(from), to: id(to) })),
  }
}

interface KeptLink {
  readonly row: number
  /** rows of nodes, the upper end first */
  readonly from: number
  readonly to: number
  readonly fromInvert: number
  readonly toInvert: number
  /** it was surveyed from the lower end */
  readonly isTurned: boolean
}

function keptLinks(
  nodes: DrainageNodes,
  links: DrainageLinks,
  rowOf: ReadonlyMap<number, number>,
  { missing }: Given,
): KeptLink[] {
  const { columns } = links
  const kept: KeptLink[] = []
  for (let row = 0; row < links.count; row++) {
    const [start, end] = [rowOf.get(columns.start[row] ?? -1), rowOf.get(columns.end[row] ?? -1)]
    const [startInvert, endInvert] = [columns.startInvert[row] ?? Number.NaN, columns.endInvert[row] ?? Number.NaN]
    const isOutfall = (node?: number) => node !== undefined && nodes.columns.role[node] === NODE_ROLE.outfall
    const why = whyNot(links, row, start, end) ?? (isOutfall(start) && isOutfall(end) ? WHY.outfalls : null)
    if (why || start === undefined || end === undefined) {
      missing.add(PART, why ?? WHY.ends, columns.id.at(row))
      continue
    }
    const isTurned = isOutfall(start) || (!isOutfall(end) && endInvert > startInvert)
    const [from, to] = isTurned ? [end, start] : [start, end]
    const [fromInvert, toInvert] = isTurned ? [endInvert, startInvert] : [startInvert, endInvert]
    kept.push({ row, from, to, fromInvert, toInvert, isTurned })
  }
  return kept
}

/** Why a line is no link; null when it is one. */
function whyNot(links: DrainageLinks, row: number, start?: number, end?: number): Localized | null {
  const { columns } = links
  const [width, height] = [columns.width[row] ?? Number.NaN, columns.height[row] ?? Number.NaN]
  if (columns.carries[row] === CARRIES.foul) return WHY.foul
  if (columns.carries[row] === CARRIES.untold) return WHY.untold
  if (columns.status[row] !== IN_USE) return WHY.status
  if (start === undefined || end === undefined) return WHY.ends
  if (Number.isNaN(columns.startInvert[row]) || Number.isNaN(columns.endInvert[row])) return WHY.level
  if (links.sectionOf(row) === null || !(width > 0 && height > 0)) return WHY.section
  if (!((columns.length[row] ?? 0) > 0)) return WHY.length
  return isWritable(columns.id.at(row)) ? null : WHY.name
}

interface KeptPump {
  readonly from: number
  readonly to: number
  readonly sump: number | null
  readonly pump: Omit<DrainagePump, 'from' | 'to'>
}

function keptPumps(nodes: DrainageNodes, rowOf: ReadonlyMap<number, number>, { pumps, missing }: Given): KeptPump[] {
  return pumps.flatMap(({ id, name, ends, flow, start, stop, sump }): KeptPump[] => {
    const [from, to] = [rowOf.get(ends[0]), rowOf.get(ends[1])]
    const isKnown = flow !== null && flow > 0 && start !== null && stop !== null && start > stop && isWritable(id)
    if (isKnown && from !== undefined && to !== undefined && !Number.isNaN(nodes.columns.bottom[from] ?? Number.NaN))
      return [{ from, to, sump, pump: { id, name, flow, start, stop } }]
    missing.add(PART, WHY.pump, id)
    return []
  })
}

/** The invert of every node that is an end: the lowest of what meets there and of its well's bottom. */
function invertsOf(
  nodes: DrainageNodes,
  links: readonly KeptLink[],
  pumps: readonly KeptPump[],
  gates: readonly KeptGate[],
): Map<number, number> {
  const levels = new Map<number, number>()
  const lower = (node: number, level: number) => {
    if (!Number.isNaN(level)) levels.set(node, Math.min(levels.get(node) ?? Number.POSITIVE_INFINITY, level))
  }
  const bottom = (node: number) => nodes.columns.bottom[node] ?? Number.NaN
  for (const { from, to, fromInvert, toInvert } of links) {
    lower(from, fromInvert)
    lower(to, toInvert)
  }
  for (const { from, to } of [...links, ...pumps, ...gates]) for (const node of [from, to]) lower(node, bottom(node))
  // a sill lies no lower than the bed before it; behind it a gate is all that tells how low an outfall is
  for (const { from, to, gate } of gates)
    if (gate.kind === 'orifice') for (const node of levels.has(to) ? [from] : [from, to]) lower(node, gate.sill)
  // where pumped water falls out no pipe and no well says how high
  for (const { to } of pumps) if (!levels.has(to)) lower(to, nodes.columns.ground[to] ?? Number.NaN)
  return levels
}

/** Level of the ground at a node; NaN when it is not known, or below the invert. */
function rimOf(nodes: DrainageNodes, row: number, invert: number, { ground, missing, assumed }: Given): number {
  const { columns } = nodes
  const id = columns.id.at(row)
  const surveyed = columns.ground[row] ?? Number.NaN
  const isOutfall = columns.role[row] === NODE_ROLE.outfall
  const level = Number.isNaN(surveyed) ? (ground(columns.lon[row] ?? 0, columns.lat[row] ?? 0) ?? Number.NaN) : surveyed
  // an outfall may lie in a wall or on a beach, with nothing above it
  const rim = isOutfall ? Math.max(level, invert) : level
  if (Number.isNaN(rim) || rim < invert || !isWritable(id)) {
    missing.add(PART, isWritable(id) ? WHY.rim : WHY.name, id)
    return Number.NaN
  }
  if (Number.isNaN(surveyed)) assumed.add(PART, ASSUMED.rim, id)
  return rim
}

function linkOf(
  links: DrainageLinks,
  row: number,
  from: string,
  to: string,
  isTurned: boolean,
  assumed: ToldParts,
): DrainageLink {
  const { columns } = links
  const id = columns.id.at(row)
  const told = columns.roughness[row] ?? Number.NaN
  if (Number.isNaN(told)) assumed.add(PART, ASSUMED.roughness, id)
  const path = columns.path.block.subarray(columns.path.start(row), columns.path.end(row))
  const vertices: number[] = []
  for (let at = 2; at + 3 < path.length; at += 2) {
    const pair = [path[at] ?? 0, path[at + 1] ?? 0]
    if (isTurned) vertices.unshift(...pair)
    else vertices.push(...pair)
  }
  const [start, end] = [columns.startInvert[row] ?? 0, columns.endInvert[row] ?? 0]
  return {
    ...{ id, from, to, vertices, length: columns.length[row] ?? 0 },
    ...{ fromInvert: isTurned ? end : start, toInvert: isTurned ? start : end },
    ...{ width: columns.width[row] ?? 0, height: columns.height[row] ?? 0 },
    section: links.sectionOf(row) ?? 'circle',
    roughness: Number.isNaN(told) ? UNTOLD_PIPE : told,
  }
}

/** Tells the nodes of pieces that no outfall drains: they fill, and nothing leaves. */
function tellWithoutWay(
  nodes: DrainageNodes,
  order: readonly number[],
  ways: readonly { readonly from: number; readonly to: number }[],
  missing: ToldParts,
): void {
  const above = new Map<number, number[]>()
  const join = (from: number, to: number) => above.set(to, [...(above.get(to) ?? []), from])
  for (const { from, to } of ways) {
    join(from, to)
    join(to, from)
  }
  const reached = new Set(order.filter((row) => nodes.columns.role[row] === NODE_ROLE.outfall))
  const next = [...reached]
  for (let node = next.pop(); node !== undefined; node = next.pop())
    for (const other of above.get(node) ?? [])
      if (!reached.has(other)) {
        reached.add(other)
        next.push(other)
      }
  for (const row of order) if (!reached.has(row)) missing.add(PART, WHY.noWay, nodes.columns.id.at(row))
}

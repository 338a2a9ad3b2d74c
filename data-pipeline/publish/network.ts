import { existsSync, readFileSync } from 'node:fs'
import type { PackedText } from '../../src/domain/formats/packed-texts.ts'
import { assetId } from '../../src/domain/ids.ts'
import type { PackedNetwork } from '../../src/domain/network/network-file.ts'
import type { Findings } from '../check/finding.ts'
import type { Names } from '../store/names.ts'
import { TextColumn } from '../store/text-column.ts'
import type { TableRows } from '../survey.ts'
import { type NetworkDiscipline, NetworkLinks, NetworkNodes, ROLE, SOURCES } from './network-part.ts'

const LITRE = 0.001

/** A link that is no line: pump, orifice, weir. */
export interface DeviceLink {
  readonly id: string
  readonly gid: number
  /** running numbers of its points */
  readonly start: number
  readonly end: number
}

interface Given {
  readonly city: string
  readonly names: Names
  readonly customers: TableRows['customer']
  readonly findings: Findings
  /** of this discipline */
  readonly devices: readonly DeviceLink[]
}

/** Files of one discipline's points and lines, shard by shard. */
export interface NetworkParts {
  readonly nodes: readonly string[]
  readonly links: readonly string[]
}

/**
 * Topology of one discipline, or null when it has no lines: points and lines in the order of their running numbers, then
 * devices. A valve point with two lines sits on the first of them; with one line on that one. A valve point where more
 * lines meet cannot say which it shuts: it is reported and left out.
 */
export function networkOf(discipline: NetworkDiscipline, parts: NetworkParts, given: Given): PackedNetwork | null {
  const links = loaded(new NetworkLinks(), parts.links)
  if (links.count + given.devices.length === 0) return null
  const nodes = loaded(new NetworkNodes(), parts.nodes)
  const nodeOrder = orderOf(nodes.columns.number, nodes.count)
  const nodeOf = new Map<number, number>()
  const graph = new Graph(given.city, discipline)
  for (const point of nodeOrder) {
    const { columns } = nodes
    nodeOf.set(columns.number[point] ?? 0, graph.count)
    graph.addNode(columns.id.at(point), columns.gid[point] ?? 0, [
      columns.lon[point] ?? 0,
      columns.lat[point] ?? 0,
      columns.height[point] ?? 0,
    ])
  }
  const { columns } = links
  for (const line of orderOf(columns.number, links.count)) {
    const place = columns.place.start(line)
    const from = nodeOf.get(columns.start[line] ?? -1) ?? graph.nodeAt(columns.place.block, place)
    const to = nodeOf.get(columns.end[line] ?? -1) ?? graph.nodeAt(columns.place.block, place + 3)
    graph.addLink(columns.id.at(line), columns.gid[line] ?? 0, from, to)
  }
  for (const { id, gid, start, end } of given.devices)
    graph.addLink(id, gid, nodeOf.get(start) ?? -1, nodeOf.get(end) ?? -1)
  const isSource = new Uint8Array(graph.count)
  for (const [node, point] of nodeOrder.entries()) isSource[node] = (nodes.columns.role[point] ?? 0) & ROLE.source
  const valves = placeValves(discipline, nodes, nodeOrder, graph, given)
  const customers = customersOf(discipline, given.customers, graph.ids)
  const demand = new Float32Array(graph.count)
  if (discipline === 'water')
    for (const { row, node } of customers) demand[node] = (demand[node] ?? 0) + row.water_demand_l_s * LITRE
  return {
    discipline,
    ...graph.columns(),
    isSource,
    demand,
    valveLink: Int32Array.from(valves, ({ link }) => link),
    valveNode: Int32Array.from(valves, ({ node }) => node),
    operable: Uint8Array.from(valves, ({ operable }) => operable),
    customerId: customers.map(({ row }) => row.id),
    customerName: customers.map(({ row }) => row.name),
    customerClass: customers.map(({ row }) => row.class),
    customerNode: Int32Array.from(customers, ({ node }) => node),
    customerPeople: Float64Array.from(customers, ({ row }) => row.people),
  }
}

/** Nodes and links while they are put together. */
class Graph {
  readonly ids = new TextColumn()
  private readonly linkIds = new TextColumn()
  private readonly nodes: { gid: number[]; place: number[] } = { gid: [], place: [] }
  private readonly links: { gid: number[]; from: number[]; to: number[] } = { gid: [], from: [], to: [] }
  private readonly atPlace = new Map<string, number>()
  private readonly city: string
  private readonly discipline: string

  constructor(city: string, discipline: string) {
    this.city = city
    this.discipline = discipline
  }

  get count(): number {
    return this.ids.length
  }

  addNode(id: string, gid: number, place: readonly [lon: number, lat: number, height: number]): number {
    this.ids.push(id)
    this.nodes.gid.push(gid)
    this.nodes.place.push(...place)
    return this.ids.length - 1
  }

  /** The node of an end that no point stands for: it joins other such ends at the same place, to a centimetre. */
  nodeAt(places: Float64Array, at: number): number {
    const [lon = 0, lat = 0, height = 0] = places.subarray(at, at + 3)
    const name = `@${lon.toFixed(7)},${lat.toFixed(7)}`
    const known = this.atPlace.get(name)
    if (known !== undefined) return known
    const node = this.addNode(assetId(this.city, this.discipline, name), 0, [lon, lat, height])
    this.atPlace.set(name, node)
    return node
  }

  addLink(id: string, gid: number, from: number, to: number): void {
    this.linkIds.push(id)
    this.links.gid.push(gid)
    this.links.from.push(from)
    this.links.to.push(to)
  }

  /** Links at every node: `links[starts[n]] … links[starts[n + 1] − 1]`, ascending. */
  linksAtNodes(): { readonly starts: Uint32Array; readonly links: Uint32Array } {
    const { from, to } = this.links
    const starts = new Uint32Array(this.count + 1)
    const each = (visit: (node: number, link: number) => void) => {
      for (let link = 0; link < from.length; link++)
        for (const node of [from[link] ?? -1, to[link] ?? -1]) if (node >= 0) visit(node, link)
    }
    each((node) => {
      starts[node + 1] = (starts[node + 1] ?? 0) + 1
    })
    for (let node = 0; node < this.count; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0)
    const [links, next] = [new Uint32Array(starts[this.count] ?? 0), starts.slice()]
    each((node, link) => {
      links[next[node] ?? 0] = link
      next[node] = (next[node] ?? 0) + 1
    })
    return { starts, links }
  }

  columns() {
    const { gid, place } = this.nodes
    const axis = (offset: number) => (_: number, index: number) => place[index * 3 + offset] ?? 0
    return {
      nodeId: this.ids.packed() satisfies PackedText,
      nodeGid: Int32Array.from(gid),
      nodeLon: Float64Array.from(gid, axis(0)),
      nodeLat: Float64Array.from(gid, axis(1)),
      nodeHeight: Float32Array.from(gid, axis(2)),
      linkId: this.linkIds.packed(),
      linkGid: Int32Array.from(this.links.gid),
      from: Int32Array.from(this.links.from),
      to: Int32Array.from(this.links.to),
    }
  }
}

function placeValves(
  discipline: NetworkDiscipline,
  { columns }: NetworkNodes,
  nodeOrder: Uint32Array,
  graph: Graph,
  { findings, names }: Given,
): { link: number; node: number; operable: number }[] {
  if (SOURCES[discipline] === null) return []
  const { starts, links } = graph.linksAtNodes()
  const valves: { link: number; node: number; operable: number }[] = []
  for (const [node, point] of nodeOrder.entries()) {
    if (((columns.role[point] ?? 0) & ROLE.valve) === 0) continue
    const [first, end] = [starts[node] ?? 0, starts[node + 1] ?? 0]
    if (end > first && end - first <= 2) {
      valves.push({ link: links[first] ?? 0, node, operable: columns.operable[point] ?? 2 })
      continue
    }
    const message = {
      zh: `阀门点连接 ${end - first} 条管线，不能确定关断哪一条，未作为阀门`,
      en: `a valve point where ${end - first} lines meet: which one it shuts is not known; not used as a valve`,
    }
    findings.add('warning', 'ambiguous-valve', message, {
      file: names.text(columns.file[point] ?? 0),
      row: columns.row[point] ?? 0,
      value: end - first,
      expected: '1 | 2',
      assets: [`${discipline}/${columns.key.at(point)}`],
      at: { lon: columns.lon[point] ?? 0, lat: columns.lat[point] ?? 0, height: columns.height[point] ?? 0 },
    })
  }
  return valves
}

function customersOf(discipline: NetworkDiscipline, customers: TableRows['customer'], ids: TextColumn) {
  const column = discipline === 'water' ? 'water_point_id' : discipline === 'gas' ? 'gas_point_id' : null
  if (column === null || customers.length === 0) return []
  const wanted = new Set(customers.map((row) => row[column]))
  const nodeOf = new Map<string, number>()
  for (let node = 0; node < ids.length; node++) {
    const id = ids.at(node)
    if (wanted.has(id)) nodeOf.set(id, node)
  }
  return customers.flatMap((row) => {
    const node = nodeOf.get(row[column] ?? '')
    return node === undefined ? [] : [{ row, node }]
  })
}

function loaded<Kind extends NetworkLinks | NetworkNodes>(rows: Kind, files: readonly string[]): Kind {
  for (const file of files) {
    if (!existsSync(file)) continue
    const bytes = readFileSync(file)
    rows.appendChunk(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  }
  return rows
}

/** Rows in the order of their running numbers. */
function orderOf(numbers: Uint32Array, count: number): Uint32Array {
  const [rowBits, keys] = [2 ** 24, new Float64Array(count)]
  for (let row = 0; row < count; row++) keys[row] = (numbers[row] ?? 0) * rowBits + row
  return Uint32Array.from(keys.sort(), (key) => key % rowBits)
}

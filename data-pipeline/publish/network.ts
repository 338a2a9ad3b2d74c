import { type PackedText, PackedTexts } from '../../src/domain/formats/packed-texts.ts'
import { assetId } from '../../src/domain/ids.ts'
import { LINK_FLOW, type PackedNetwork } from '../../src/domain/network/network-file.ts'
import type { Findings } from '../check/finding.ts'
import { loadRows } from '../store/load-rows.ts'
import type { Names } from '../store/names.ts'
import { orderOf } from '../store/row-order.ts'
import { TextColumn } from '../store/text-column.ts'
import type { TableRows } from '../survey.ts'
import { type NetworkDiscipline, NetworkLinks, NetworkNodes, ROLE, SOURCES } from './network-part.ts'

const LITRE = 0.001
const KILO = 1000
const VERTEX = 3
/** columns of a customer that name its points */
const SERVED_AT: Partial<
  Record<NetworkDiscipline, readonly ('water_point_id' | 'gas_point_id' | 'heat_point_id' | 'heat_return_point_id')[]>
> = {
  water: ['water_point_id'],
  gas: ['gas_point_id'],
  heat: ['heat_point_id', 'heat_return_point_id'],
}
const NOTHING = new Uint8Array(0)

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
  const links = loadRows(new NetworkLinks(), parts.links)
  if (links.count + given.devices.length === 0) return null
  const nodes = loadRows(new NetworkNodes(), parts.nodes)
  const nodeOrder = orderOf(nodes.columns.number, nodes.count)
  const nodeOf = positionsOf(nodes, nodeOrder)
  const graph = new Graph(given.city, discipline, nodes, nodeOrder, nodeOf, links, given.devices.length)
  const { columns } = links
  for (const line of orderOf(columns.number, links.count)) {
    const place = columns.place.start(line)
    let [from, to] = [nodeOf[columns.start[line] ?? -1] ?? -1, nodeOf[columns.end[line] ?? -1] ?? -1]
    if (from < 0) from = graph.nodeAt(columns.place.block, place)
    if (to < 0) to = graph.nodeAt(columns.place.block, place + VERTEX)
    graph.linkId.pushJoined(NOTHING, columns.id, line)
    graph.describe(links, line)
    graph.link(columns.gid[line] ?? 0, from, to)
  }
  for (const { id, gid, start, end } of given.devices) {
    graph.linkId.push(id)
    if (SOURCES[discipline] === null) graph.describeDevice()
    graph.link(gid, nodeOf[start] ?? -1, nodeOf[end] ?? -1)
  }
  const roles = Uint8Array.from(nodeOrder, (point) => nodes.columns.role[point] ?? 0)
  const isSource = sourcesOf(graph, roles)
  const valves = placeValves(discipline, nodes, nodeOrder, graph, given)
  const customers = customersOf(discipline, given.customers, graph.nodeId)
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
    valveState: Uint8Array.from(valves, ({ state }) => state),
    customerId: customers.map(({ row }) => row.id),
    customerName: customers.map(({ row }) => row.name),
    customerClass: customers.map(({ row }) => row.class),
    customerNode: Int32Array.from(customers, ({ node }) => node),
    customerPeople: Float64Array.from(customers, ({ row }) => row.people),
    customerHeat: Float64Array.from(customers, ({ row }) => (row.heat_load_kw ?? Number.NaN) * KILO),
  }
}

/** The node of each point, by the point's running number; -1 = none. */
function positionsOf({ columns, count }: NetworkNodes, order: Uint32Array): Int32Array {
  const last = order[count - 1]
  const nodeOf = new Int32Array(last === undefined ? 0 : (columns.number[last] ?? 0) + 1).fill(-1)
  for (const [node, point] of order.entries()) nodeOf[columns.number[point] ?? 0] = node
  return nodeOf
}

/** Nodes and links while they are put together. */
class Graph {
  readonly nodeId = new TextColumn()
  readonly linkId = new TextColumn()
  /** nodes */
  count: number
  private links = 0
  private readonly nodeGid: Int32Array
  private readonly lon: Float64Array
  private readonly lat: Float64Array
  private readonly height: Float32Array
  private readonly linkGid: Int32Array
  private readonly from: Int32Array
  private readonly to: Int32Array
  private readonly length: Float32Array
  private readonly flow: Uint8Array
  private readonly isRising: Uint8Array
  private readonly atPlace = new Map<string, number>()
  private readonly city: string
  private readonly discipline: string

  /** Begins with a node for each point, in the order given, and with room for all links and for the ends without a point. */
  constructor(
    city: string,
    discipline: string,
    { columns }: NetworkNodes,
    order: Uint32Array,
    nodeOf: Int32Array,
    links: NetworkLinks,
    devices: number,
  ) {
    this.city = city
    this.discipline = discipline
    this.count = order.length
    let most = order.length
    for (const ends of [links.columns.start, links.columns.end])
      for (let line = 0; line < links.count; line++) if ((nodeOf[ends[line] ?? -1] ?? -1) < 0) most++
    this.nodeGid = new Int32Array(most)
    this.lon = new Float64Array(most)
    this.lat = new Float64Array(most)
    this.height = new Float32Array(most)
    for (const [node, point] of order.entries()) {
      this.nodeId.pushJoined(NOTHING, columns.id, point)
      this.nodeGid[node] = columns.gid[point] ?? 0
      this.lon[node] = columns.lon[point] ?? 0
      this.lat[node] = columns.lat[point] ?? 0
      this.height[node] = columns.height[point] ?? 0
    }
    this.linkGid = new Int32Array(links.count + devices)
    this.from = new Int32Array(links.count + devices)
    this.to = new Int32Array(links.count + devices)
    this.length = new Float32Array(links.count + devices).fill(Number.NaN)
    this.flow = new Uint8Array(links.count + devices)
    this.isRising = new Uint8Array(links.count + devices)
  }

  /** The node of an end that no point stands for: it joins other such ends at the same place, to a centimetre. */
  nodeAt(places: Float64Array, at: number): number {
    const [lon = 0, lat = 0, height = 0] = places.subarray(at, at + VERTEX)
    const name = `@${lon.toFixed(7)},${lat.toFixed(7)}`
    const known = this.atPlace.get(name)
    if (known !== undefined) return known
    const node = this.count++
    this.nodeId.push(assetId(this.city, this.discipline, name))
    this.lon[node] = lon
    this.lat[node] = lat
    this.height[node] = height
    this.atPlace.set(name, node)
    return node
  }

  /** Says of the link that is added next how long it is and which way it runs. */
  describe({ columns }: NetworkLinks, line: number): void {
    this.length[this.links] = columns.length[line] ?? Number.NaN
    this.flow[this.links] = columns.flow[line] ?? LINK_FLOW.unknown
    this.isRising[this.links] = columns.isRising[line] ?? 0
  }

  /** Says of the device that is added next that it runs as it is drawn. */
  describeDevice(): void {
    this.flow[this.links] = LINK_FLOW.forward
  }

  /** Adds a link, whose id is pushed beside. */
  link(gid: number, from: number, to: number): void {
    this.linkGid[this.links] = gid
    this.from[this.links] = from
    this.to[this.links] = to
    this.links++
  }

  /** Links at every node: `links[starts[n]] … links[starts[n + 1] − 1]`, ascending. */
  linksAtNodes(): { readonly starts: Uint32Array; readonly links: Uint32Array } {
    const starts = new Uint32Array(this.count + 1)
    const each = (visit: (node: number, link: number) => void) => {
      for (let link = 0; link < this.links; link++) {
        const [from, to] = [this.from[link] ?? -1, this.to[link] ?? -1]
        if (from >= 0) visit(from, link)
        if (to >= 0) visit(to, link)
      }
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

  /** 1 = hangs together with one of these nodes, whatever valves are between. */
  connectedWith(nodes: readonly number[]): Uint8Array {
    const { starts, links } = this.linksAtNodes()
    const isReached = new Uint8Array(this.count)
    const open = [...nodes]
    for (const node of nodes) isReached[node] = 1
    for (let node = open.pop(); node !== undefined; node = open.pop())
      for (const link of links.subarray(starts[node], starts[node + 1]))
        for (const end of [this.from[link] ?? -1, this.to[link] ?? -1]) {
          if (end < 0 || isReached[end] === 1) continue
          isReached[end] = 1
          open.push(end)
        }
    return isReached
  }

  columns() {
    const { count } = this
    return {
      nodeId: this.nodeId.packed() satisfies PackedText,
      nodeGid: this.nodeGid.subarray(0, count),
      nodeLon: this.lon.subarray(0, count),
      nodeLat: this.lat.subarray(0, count),
      nodeHeight: this.height.subarray(0, count),
      linkId: this.linkId.packed(),
      linkGid: this.linkGid,
      from: this.from,
      to: this.to,
      length: this.length,
      flow: this.flow,
      isRising: this.isRising,
    }
  }
}

function placeValves(
  discipline: NetworkDiscipline,
  { columns }: NetworkNodes,
  nodeOrder: Uint32Array,
  graph: Graph,
  { findings, names }: Given,
): { link: number; node: number; operable: number; state: number }[] {
  if (SOURCES[discipline] === null) return []
  const { starts, links } = graph.linksAtNodes()
  const valves: { link: number; node: number; operable: number; state: number }[] = []
  for (const [node, point] of nodeOrder.entries()) {
    if (((columns.role[point] ?? 0) & ROLE.valve) === 0) continue
    const [first, end] = [starts[node] ?? 0, starts[node + 1] ?? 0]
    if (end > first && end - first <= 2) {
      const [operable, state] = [columns.operable[point] ?? 2, columns.valveState[point] ?? 0]
      valves.push({ link: links[first] ?? 0, node, operable, state })
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

/** Customers by the points that serve them: of heat one with a return stands at both, since it is without when either is shut. */
function customersOf(discipline: NetworkDiscipline, customers: TableRows['customer'], ids: TextColumn) {
  const columns = SERVED_AT[discipline] ?? []
  if (columns.length === 0 || customers.length === 0) return []
  const nodes = new PackedTexts(ids.packed())
  return customers.flatMap((row) =>
    columns.flatMap((column) => {
      const node = nodes.indexOf(row[column] ?? '')
      return node < 0 ? [] : [{ row, node }]
    }),
  )
}

/** Where it is fed, by node: its sources, and of a part that hangs together without one its relays. */
function sourcesOf(graph: Graph, roles: Uint8Array): Uint8Array {
  const isSource = Uint8Array.from({ length: graph.count }, (_, node) => (roles[node] ?? 0) & ROLE.source)
  const relays = Array.from(roles.keys()).filter((node) => (roles[node] ?? 0) & ROLE.relay)
  if (relays.length === 0) return isSource
  const isFed = graph.connectedWith(Array.from(isSource.keys()).filter((node) => isSource[node] === 1))
  for (const relay of relays) if (isFed[relay] !== 1) isSource[relay] = 1
  return isSource
}

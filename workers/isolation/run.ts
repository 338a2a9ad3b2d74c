import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import type { Localized } from '../../src/domain/localized.ts'
import { countSupplied, supplyOfCustomers } from '../../src/domain/network/customers-without.ts'
import { type Isolation, isolate, SUPPLY, sourcesToShut } from '../../src/domain/network/isolation.ts'
import { isolationCaveats } from '../../src/domain/network/isolation-caveats.ts'
import type {
  Extent,
  IsolationOutcome,
  RedundantValve,
  ValvePlace,
  ValveToClose,
} from '../../src/domain/network/isolation-result.ts'
import type { NetworkFile } from '../../src/domain/network/network-file.ts'
import { OPERABLE } from '../../src/domain/network/topology.ts'
import type { Simulation } from '../contract.ts'
import { isolationBalance } from './balance.ts'
import { customersCutOff } from './customers.ts'
import { type IsolationInput, isolationInputSchema } from './input.ts'
import { type Segmentation, segmentationOf } from './segmentation.ts'

const DEAD_END: Localized = {
  zh: '阀门另一侧在区段关断后没有其他供应源，不会回流',
  en: 'Beyond this valve there is no other source once the segment is shut: nothing flows back',
}
const INSIDE: Localized = {
  zh: '阀门两侧均在隔离区段内，流体可绕过',
  en: 'Both sides of this valve lie in the segment: flow gets around it',
}

/** 关阀分析: which valves shut in a burst main, and who is then without supply. It yields no frames. */
export const isolation: Simulation<IsolationInput, never, IsolationOutcome> = {
  id: 'isolation',
  name: { zh: '关阀分析', en: 'Burst isolation' },
  input: isolationInputSchema,
  sources: [
    { text: 'Walski, T. M. (1993). Water distribution valve topology for reliability analysis.' },
    { text: 'Jun, H. & Loganathan, G. V. (2007). Valve-controlled segments in water distribution systems.' },
    {
      text: 'Giustolisi, O. & Savic, D. (2010). Identification of segments and optimal isolation valve system design.',
    },
  ],
  // biome-ignore lint/correctness/useYield: there is nothing to show before the answer
  async *run(input, host) {
    const started = host.now()
    const segmentation = segmentationOf(input)
    const { network, segments } = segmentation
    const element = elementOf(input.element, segmentation)
    const found = isolate(network, segments, element)
    const outcome = outcomeOf(segmentation, found, element)
    return {
      outcome,
      balance: isolationBalance(network, segments, found),
      caveats: [
        ...isolationCaveats(network, segments, found),
        ...unsuppliedCaveat(outcome),
        ...noCustomersCaveat(network),
      ],
      milliseconds: host.now() - started,
    }
  },
}

function elementOf(element: IsolationInput['element'], { network }: Segmentation): number {
  const number = 'node' in element ? network.nodeId.indexOf(element.node) : network.linkId.indexOf(element.link)
  if (number < 0) throw new Error(`isolation: the network has no ${JSON.stringify(element)}`)
  return 'node' in element ? number : network.nodeId.length + number
}

function outcomeOf(segmentation: Segmentation, found: Isolation, element: number): IsolationOutcome {
  const { network, segments } = segmentation
  const leak = placeOfElement(network, element)
  const toClose = found.close.map((valve): ValveToClose => {
    const place = placeOfValve(network, valve)
    const distance = place.at && leak ? planLength(place.at.lon, place.at.lat, leak.lon, leak.lat) : null
    return { ...place, distance, isAssumed: network.operable[valve] === OPERABLE.unknown }
  })
  const redundant =
    (reason: Localized) =>
    (valve: number): RedundantValve => ({
      ...placeOfValve(network, valve),
      reason,
    })
  const supplyOf = (each: number) => found.supply[segments.of[each] ?? 0]
  return {
    element: describeElement(network, element),
    segments: { count: segments.count, largest: segments.largest },
    segment: extent(network, (each) => segments.of[each] === found.segment),
    valves: toClose.sort(nearestFirst),
    sources: sourcesToShut(network, segments, found),
    inoperable: found.inoperable.map((valve) => placeOfValve(network, valve)),
    redundant: [...found.deadEnd.map(redundant(DEAD_END)), ...found.inside.map(redundant(INSIDE))],
    cutOff: {
      ...extent(network, (each) => supplyOf(each) === SUPPLY.cutOff),
      ...customersCutOff(network, (node) => supplyOf(node) === SUPPLY.cutOff),
    },
    unsupplied: {
      nodes: network.nodeGid.reduce((count, _, node) => count + Number(supplyOf(node) === SUPPLY.never), 0),
      customers: countSupplied(
        supplyOfCustomers(network, (node) => supplyOf(node) ?? SUPPLY.never),
        SUPPLY.never,
      ),
    },
  }
}

function extent({ nodeGid, linkGid }: NetworkFile, isIn: (element: number) => boolean): Extent {
  const nodes = nodeGid.filter((_, node) => isIn(node))
  const links = linkGid.filter((_, link) => isIn(nodeGid.length + link))
  const isDrawn = (gid: number) => gid > 0
  return {
    ...{ nodeGids: nodes.filter(isDrawn), linkGids: links.filter(isDrawn) },
    ...{ nodes: nodes.length, links: links.length },
  }
}

function describeElement({ nodeId, nodeGid, linkId, linkGid }: NetworkFile, element: number) {
  if (element < nodeId.length)
    return { kind: 'node', id: nodeId.at(element) ?? '', gid: nodeGid[element] ?? 0 } as const
  const link = element - nodeId.length
  return { kind: 'link', id: linkId.at(link) ?? '', gid: linkGid[link] ?? 0 } as const
}

function placeOfValve(network: NetworkFile, valve: number): ValvePlace {
  const [link, node] = [network.valveLink[valve] ?? 0, network.valveNode[valve] ?? 0]
  return {
    link: network.linkId.at(link) ?? '',
    node: network.nodeId.at(node) ?? '',
    linkGid: network.linkGid[link] ?? 0,
    nodeGid: network.nodeGid[node] ?? 0,
    at: placeOfNode(network, node),
  }
}

function placeOfNode({ nodeLon, nodeLat }: NetworkFile, node: number): LonLat | null {
  const [lon, lat] = [nodeLon[node] ?? Number.NaN, nodeLat[node] ?? Number.NaN]
  return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : null
}

/** A link's place is the middle between its ends. */
function placeOfElement(network: NetworkFile, element: number): LonLat | null {
  const link = element - network.nodeId.length
  if (link < 0) return placeOfNode(network, element)
  const [a, b] = [placeOfNode(network, network.from[link] ?? 0), placeOfNode(network, network.to[link] ?? 0)]
  return a && b ? { lon: (a.lon + b.lon) / 2, lat: (a.lat + b.lat) / 2 } : null
}

function nearestFirst(a: ValveToClose, b: ValveToClose): number {
  const known = (valve: ValveToClose) => valve.distance ?? Number.MAX_VALUE
  return known(a) - known(b) || (`${a.link} ${a.node}` < `${b.link} ${b.node}` ? -1 : 1)
}

function unsuppliedCaveat({ unsupplied }: IsolationOutcome): Localized[] {
  if (unsupplied.nodes === 0) return []
  return [
    {
      zh: `管网中另有 ${unsupplied.nodes} 个节点（${unsupplied.customers} 个用户）在数据中本无供应源连通，未计入停供范围。`,
      en: `${unsupplied.nodes} further nodes (${unsupplied.customers} customers) have no way to a source in the data even before the closure; they are not counted as cut off.`,
    },
  ]
}

/** Nobody recorded is not nobody there: without customers in the data, "no customer cut off" would mislead. */
function noCustomersCaveat({ customerId }: NetworkFile): Localized[] {
  if (customerId.length > 0) return []
  return [
    {
      zh: '此管网没有登记任何用户：停供对用户的影响未知，不等于没有影响。',
      en: 'No customer of this network is recorded: whom the closure cuts off is unknown, which is not nobody.',
    },
  ]
}

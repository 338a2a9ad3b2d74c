import type { NetworkFile } from '../../src/domain/network/network-file.ts'
import { OPERABLE, VALVE_STATE } from '../../src/domain/network/topology.ts'
import {
  type TraceElement,
  type TraceOutcome,
  type TraceQuestion,
  type TraceSet,
  traceQuestionSchema,
} from '../../src/domain/network/trace-result.ts'
import type { Simulation } from '../contract.ts'
import { customersCutOff } from '../isolation/customers.ts'
import { type AskedNetwork, askNetwork } from './asked-network.ts'
import { traceCaveats } from './caveats.ts'
import { type Element, find, type Members } from './find.ts'

/** 管网追溯: upstream, downstream, connected, a path, a loop, or who depends on an asset. It yields no frames. */
export const trace: Simulation<TraceQuestion, never, TraceOutcome> = {
  id: 'trace',
  name: { zh: '管网追溯', en: 'Network trace' },
  input: traceQuestionSchema,
  sources: [
    { text: 'Tarjan, R. E. (1974). A note on finding the bridges of a graph. Information Processing Letters 2(6).' },
    { text: 'Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1.' },
    { text: 'Rossman, L. A. et al. (2020). EPANET 2.2 User Manual. EPA/600/R-20/133. OWA EPANET 2.3.5.' },
  ],
  async *run(question, host) {
    const started = host.now()
    const asked = await askNetwork(question)
    const { network, known } = asked
    const element = elementOf(network, question.element)
    const to = question.to && elementOf(network, question.to)
    const { found, possible } = find(asked, question.kind, element, to)
    const isFound = flagsOf(network, found)
    const isPossible = flagsOf(network, possible)
    const customers = customersCutOff(network, (node) => isFound.nodes[node] === 1)
    const rises = (link: number) =>
      network.isRising[link] === 1 && (isFound.links[link] === 1 || isPossible.links[link] === 1)
    const outcome: TraceOutcome = {
      kind: question.kind,
      discipline: network.discipline,
      element: describe(network, element),
      to: to && describe(network, to),
      basis: known.basis,
      computed: computedOf(asked, found),
      valves: valvesIn(network, isFound, isPossible),
      found: found && setOf(asked, found),
      possible: setOf(asked, possible),
      rising: [...network.isRising.keys()].filter(rises).length,
      ...customers,
      possibleCustomers: possibleCustomers(network, isPossible.nodes, customers.customers),
    }
    return {
      outcome,
      balance: [partition(network, outcome, isFound, isPossible)],
      caveats: traceCaveats(outcome, asked, question.pipes !== null),
      milliseconds: host.now() - started,
    }
  },
}

function elementOf({ nodeId, linkId }: NetworkFile, named: TraceQuestion['element']): Element {
  const position = 'node' in named ? nodeId.indexOf(named.node) : linkId.indexOf(named.link)
  if (position < 0) throw new Error(`trace: the network has no ${JSON.stringify(named)}`)
  return { kind: 'node' in named ? 'node' : 'link', position }
}

function describe({ nodeId, nodeGid, linkId, linkGid }: NetworkFile, { kind, position }: Element): TraceElement {
  const [ids, gids] = kind === 'node' ? [nodeId, nodeGid] : [linkId, linkGid]
  return { kind, id: ids.at(position) ?? '', gid: gids[position] ?? 0 }
}

function setOf({ network, lengths }: AskedNetwork, { nodes, links }: Members): TraceSet {
  const drawn = (gids: Int32Array, members: Int32Array) =>
    Int32Array.from(members, (member) => gids[member] ?? 0).filter((gid) => gid > 0)
  return {
    linkGids: drawn(network.linkGid, links),
    nodeGids: drawn(network.nodeGid, nodes),
    links: links.length,
    nodes: nodes.length,
    length: links.reduce((sum, link) => sum + (lengths[link] ?? 0), 0),
  }
}

/** Customers at nodes that may be found, but for those that surely are: one that several points serve is one. */
function possibleCustomers(
  { customerId, customerNode }: NetworkFile,
  isPossible: Uint8Array,
  found: TraceOutcome['customers'],
): number {
  const ids = new Set(Array.from(customerId).filter((_, customer) => isPossible[customerNode[customer] ?? -1] === 1))
  for (const { id } of found) ids.delete(id)
  return ids.size
}

/** What of it goes by computed flows; null = none does. */
function computedOf({ isComputed, computed }: AskedNetwork, found: Members | null): TraceOutcome['computed'] {
  const links = (found?.links ?? new Int32Array(0)).filter((link) => isComputed[link] === 1).length
  return computed && links > 0 ? { links, state: computed.state } : null
}

/** Valves on what was found or may be: closed ones stopped the trace. */
function valvesIn(
  { valveLink, valveNode, valveState, operable }: NetworkFile,
  ...sets: readonly ReturnType<typeof flagsOf>[]
): TraceOutcome['valves'] {
  const isIn = (valve: number) =>
    sets.some(({ nodes, links }) => nodes[valveNode[valve] ?? -1] === 1 || links[valveLink[valve] ?? -1] === 1)
  const within = Array.from(valveLink.keys()).filter(isIn)
  const stateOf = (valve: number) => valveState?.[valve] ?? VALVE_STATE.unknown
  return {
    closed: within.filter((valve) => stateOf(valve) === VALVE_STATE.closed).length,
    untold: within.filter((valve) => stateOf(valve) === VALVE_STATE.unknown).length,
    inoperable: within.filter((valve) => operable[valve] === OPERABLE.no).length,
    unproven: within.filter((valve) => operable[valve] === OPERABLE.unknown).length,
  }
}

function flagsOf({ nodeId, linkId }: NetworkFile, members: Members | null) {
  const flags = { nodes: new Uint8Array(nodeId.length), links: new Uint8Array(linkId.length) }
  for (const node of members?.nodes ?? []) flags.nodes[node] = 1
  for (const link of members?.links ?? []) flags.links[link] = 1
  return flags
}

/** Every element is found, possible or neither, and none is two of them. */
function partition(
  network: NetworkFile,
  { found, possible }: TraceOutcome,
  isFound: ReturnType<typeof flagsOf>,
  isPossible: ReturnType<typeof flagsOf>,
) {
  const total = network.nodeId.length + network.linkId.length
  const outside = (['nodes', 'links'] as const).reduce(
    (count, of) =>
      count + isFound[of].reduce((rest, flag, at) => rest + Number(flag + (isPossible[of][at] ?? 0) === 0), 0),
    0,
  )
  const parted = (found?.nodes ?? 0) + (found?.links ?? 0) + possible.nodes + possible.links + outside
  return {
    quantity: { zh: '管网元素', en: 'Network elements' },
    unit: '1',
    in: total,
    out: parted,
    error: Math.abs(total - parted) / Math.max(total, 1),
    tolerance: 0,
  }
}

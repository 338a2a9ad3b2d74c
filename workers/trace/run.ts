import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import { knownDirections } from '../../src/domain/network/flow-directions.ts'
import { decodeNetwork, type NetworkFile } from '../../src/domain/network/network-file.ts'
import {
  type TraceElement,
  type TraceOutcome,
  type TraceQuestion,
  type TraceSet,
  traceQuestionSchema,
} from '../../src/domain/network/trace-result.ts'
import type { Simulation } from '../contract.ts'
import { customersCutOff } from '../isolation/customers.ts'
import { traceCaveats } from './caveats.ts'
import { type AskedNetwork, type Element, find, type Members } from './find.ts'

/** One network at a time: the page asks about the one it shows, again and again. */
let latest: { readonly key: string; readonly asked: AskedNetwork } | null = null

/** 管网追溯: upstream, downstream, connected, a path, a loop, or who depends on an asset. It yields no frames. */
export const trace: Simulation<TraceQuestion, never, TraceOutcome> = {
  id: 'trace',
  name: { zh: '管网追溯', en: 'Network trace' },
  input: traceQuestionSchema,
  sources: [
    { text: 'Tarjan, R. E. (1974). A note on finding the bridges of a graph. Information Processing Letters 2(6).' },
    { text: 'Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1.' },
  ],
  async *run(question, host) {
    const started = host.now()
    const asked = askedNetwork(question)
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
      found: found && setOf(asked, found),
      possible: setOf(asked, possible),
      rising: [...network.isRising.keys()].filter(rises).length,
      ...customers,
      possibleCustomers: network.customerNode.filter((node) => isPossible.nodes[node] === 1).length,
    }
    return {
      outcome,
      balance: [partition(network, outcome, isFound, isPossible)],
      caveats: traceCaveats(outcome, network.customerId.length > 0),
      milliseconds: host.now() - started,
    }
  },
}

function askedNetwork({ network: bytes, networkKey }: TraceQuestion): AskedNetwork {
  if (latest?.key === networkKey) return latest.asked
  const network = decodeNetwork(bytes)
  const asked = { network, known: knownDirections(network), lengths: lengthsOf(network) }
  latest = { key: networkKey, asked }
  return asked
}

/** As surveyed; of a link without a length the straight way between its ends [m]. */
function lengthsOf({ length, from, to, nodeLon, nodeLat }: NetworkFile): Float64Array {
  return Float64Array.from(length, (given, link) => {
    if (Number.isFinite(given)) return given
    const [a, b] = [from[link] ?? 0, to[link] ?? 0]
    const straight = planLength(nodeLon[a] ?? 0, nodeLat[a] ?? 0, nodeLon[b] ?? 0, nodeLat[b] ?? 0)
    return Number.isFinite(straight) ? straight : 0
  })
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

import type { NetworkFile } from '../../src/domain/network/network-file.ts'
import { incidenceOf, PASSAGE, VALVE_STATE } from '../../src/domain/network/topology.ts'
import {
  findLoop,
  findRoute,
  type Route,
  type Trace,
  traceConnected,
  traceDownstream,
  tracePossible,
  traceUpstream,
} from '../../src/domain/network/trace.ts'
import type { TraceKind } from '../../src/domain/network/trace-result.ts'
import type { AskedNetwork } from './asked-network.ts'

/** Positions of nodes and links. */
export type Members = Pick<Trace, 'nodes' | 'links'>

/** A pipe or a node, by its position. */
export interface Element {
  readonly kind: 'link' | 'node'
  readonly position: number
}

/** What a question finds; null = there is none. */
export interface Found {
  readonly found: Members | null
  readonly possible: Members
}

const NONE: Members = { nodes: new Int32Array(0), links: new Int32Array(0) }

/** Answers one kind of question. `to` is for a path only. */
export function find(asked: AskedNetwork, kind: TraceKind, element: Element, to: Element | null): Found {
  const { network, known } = asked
  switch (kind) {
    case 'upstream':
    case 'downstream':
      return along(asked, kind, element)
    case 'connected':
      return {
        found: withStubs(network, withElement(traceConnected(network, endsOf(network, element)), element)),
        possible: NONE,
      }
    case 'path':
      if (!to) throw new Error('trace: a path is asked for without its other end')
      return { found: route(asked, element, to), possible: NONE }
    case 'loop':
      return { found: shortestLoop(asked, element), possible: NONE }
    case 'customers':
      return known.basis === 'gravity'
        ? along(asked, 'upstream', element)
        : { found: cutOff(network, element), possible: NONE }
  }
}

/** With the flow or against it: what is proven, and what hangs on links whose direction is not known. */
function along({ network, known }: AskedNetwork, sense: 'upstream' | 'downstream', element: Element): Found {
  const { directions } = known
  const direction = element.kind === 'link' ? (directions[element.position] ?? 0) : 0
  const trace = sense === 'upstream' ? traceUpstream : traceDownstream
  let starts = endsOf(network, element)
  let found: Members = { nodes: new Int32Array(0), links: Int32Array.of(element.position) }
  if (element.kind === 'node' || direction !== 0) {
    // a pipe is left over one of its ends only
    if (direction !== 0) starts = [starts[direction > 0 === (sense === 'downstream') ? 1 : 0] ?? 0]
    found = withElement(trace(network, directions, starts), element)
  }
  const possible = withStubs(network, tracePossible(network, directions, starts, sense))
  return { found, possible: without(possible, found) }
}

/** The shortest way between the nearest ends of two elements, with both of them. */
function route({ network, lengths }: AskedNetwork, element: Element, to: Element): Members | null {
  if (element.kind === to.kind && element.position === to.position)
    return element.kind === 'link'
      ? { ...NONE, links: Int32Array.of(to.position) }
      : { ...NONE, nodes: Int32Array.of(to.position) }
  let best: Route | null = null
  for (const start of endsOf(network, element))
    for (const end of endsOf(network, to)) {
      const way = findRoute(network, start, end, lengths)
      if (way && (best === null || way.length < best.length)) best = way
    }
  return best && withElement(withElement(best, element, 'first'), to, 'last')
}

/** The shortest loop that a pipe, or a pipe at a node, is part of. */
function shortestLoop({ network, lengths }: AskedNetwork, { kind, position }: Element): Members | null {
  const { start, links } = incidenceOf(network)
  const candidates = kind === 'link' ? [position] : links.subarray(start[position] ?? 0, start[position + 1] ?? 0)
  let best: Route | null = null
  for (const link of candidates) {
    const loop = findLoop(network, link, lengths)
    if (loop && (best === null || loop.length < best.length)) best = loop
  }
  // it ends where it began
  return best && { nodes: best.nodes.subarray(1), links: best.links }
}

/** What has no way to a source once an element is out of use, and had one before; null where the data know no source. */
function cutOff(network: NetworkFile, { kind, position }: Element): Members | null {
  const sources = [...network.isSource.keys()].filter((node) => network.isSource[node] === 1)
  if (sources.length === 0) return null
  const { from, to } = network
  const passage = Uint8Array.from(from, (node, link) => {
    const isOut = kind === 'link' ? link === position : node === position || to[link] === position
    return isOut ? PASSAGE.closed : (network.passage?.[link] ?? PASSAGE.both)
  })
  const before = traceConnected(network, sources)
  const after = traceConnected(
    { ...network, passage },
    kind === 'node' ? sources.filter((node) => node !== position) : sources,
  )
  return without(before, after)
}

/** From first to last end; of a closed link those that its own closed valve does not shut off, of one that is not in use none. */
function endsOf(network: NetworkFile, { kind, position }: Element): number[] {
  if (kind === 'node') return [position]
  const ends = [network.from[position] ?? 0, network.to[position] ?? 0]
  if (network.passage?.[position] !== PASSAGE.closed) return ends
  const shut = shutEnds(network, position)
  return shut.length === 0 ? [] : ends.filter((end) => !shut.includes(end))
}

/** Nodes at which a closed valve sits on a link. */
function shutEnds({ valveLink, valveNode, valveState }: NetworkFile, link: number): number[] {
  return Array.from(valveLink.keys())
    .filter((valve) => valveLink[valve] === link && valveState?.[valve] === VALVE_STATE.closed)
    .map((valve) => valveNode[valve] ?? -1)
}

/** With the pipes that end at a closed valve: what is at their open end is in them too. */
function withStubs(network: NetworkFile, { nodes, links }: Members): Members {
  if (!network.valveState?.includes(VALVE_STATE.closed)) return { nodes, links }
  const isFound = new Set(nodes)
  const stubs = Array.from(network.valveLink).filter(
    (link, valve) =>
      network.valveState?.[valve] === VALVE_STATE.closed &&
      endsOf(network, { kind: 'link', position: link }).some((end) => isFound.has(end)),
  )
  return { nodes, links: Int32Array.from(new Set([...links, ...stubs])).sort() }
}

function withElement(
  { nodes, links }: Members,
  { kind, position }: Element,
  place: 'first' | 'last' = 'last',
): Members {
  const add = (members: Int32Array) => {
    if (members.includes(position)) return members
    return Int32Array.from(place === 'first' ? [position, ...members] : [...members, position])
  }
  return kind === 'link' ? { nodes, links: add(links) } : { nodes: add(nodes), links }
}

function without(all: Members, some: Members): Members {
  const [nodes, links] = [new Set(some.nodes), new Set(some.links)]
  return { nodes: all.nodes.filter((node) => !nodes.has(node)), links: all.links.filter((link) => !links.has(link)) }
}

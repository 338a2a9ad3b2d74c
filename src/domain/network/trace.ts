import { incidenceOf, PASSAGE, type Topology } from './topology.ts'
import { pop, push, type Way } from './way-heap.ts'

/** Which way a link flows: 1 = from → to, -1 = back, 0 = not known or still. */
export type Directions = Int8Array

/** Nodes and links that a question finds, ascending: a selection that any other tool takes. */
export interface Trace {
  readonly nodes: Int32Array
  readonly links: Int32Array
  /** links at what was found whose direction is not known: beyond them nothing was looked for */
  readonly undirected: Int32Array
}

/** A way through a network, in its order. */
export interface Route {
  readonly nodes: Int32Array
  readonly links: Int32Array
  /** by the lengths that were given */
  readonly length: number
}

/** Below this share of the largest flow water counts as still [-]. */
const STILL_SHARE = 1e-6

/** Directions of signed flows, positive from → to. What hardly moves has none. */
export function directionsOf(flow: ArrayLike<number>): Directions {
  let most = 0
  for (let link = 0; link < flow.length; link++) most = Math.max(most, Math.abs(flow[link] ?? 0))
  const directions = new Int8Array(flow.length)
  for (let link = 0; link < flow.length; link++) {
    const each = flow[link] ?? 0
    if (Math.abs(each) > STILL_SHARE * most) directions[link] = Math.sign(each)
  }
  return directions
}

/** Where what is at the starts flows to. */
export function traceDownstream(network: Topology, directions: Directions, starts: readonly number[]): Trace {
  return follow(network, directions, starts, 1)
}

/** Where what arrives at the starts comes from. */
export function traceUpstream(network: Topology, directions: Directions, starts: readonly number[]): Trace {
  return follow(network, directions, starts, -1)
}

/**
 * What may lie up- or downstream of the starts: links whose direction is not known are passed both ways, those whose
 * direction is known only along it, and closed ones never.
 */
export function tracePossible(
  network: Topology,
  directions: Directions,
  starts: readonly number[],
  sense: 'downstream' | 'upstream',
): Trace {
  const along = sense === 'downstream' ? 1 : -1
  return spread(network, starts, (link, node) => {
    if (network.passage?.[link] === PASSAGE.closed) return 'stop'
    return directions[link] === 0 || endOf(network, directions, link, node, along) !== null ? 'pass' : 'stop'
  })
}

/** What hangs together with the starts, whichever way it flows; closed links part it. */
export function traceConnected(network: Topology, starts: readonly number[]): Trace {
  const isOpen = (link: number) => network.passage?.[link] !== PASSAGE.closed
  return spread(network, starts, (link) => (isOpen(link) ? 'pass' : 'stop'))
}

/**
 * The shortest way between two nodes; closed links are not passed, direction does not count.
 *
 * @param lengths  of the links [m], ≥ 0
 * @param without  a link that may not be used; null = any
 * @returns  null = there is none
 */
export function findRoute(
  network: Topology,
  start: number,
  end: number,
  lengths: ArrayLike<number>,
  without: number | null = null,
): Route | null {
  const { from, to, passage } = network
  const isUsable = (link: number) => link !== without && passage?.[link] !== PASSAGE.closed
  const arrivedBy = new Int32Array(network.nodeId.length).fill(-1)
  const way = shortestWays(
    network,
    [start],
    (link, node) => {
      if (!isUsable(link)) return null
      const next = from[link] === node ? (to[link] ?? 0) : (from[link] ?? 0)
      return { next, length: lengths[link] ?? 0 }
    },
    arrivedBy,
  )
  if (!Number.isFinite(way[end] ?? Number.POSITIVE_INFINITY)) return null
  const [nodes, links] = [[end], [] as number[]]
  for (let node = end; node !== start; ) {
    const link = arrivedBy[node] ?? -1
    node = from[link] === node ? (to[link] ?? 0) : (from[link] ?? 0)
    links.push(link)
    nodes.push(node)
  }
  return { nodes: Int32Array.from(nodes.reverse()), links: Int32Array.from(links.reverse()), length: way[end] ?? 0 }
}

/**
 * Ways along the network from some nodes to every other, whichever way it flows; closed links are not passed.
 *
 * @param lengths  of the links [m], ≥ 0
 * @param most  no way is longer [m]
 * @param incidence  of the network, when it is asked again and again
 * @returns  node → [m]; a node that is not in it is out of reach
 */
export function waysFrom(
  network: Topology,
  starts: readonly number[],
  lengths: ArrayLike<number>,
  most = Number.POSITIVE_INFINITY,
  incidence = incidenceOf(network),
): ReadonlyMap<number, number> {
  const { from, to, passage } = network
  const ways = new Map<number, number>()
  const waiting: Way[] = []
  for (const node of starts) push(waiting, [0, node])
  for (let next = pop(waiting); next; next = pop(waiting)) {
    const [way, node] = next
    if (ways.has(node)) continue
    ways.set(node, way)
    for (let i = incidence.start[node] ?? 0; i < (incidence.start[node + 1] ?? 0); i++) {
      const link = incidence.links[i] ?? 0
      const total = way + (lengths[link] ?? 0)
      const other = from[link] === node ? (to[link] ?? 0) : (from[link] ?? 0)
      if (passage?.[link] !== PASSAGE.closed && total <= most && !ways.has(other)) push(waiting, [total, other])
    }
  }
  return ways
}

/** The shortest loop that a link is part of; null = it is in none, and closing it parts the network. */
export function findLoop(network: Topology, link: number, lengths: ArrayLike<number>): Route | null {
  const [start, end] = [network.from[link] ?? 0, network.to[link] ?? 0]
  const back = findRoute(network, end, start, lengths, link)
  if (!back) return null
  return {
    nodes: Int32Array.from([start, ...back.nodes]),
    links: Int32Array.from([link, ...back.links]),
    length: back.length + (lengths[link] ?? 0),
  }
}

/**
 * When what starts at some nodes arrives at every other by the fastest way, or how long what arrives there was on its way.
 *
 * @param seconds  that water needs through each link
 * @param incidence  of the network, when it is asked again and again
 * @returns  [s] by node; infinite = it does not come there
 */
export function travelTimes(
  network: Topology,
  directions: Directions,
  seconds: ArrayLike<number>,
  starts: readonly number[],
  sense: 'downstream' | 'upstream',
  incidence = incidenceOf(network),
): Float64Array {
  const along = sense === 'downstream' ? 1 : -1
  const step = (link: number, node: number) => {
    const next = endOf(network, directions, link, node, along)
    return next === null ? null : { next, length: seconds[link] ?? 0 }
  }
  return shortestWays(network, starts, step, undefined, incidence)
}

function follow(network: Topology, directions: Directions, starts: readonly number[], along: 1 | -1): Trace {
  return spread(network, starts, (link, node) => {
    if (directions[link] === 0) return 'unknown'
    return endOf(network, directions, link, node, along) === null ? 'stop' : 'pass'
  })
}

/** Where a link leads from a node; null = it flows the other way, or not at all. */
function endOf({ from, to }: Topology, directions: Directions, link: number, node: number, along: 1 | -1) {
  const direction = (directions[link] ?? 0) * along
  if (direction === 0) return null
  const [start, end] = direction > 0 ? [from[link], to[link]] : [to[link], from[link]]
  return start === node ? (end ?? 0) : null
}

function spread(
  network: Topology,
  starts: readonly number[],
  verdict: (link: number, node: number) => 'pass' | 'stop' | 'unknown',
): Trace {
  const { from, to, nodeId } = network
  const { start, links } = incidenceOf(network)
  const isFound = new Uint8Array(nodeId.length)
  const found = new Set<number>()
  const undirected = new Set<number>()
  const queue = [...starts]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (isFound[node]) continue
    isFound[node] = 1
    for (let i = start[node] ?? 0; i < (start[node + 1] ?? 0); i++) {
      const link = links[i] ?? 0
      const said = verdict(link, node)
      if (said === 'unknown') undirected.add(link)
      if (said !== 'pass') continue
      found.add(link)
      queue.push(from[link] === node ? (to[link] ?? 0) : (from[link] ?? 0))
    }
  }
  return {
    nodes: Int32Array.from(nodeId.length === 0 ? [] : [...isFound.keys()].filter((node) => isFound[node])),
    links: Int32Array.from(found).sort(),
    undirected: Int32Array.from(undirected).sort(),
  }
}

/** Dijkstra's ways from some nodes. `arrivedBy` is told the link over which each node is reached. */
function shortestWays(
  network: Topology,
  starts: readonly number[],
  step: (link: number, node: number) => { readonly next: number; readonly length: number } | null,
  arrivedBy?: Int32Array,
  { start, links } = incidenceOf(network),
): Float64Array {
  const ways = new Float64Array(network.nodeId.length).fill(Number.POSITIVE_INFINITY)
  const waiting: Way[] = []
  for (const node of starts) {
    ways[node] = 0
    push(waiting, [0, node])
  }
  for (let next = pop(waiting); next; next = pop(waiting)) {
    const [way, node] = next
    if (way > (ways[node] ?? 0)) continue
    for (let i = start[node] ?? 0; i < (start[node + 1] ?? 0); i++) {
      const link = links[i] ?? 0
      const taken = step(link, node)
      if (!taken) continue
      const total = way + taken.length
      if (!(total < (ways[taken.next] ?? 0))) continue
      ways[taken.next] = total
      if (arrivedBy) arrivedBy[taken.next] = link
      push(waiting, [total, taken.next])
    }
  }
  return ways
}

import { OPERABLE, type Topology } from './topology.ts'

const NO_BLOCK = 0
const BLOCKS_FROM = 1
const BLOCKS_TO = 2

/**
 * What valves part a network into. An element is a node (number n) or a link (number `nodeCount` + l); two elements are
 * of one segment when water gets from one to the other past no working valve.
 */
export interface Segments {
  readonly nodeCount: number
  readonly count: number
  /** elements of the largest */
  readonly largest: number
  /** segment of each element, length nodes + links */
  readonly of: Int32Array
  /** elements of each segment */
  readonly size: Int32Array
  /** 1 where a segment holds a source */
  readonly hasSource: Uint8Array
  /** 1 where a segment has a way to a source while every valve is open */
  readonly isSupplied: Uint8Array
  /** working valves between two segments, by segment in compressed rows: `valves[start[s]] … valves[start[s + 1] − 1]` */
  readonly start: Int32Array
  readonly valves: Int32Array
}

/**
 * Parts a network into valve segments.
 *
 * The network is taken as a graph whose vertices are nodes *and* links; a link hangs on its end node unless a working
 * valve sits there. The connected components are the segments: near O(elements) by union-find. A valve known not to
 * work joins what it should part; one of unknown state is taken to work.
 *
 * @throws  RangeError when a link or valve names something that is not there, or a valve sits on no end of its link
 * @source  Walski 1993; Jun & Loganathan 2007 (workers/isolation/README.md)
 */
export function buildSegments(topology: Topology): Segments {
  checkNumbers(topology)
  const nodeCount = topology.nodeId.length
  const elementCount = nodeCount + topology.from.length
  const parent = Int32Array.from({ length: elementCount }, (_, element) => element)
  const blocked = blockedEnds(topology)
  for (let link = 0; link < topology.from.length; link++) {
    const block = blocked[link] ?? NO_BLOCK
    if (!(block & BLOCKS_FROM)) unite(parent, nodeCount + link, topology.from[link] ?? 0)
    if (!(block & BLOCKS_TO)) unite(parent, nodeCount + link, topology.to[link] ?? 0)
  }
  const { of, size } = numberRoots(parent)
  const hasSource = new Uint8Array(size.length)
  for (let node = 0; node < nodeCount; node++) if (topology.isSource[node]) hasSource[of[node] ?? 0] = 1
  const parted = { nodeCount, of, size, hasSource, ...valvesBySegment(topology, of, nodeCount, size.length) }
  return {
    ...parted,
    count: size.length,
    largest: size.reduce((largest, each) => Math.max(largest, each), 0),
    isSupplied: spreadSupply(topology, parted, []),
  }
}

/**
 * Which segments have a way to a source through open valves.
 *
 * @param shut  segments that are valved off, and no way through them
 * @returns  1 = supplied, one a segment
 */
export function spreadSupply(
  topology: Topology,
  segments: Pick<Segments, 'nodeCount' | 'of' | 'hasSource' | 'start' | 'valves'>,
  shut: readonly number[],
): Uint8Array {
  const { hasSource, start, valves } = segments
  const isSupplied = new Uint8Array(hasSource.length)
  const queue = new Int32Array(hasSource.length)
  let length = 0
  const reach = (segment: number) => {
    if (isSupplied[segment] || shut.includes(segment)) return
    isSupplied[segment] = 1
    queue[length++] = segment
  }
  hasSource.forEach((has, segment) => {
    if (has) reach(segment)
  })
  for (let head = 0; head < length; head++) {
    const segment = queue[head] ?? 0
    for (let i = start[segment] ?? 0; i < (start[segment + 1] ?? 0); i++) {
      reach(otherSide(topology, segments, valves[i] ?? 0, segment))
    }
  }
  return isSupplied
}

/** The segment beyond a valve, seen from one of its two. */
export function otherSide(
  { valveLink, valveNode }: Topology,
  { nodeCount, of }: Pick<Segments, 'nodeCount' | 'of'>,
  valve: number,
  segment: number,
): number {
  const atNode = of[valveNode[valve] ?? 0] ?? 0
  return atNode === segment ? (of[nodeCount + (valveLink[valve] ?? 0)] ?? 0) : atNode
}

/** A wrong number would join strangers without a sign of it, so it stops the work instead. */
function checkNumbers({ nodeId, linkId, from, to, valveLink, valveNode }: Topology): void {
  const isNode = (node: number | undefined) => node !== undefined && node >= 0 && node < nodeId.length
  for (let link = 0; link < linkId.length; link++) {
    if (isNode(from[link]) && isNode(to[link])) continue
    throw new RangeError(
      `buildSegments: link ${linkId.at(link)} joins ${from[link]} and ${to[link]}, expected 0…${nodeId.length - 1}`,
    )
  }
  for (let valve = 0; valve < valveLink.length; valve++) {
    const [link, node] = [valveLink[valve] ?? -1, valveNode[valve]]
    if (isNode(node) && (from[link] === node || to[link] === node)) continue
    throw new RangeError(
      `buildSegments: valve ${valve} sits on link ${link} at node ${node}, expected an end of the link`,
    )
  }
}

/** Which ends of each link a working valve closes; on a link from a node to itself it closes both. */
function blockedEnds({ from, to, valveLink, valveNode, operable }: Topology): Uint8Array {
  const blocked = new Uint8Array(from.length)
  for (let valve = 0; valve < valveLink.length; valve++) {
    if (operable[valve] === OPERABLE.no) continue
    const link = valveLink[valve] ?? 0
    if (from[link] === valveNode[valve]) blocked[link] = (blocked[link] ?? 0) | BLOCKS_FROM
    if (to[link] === valveNode[valve]) blocked[link] = (blocked[link] ?? 0) | BLOCKS_TO
  }
  return blocked
}

function unite(parent: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [findRoot(parent, a), findRoot(parent, b)]
  // the lower number wins, so that the numbering does not depend on the order of the unions
  if (rootA < rootB) parent[rootB] = rootA
  else parent[rootA] = rootB
}

/** Halves the path on the way, which keeps the trees flat enough without ranks. */
function findRoot(parent: Int32Array, element: number): number {
  let at = element
  for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
    const above = parent[up] ?? up
    parent[at] = above
    at = above
  }
  return at
}

function numberRoots(parent: Int32Array): { of: Int32Array; size: Int32Array } {
  const of = new Int32Array(parent.length)
  const size = new Int32Array(parent.length)
  let count = 0
  for (let element = 0; element < parent.length; element++) {
    const root = findRoot(parent, element)
    // a root is the lowest element of its segment, so it is numbered before the others ask for its number
    const segment = root === element ? count++ : (of[root] ?? 0)
    of[element] = segment
    size[segment] = (size[segment] ?? 0) + 1
  }
  return { of, size: size.slice(0, count) }
}

function valvesBySegment(topology: Topology, of: Int32Array, nodeCount: number, count: number) {
  const { valveLink, valveNode, operable } = topology
  const between = (valve: number): readonly number[] => {
    const [a, b] = [of[valveNode[valve] ?? 0] ?? 0, of[nodeCount + (valveLink[valve] ?? 0)] ?? 0]
    // one that is known not to work may stand beside one that does
    return a === b || operable[valve] === OPERABLE.no ? [] : [a, b]
  }
  const start = new Int32Array(count + 1)
  for (let valve = 0; valve < valveLink.length; valve++) {
    for (const segment of between(valve)) start[segment + 1] = (start[segment + 1] ?? 0) + 1
  }
  for (let segment = 0; segment < count; segment++)
    start[segment + 1] = (start[segment + 1] ?? 0) + (start[segment] ?? 0)
  const valves = new Int32Array(start[count] ?? 0)
  const next = start.slice()
  for (let valve = 0; valve < valveLink.length; valve++) {
    for (const segment of between(valve)) {
      const at = next[segment] ?? 0
      valves[at] = valve
      next[segment] = at + 1
    }
  }
  return { start, valves }
}

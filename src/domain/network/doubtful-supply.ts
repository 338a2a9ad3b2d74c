import { type Isolation, SUPPLY } from './isolation.ts'
import type { Segments } from './segments.ts'
import { type Incidence, incidenceOf, PASSAGE, type Topology } from './topology.ts'

/**
 * Nodes that keep a way to a source after the closure, but only through a closed pipe, or backwards through a pump,
 * check valve or pressure valve; before the closure they had a better one. They may well run dry.
 *
 * Segments and cut-off go by topology alone, as every tool compares them; this tells where that is too kind.
 *
 * @returns  node numbers, ascending
 */
export function doubtfulSupply(topology: Topology, segments: Segments, isolation: Isolation): number[] {
  if (!topology.passage?.some((passage) => passage !== PASSAGE.both)) return []
  const incidence = incidenceOf(topology)
  const before = reach(topology, incidence, () => true)
  const after = reach(topology, incidence, (element) => segments.of[element] !== isolation.segment)
  const nodes: number[] = []
  for (let node = 0; node < segments.nodeCount; node++) {
    const isKept = isolation.supply[segments.of[node] ?? 0] === SUPPLY.kept
    if (isKept && before[node] && !after[node]) nodes.push(node)
  }
  return nodes
}

/** Nodes that sources reach through open elements, each link only the way it lets water through. */
function reach(topology: Topology, { start, links }: Incidence, isOpen: (element: number) => boolean): Uint8Array {
  const { from, to, isSource, passage } = topology
  const nodeCount = topology.nodeId.length
  const isReached = new Uint8Array(nodeCount)
  const queue: number[] = []
  const visit = (node: number) => {
    if (isReached[node] || !isOpen(node)) return
    isReached[node] = 1
    queue.push(node)
  }
  for (let node = 0; node < nodeCount; node++) if (isSource[node]) visit(node)
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] ?? 0
    for (let i = start[node] ?? 0; i < (start[node + 1] ?? 0); i++) {
      const link = links[i] ?? 0
      if (!isOpen(nodeCount + link)) continue
      const isForward = from[link] === node
      const lets = passage?.[link] ?? PASSAGE.both
      if (lets === PASSAGE.both || (lets === PASSAGE.forward && isForward)) {
        visit((isForward ? to[link] : from[link]) ?? 0)
      }
    }
  }
  return isReached
}

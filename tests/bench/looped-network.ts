import { OPERABLE, type Topology } from '../../src/domain/network/topology.ts'

/** Shares as in city networks: about six loops a hundred pipes, and valves on most branches. */
const LOOP_SHARE = 0.06
const VALVE_SHARE = 0.36
const SOURCES = 12
/** A new pipe hangs on one of the last so many nodes: long branches, not a star. */
const REACH = 60

/**
 * A made network like a city's: a tree that grows street by street, closed to loops here and there, with valves at
 * about every third pipe end and a few sources. (A uniform grid is not like a network: leak-spread solvers choke on it.)
 */
export function looped(pipes: number, seed: number): Topology {
  const random = mulberry32(seed)
  const from = new Int32Array(pipes)
  const to = new Int32Array(pipes)
  let nodes = 1
  for (let pipe = 0; pipe < pipes; pipe++) {
    const near = () => Math.max(0, nodes - 1 - Math.floor(random() * REACH))
    const isLoop = nodes > REACH && random() < LOOP_SHARE
    from[pipe] = near()
    to[pipe] = isLoop ? near() : nodes++
  }
  const valveLink: number[] = []
  const valveNode: number[] = []
  for (let pipe = 0; pipe < pipes; pipe++) {
    for (const end of [from[pipe] ?? 0, to[pipe] ?? 0]) {
      if (random() >= VALVE_SHARE) continue
      valveLink.push(pipe)
      valveNode.push(end)
    }
  }
  const isSource = new Uint8Array(nodes)
  for (let source = 0; source < SOURCES; source++) isSource[Math.floor((source / SOURCES) * nodes)] = 1
  return {
    nodeId: Array.from({ length: nodes }, (_, node) => `N${node}`),
    linkId: Array.from({ length: pipes }, (_, pipe) => `P${pipe}`),
    isSource,
    from,
    to,
    valveLink: Int32Array.from(valveLink),
    valveNode: Int32Array.from(valveNode),
    operable: Uint8Array.from(valveLink, () => (random() < 0.05 ? OPERABLE.no : OPERABLE.yes)),
  }
}

/** Small seeded generator of evenly spread numbers in 0…1 (public domain, Tommy Ettinger). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

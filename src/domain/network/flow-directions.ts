import { linksInLoops } from './loops.ts'
import { LINK_FLOW, type NetworkFile } from './network-file.ts'
import { type Incidence, incidenceOf } from './topology.ts'
import type { Directions } from './trace.ts'

/** What directions are taken from: how gravity lines were surveyed, where supply comes in, or nothing at all. */
export type DirectionBasis = 'gravity' | 'supply' | 'none'

/** What is known of a network's directions by its data alone, without hydraulics. */
export interface KnownDirections {
  readonly directions: Directions
  readonly basis: DirectionBasis
}

/** Flow line and return line lie side by side, and no survey says which is which. */
const TWO_WAYS = new Set(['heat'])
const GRAVITY = new Set(['storm', 'sewer'])

/**
 * Directions that the data prove. Gravity networks: as surveyed. Networks fed at sources: a link that is in no loop, with
 * sources on one side of it only, carries away from them; in loops, between sources and in heat networks, whose return line
 * runs against its flow line, nothing is known.
 */
export function knownDirections(network: NetworkFile): KnownDirections {
  const { flow, discipline } = network
  if (GRAVITY.has(discipline)) {
    const signs = { [LINK_FLOW.unknown]: 0, [LINK_FLOW.forward]: 1, [LINK_FLOW.back]: -1 }
    return { directions: Int8Array.from(flow, (code) => signs[code as 0 | 1 | 2] ?? 0), basis: 'gravity' }
  }
  const isFed = network.isSource.includes(1)
  if (!isFed || TWO_WAYS.has(discipline)) return { directions: new Int8Array(flow.length), basis: 'none' }
  return { directions: directionsFromSources(network), basis: 'supply' }
}

/** 1 and -1 away from the sources on bridges of the network that have sources on one side only; 0 elsewhere. */
function directionsFromSources(network: NetworkFile): Int8Array {
  const { from, to, isSource } = network
  const incidence = incidenceOf(network)
  const isInLoop = linksInLoops(network)
  const { order, cameBy } = reachedFromSources(network, incidence)
  // sources at a node and beyond it, seen from where the search began
  const beyond = Int32Array.from(isSource)
  const directions = new Int8Array(from.length)
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i] ?? 0
    const link = cameBy[node] ?? -1
    if (link < 0) continue
    const towards = from[link] === node
    const before = towards ? (to[link] ?? 0) : (from[link] ?? 0)
    if (isInLoop[link] === 0 && beyond[node] === 0) directions[link] = towards ? -1 : 1
    beyond[before] = (beyond[before] ?? 0) + (beyond[node] ?? 0)
  }
  return directions
}

/** A search tree from each source that no earlier one reaches: a bridge is always in it. */
function reachedFromSources(network: NetworkFile, { start, links }: Incidence) {
  const { from, to, isSource } = network
  const isReached = new Uint8Array(isSource.length)
  const cameBy = new Int32Array(isSource.length).fill(-1)
  const order: number[] = []
  for (const [source, is] of isSource.entries()) {
    if (is !== 1 || isReached[source]) continue
    isReached[source] = 1
    order.push(source)
    for (let next = order.length - 1; next < order.length; next++) {
      const node = order[next] ?? 0
      for (let i = start[node] ?? 0; i < (start[node + 1] ?? 0); i++) {
        const link = links[i] ?? 0
        const other = from[link] === node ? (to[link] ?? 0) : (from[link] ?? 0)
        if (isReached[other]) continue
        isReached[other] = 1
        cameBy[other] = link
        order.push(other)
      }
    }
  }
  return { order, cameBy }
}

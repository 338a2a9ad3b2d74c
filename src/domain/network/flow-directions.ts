import { linksInLoops } from './loops.ts'
import { LINK_FLOW, type NetworkFile } from './network-file.ts'
import { type Incidence, incidenceOf, PASSAGE, type Topology } from './topology.ts'
import type { Directions } from './trace.ts'

/**
 * What directions are taken from: how gravity lines were surveyed, where supply comes in, the sides of a heat network (supply lines
 * lead from the sources, return lines to them), or nothing at all.
 */
export type DirectionBasis = 'gravity' | 'supply' | 'sides' | 'none'

/** What is known of a network's directions by its data alone, without hydraulics. */
export interface KnownDirections {
  readonly directions: Directions
  readonly basis: DirectionBasis
}

/** Of a heat link: 1 leads from the sources, -1 back to them, 0 not told. */
export type HeatSides = Int8Array

const GRAVITY = new Set(['storm', 'sewer'])

/**
 * Directions that the data prove. Gravity networks: as surveyed. Networks fed at sources: a link that is in no loop, with
 * sources on one side of it only, carries away from them; in loops and between sources nothing is known. Heat networks the same,
 * supply lines and return lines each by themselves, return lines the other way; of a line whose side nobody told nothing is known.
 * Closed links carry nothing, and part a loop.
 *
 * @param sides  of a heat network; null = nobody told
 */
export function knownDirections(
  network: NetworkFile & Pick<Topology, 'passage'>,
  sides: HeatSides | null = null,
): KnownDirections {
  const { flow, discipline } = network
  if (GRAVITY.has(discipline)) {
    const signs = { [LINK_FLOW.unknown]: 0, [LINK_FLOW.forward]: 1, [LINK_FLOW.back]: -1 }
    return { directions: Int8Array.from(flow, (code) => signs[code as 0 | 1 | 2] ?? 0), basis: 'gravity' }
  }
  const isHeat = discipline === 'heat'
  const nothing = { directions: new Int8Array(flow.length), basis: 'none' } as const
  if (!network.isSource.includes(1) || (isHeat && !sides?.some((side) => side !== 0))) return nothing
  const isOpen = (link: number) => network.passage?.[link] !== PASSAGE.closed
  if (!isHeat) return { directions: directionsFromSources(network, isOpen), basis: 'supply' }
  const away = directionsFromSources(network, (link) => isOpen(link) && sides?.[link] === 1)
  const back = directionsFromSources(network, (link) => isOpen(link) && sides?.[link] === -1)
  return { directions: away.map((direction, link) => direction || -(back[link] ?? 0)), basis: 'sides' }
}

/** 1 and -1 away from the sources on bridges, of the links that count, with sources on one side only; 0 elsewhere. */
function directionsFromSources(network: NetworkFile, counts: (link: number) => boolean): Int8Array {
  const links = Array.from(network.from.keys()).filter(counts)
  const own = (ends: Int32Array) => Int32Array.from(links, (link) => ends[link] ?? 0)
  const part = { ...network, from: own(network.from), to: own(network.to) }
  const directions = new Int8Array(network.from.length)
  awayFromSources(part).forEach((direction, at) => {
    directions[links[at] ?? 0] = direction
  })
  return directions
}

function awayFromSources(network: Topology): Int8Array {
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
function reachedFromSources(network: Topology, { start, links }: Incidence) {
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

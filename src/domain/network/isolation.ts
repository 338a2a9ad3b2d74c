import { pickTexts } from '../formats/packed-texts.ts'
import { otherSide, type Segments, spreadSupply } from './segments.ts'
import { OPERABLE, type Topology } from './topology.ts'

/** How a segment is supplied once the leak is shut in: the codes of `Isolation.supply`. */
export const SUPPLY = {
  kept: 0,
  /** the leak's segment, or one whose every way to a source goes through it */
  cutOff: 1,
  /** no way to a source even before: the data are incomplete there */
  never: 2,
} as const

/** The answer for one leak, in valve and segment numbers. */
export interface Isolation {
  /** the leak's segment */
  readonly segment: number
  /** does the segment hold a source: then valves alone do not stop the leak, the source itself must be shut */
  readonly holdsSource: boolean
  /** does the segment, with all valves open, have a way to any source */
  readonly wasSupplied: boolean
  /** valves to close, ascending */
  readonly close: readonly number[]
  /** at the edge, but nothing beyond has another source: no water comes from there */
  readonly deadEnd: readonly number[]
  /** both sides lie in the segment: water gets around it */
  readonly inside: readonly number[]
  /** known not to work; both sides lie in the segment, because of it or anyway */
  readonly inoperable: readonly number[]
  /** codes of SUPPLY, one a segment */
  readonly supply: Uint8Array
}

/**
 * Which valves shut in a leak, and what is then without supply.
 *
 * The valves at the edge of the leak's segment part it from its neighbours. A neighbour that has no source of its own
 * once the segment is shut feeds nothing back, so the valve towards it need not be closed. Where the data know no source
 * at all nothing can be proved redundant, and every valve at the edge is to be closed.
 *
 * @param element  node number, or node count + link number
 * @source  segment graph: Jun & Loganathan 2007; unintended isolation: Giustolisi & Savic 2010
 */
export function isolate(topology: Topology, segments: Segments, element: number): Isolation {
  const segment = segments.of[element]
  if (segment === undefined) {
    throw new RangeError(`isolate: element is ${element}, expected 0…${segments.of.length - 1}`)
  }
  const isSupplied = spreadSupply(topology, segments, segment)
  const wasSupplied = segments.isSupplied[segment] === 1
  const edge = segments.valves.subarray(segments.start[segment], segments.start[segment + 1])
  const mustClose = (valve: number) => !wasSupplied || isSupplied[otherSide(topology, segments, valve, segment)] === 1
  const within = valvesWithin(topology, segments, segment)
  return {
    segment,
    holdsSource: segments.hasSource[segment] === 1,
    wasSupplied,
    close: [...edge].filter(mustClose),
    deadEnd: [...edge].filter((valve) => !mustClose(valve)),
    inside: within.filter((valve) => topology.operable[valve] !== OPERABLE.no),
    inoperable: within.filter((valve) => topology.operable[valve] === OPERABLE.no),
    supply: segments.isSupplied.map((was, each) => {
      if (isSupplied[each]) return SUPPLY.kept
      return was || each === segment ? SUPPLY.cutOff : SUPPLY.never
    }),
  }
}

/** Sources in the leak's segment, by id: they feed it whatever valve is closed, until they are shut themselves. */
export function sourcesToShut({ nodeId, isSource }: Topology, { of }: Segments, { segment }: Isolation): string[] {
  return pickTexts(nodeId, (node) => isSource[node] === 1 && of[node] === segment)
}

function valvesWithin({ valveLink, valveNode }: Topology, { of, nodeCount }: Segments, segment: number): number[] {
  const within: number[] = []
  for (let valve = 0; valve < valveLink.length; valve++) {
    const atNode = of[valveNode[valve] ?? 0]
    if (atNode === segment && of[nodeCount + (valveLink[valve] ?? 0)] === segment) within.push(valve)
  }
  return within
}

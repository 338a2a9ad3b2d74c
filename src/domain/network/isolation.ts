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

/** Segments that are shut in together, in valve and segment numbers. */
export interface ShutIn {
  readonly shut: readonly number[]
  /** do they, with all valves open, have a way to any source */
  readonly wasSupplied: boolean
  /** valves to close, ascending */
  readonly close: readonly number[]
  /** at the edge, but nothing beyond has another source: no water comes from there */
  readonly deadEnd: readonly number[]
  /** codes of SUPPLY, one a segment */
  readonly supply: Uint8Array
}

/** The answer for one leak. */
export interface Isolation extends ShutIn {
  /** the leak's segment */
  readonly segment: number
  /** does the segment hold a source: then valves alone do not stop the leak, the source itself must be shut */
  readonly holdsSource: boolean
  /** both sides lie in the segment: water gets around it */
  readonly inside: readonly number[]
  /** known not to work; both sides lie in the segment, because of it or anyway */
  readonly inoperable: readonly number[]
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
  const within = valvesWithin(topology, segments, segment)
  return {
    segment,
    ...shutIn(topology, segments, [segment]),
    holdsSource: segments.hasSource[segment] === 1,
    inside: within.filter((valve) => topology.operable[valve] !== OPERABLE.no),
    inoperable: within.filter((valve) => topology.operable[valve] === OPERABLE.no),
  }
}

/**
 * What is shut in instead when one of the valves to close does not: with the leak's segment the one beyond it, unless a second valve at
 * the same end of the same link parts them still. The same as parting the network anew with that valve known not to work.
 *
 * @param failing  one of `close`
 */
export function isolateWithout(
  topology: Topology,
  segments: Segments,
  { segment }: Isolation,
  failing: number,
): ShutIn {
  const { valveLink, valveNode } = topology
  const isParted = [...edgeOf(segments, segment)].some(
    (valve) => valve !== failing && valveLink[valve] === valveLink[failing] && valveNode[valve] === valveNode[failing],
  )
  const beyond = isParted ? [] : [otherSide(topology, segments, failing, segment)]
  const instead = shutIn(topology, segments, [segment, ...beyond])
  return { ...instead, close: instead.close.filter((valve) => valve !== failing) }
}

function shutIn(topology: Topology, segments: Segments, shut: readonly number[]): ShutIn {
  const isSupplied = spreadSupply(topology, segments, shut)
  const wasSupplied = shut.some((each) => segments.isSupplied[each] === 1)
  const [close, deadEnd]: [number[], number[]] = [[], []]
  for (const segment of shut) {
    for (const valve of edgeOf(segments, segment)) {
      const other = otherSide(topology, segments, valve, segment)
      if (shut.includes(other)) continue
      if (!wasSupplied || isSupplied[other] === 1) close.push(valve)
      else deadEnd.push(valve)
    }
  }
  return {
    ...{ shut, wasSupplied, close: close.sort((a, b) => a - b), deadEnd: deadEnd.sort((a, b) => a - b) },
    supply: segments.isSupplied.map((was, each) => {
      if (isSupplied[each]) return SUPPLY.kept
      return was || shut.includes(each) ? SUPPLY.cutOff : SUPPLY.never
    }),
  }
}

/** Working valves between a segment and others, ascending. */
function edgeOf({ start, valves }: Segments, segment: number): Int32Array {
  return valves.subarray(start[segment], start[segment + 1])
}

/** Sources in what is shut in, by id: they feed it whatever valve is closed, until they are shut themselves. */
export function sourcesToShut(
  { nodeId, isSource }: Topology,
  { of }: Segments,
  { shut }: Pick<ShutIn, 'shut'>,
): string[] {
  return pickTexts(nodeId, (node) => isSource[node] === 1 && shut.includes(of[node] as number))
}

function valvesWithin({ valveLink, valveNode }: Topology, { of, nodeCount }: Segments, segment: number): number[] {
  const within: number[] = []
  for (let valve = 0; valve < valveLink.length; valve++) {
    const atNode = of[valveNode[valve] ?? 0]
    if (atNode === segment && of[nodeCount + (valveLink[valve] ?? 0)] === segment) within.push(valve)
  }
  return within
}

import type { ClosureAlternative } from '../../../src/domain/leak/leak-outcome.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { countCutOff } from '../../../src/domain/network/customers-without.ts'
import {
  type Isolation,
  isolate,
  isolateWithout,
  type ShutIn,
  SUPPLY,
  sourcesToShut,
} from '../../../src/domain/network/isolation.ts'
import { isolationCaveats } from '../../../src/domain/network/isolation-caveats.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { buildSegments, type Segments } from '../../../src/domain/network/segments.ts'
import type { Topology } from '../../../src/domain/network/topology.ts'

type Customers = Pick<NetworkFile, 'customerId' | 'customerNode'>

/** A valve by its number in the topology. */
export interface NamedValve {
  readonly link: string
  readonly node: string
}

export interface LeakIsolation {
  readonly close: readonly NamedValve[]
  readonly inoperable: readonly NamedValve[]
  readonly deadEnd: readonly NamedValve[]
  /** sources in the leak's segment, which must be shut, too; empty = valves alone stop it */
  readonly sources: readonly string[]
  readonly cutOff: number
  /** of each, `cutOff` counts customers as `cutOff` does */
  readonly alternatives: readonly ClosureAlternative[]
  readonly caveats: readonly Localized[]
}

/** Beyond so many valves their failing one by one is not gone through: closing them is no plan. */
const MOST_ALTERNATIVES = 24

/**
 * Which valves shut in a leaking pipe, by `workers/isolation`'s way, and which instead when one of them does not close.
 *
 * @param link  number in the topology
 * @param customers  with the nodes that serve them, by number in the topology
 */
export function isolateLeak(topology: Topology, link: number, customers: Customers): LeakIsolation {
  const segments = buildSegments(topology)
  const found = isolate(topology, segments, topology.nodeId.length + link)
  const name = (valve: number) => valveNamed(topology, valve)
  return {
    close: found.close.map(name),
    inoperable: found.inoperable.map(name),
    deadEnd: found.deadEnd.map(name),
    sources: sourcesToShut(topology, segments, found),
    cutOff: cutOffBy(segments, found, customers),
    alternatives: alternativesOf(topology, segments, found, customers),
    caveats: isolationCaveats(topology, segments, found),
  }
}

/** What to close instead when one of the valves does not close, one by one. */
export function alternativesOf(
  topology: Topology,
  segments: Segments,
  found: Isolation,
  customers: Customers,
): ClosureAlternative[] {
  const failing = found.close.length <= MOST_ALTERNATIVES ? found.close : []
  return failing.map((valve) => {
    const instead = isolateWithout(topology, segments, found, valve)
    return {
      fails: valveNamed(topology, valve),
      close: instead.close.map((each) => valveNamed(topology, each)),
      sources: sourcesToShut(topology, segments, instead),
      cutOff: cutOffBy(segments, instead, customers),
    }
  })
}

function cutOffBy({ of }: Segments, { supply }: ShutIn, customers: Customers): number {
  return countCutOff(customers, (node) => supply[of[node] ?? 0] ?? SUPPLY.never)
}

function valveNamed({ linkId, nodeId, valveLink, valveNode }: Topology, valve: number): NamedValve {
  return { link: linkId.at(valveLink[valve] ?? 0) ?? '', node: nodeId.at(valveNode[valve] ?? 0) ?? '' }
}

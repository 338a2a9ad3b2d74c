import type { ClosureAlternative } from '../../../src/domain/leak/leak-outcome.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { countSupplied, supplyOfCustomers } from '../../../src/domain/network/customers-without.ts'
import { isolate, SUPPLY, sourcesToShut } from '../../../src/domain/network/isolation.ts'
import { isolationCaveats } from '../../../src/domain/network/isolation-caveats.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { buildSegments } from '../../../src/domain/network/segments.ts'
import { OPERABLE, type Topology } from '../../../src/domain/network/topology.ts'

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
export function isolateLeak(
  topology: Topology,
  link: number,
  customers: Pick<NetworkFile, 'customerId' | 'customerNode'>,
): LeakIsolation {
  const element = topology.nodeId.length + link
  const ask = (asked: Topology) => {
    const segments = buildSegments(asked)
    const found = isolate(asked, segments, element)
    const supplied = supplyOfCustomers(customers, (node) => found.supply[segments.of[node] ?? 0] ?? SUPPLY.never)
    const cutOff = countSupplied(supplied, SUPPLY.cutOff)
    return { segments, found, sources: sourcesToShut(asked, segments, found), cutOff }
  }
  const name = (valve: number): NamedValve => ({
    link: topology.linkId.at(topology.valveLink[valve] ?? 0) ?? '',
    node: topology.nodeId.at(topology.valveNode[valve] ?? 0) ?? '',
  })
  const { segments, found, sources, cutOff } = ask(topology)
  const failing = found.close.length <= MOST_ALTERNATIVES ? found.close : []
  const alternatives = failing.map((valve): ClosureAlternative => {
    const operable = topology.operable.slice()
    operable[valve] = OPERABLE.no
    const { found: instead, ...rest } = ask({ ...topology, operable })
    return { fails: name(valve), close: instead.close.map(name), sources: rest.sources, cutOff: rest.cutOff }
  })
  return {
    close: found.close.map(name),
    inoperable: found.inoperable.map(name),
    deadEnd: found.deadEnd.map(name),
    ...{ sources, cutOff, alternatives, caveats: isolationCaveats(topology, segments, found) },
  }
}

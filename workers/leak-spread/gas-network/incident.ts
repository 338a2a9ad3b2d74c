import { drivenDemands, type ServicePressure } from './demand.ts'
import type { FrictionLaw } from './friction.ts'
import { type LeakOutflow, type LeakSpec, leakOutflows, placeLeak } from './leak.ts'
import type { GasNetwork } from './network.ts'
import type { Outflow } from './outflows.ts'
import { type Emptying, emptyingParts, linePack, shut } from './shut-in.ts'
import { type SteadyState, solveSteady, steadySolver } from './solve.ts'

export interface IncidentQuestion {
  readonly friction: FrictionLaw
  readonly leak: LeakSpec
  /** null = customers take what they take, whatever their pressure */
  readonly service: ServicePressure | null
  /** links that are shut, and when [s]; null = none */
  readonly closing: { readonly links: readonly string[]; readonly time: number } | null
}

/** A leak in a gas network: before, while it leaks, after links were shut. */
export interface Incident {
  readonly before: SteadyState
  readonly during: Phase
  readonly after: Phase | null
  /** every part that empties, with the time at which it begins to [s] */
  readonly emptying: readonly (Emptying & { readonly begins: number })[]
  readonly mass: {
    /** until links are shut [kg]; null = none are */
    readonly beforeClosing: number | null
    /** once they are, to the end; null = none are, or the leak is fed on */
    readonly afterClosing: number | null
  }
}

/** A steady state with its leaks, and the parts that empty from its beginning. */
export interface Phase {
  readonly state: SteadyState
  readonly leaks: readonly LeakOutflow[]
  /** the soil lifts over the leak: its release is a free one */
  readonly liftsCover: boolean
  /** into the air and soil out of what sources still feed [kg/s] */
  readonly fed: number
  readonly emptying: readonly Emptying[]
}

/**
 * Follows a leak: the flow with it from its first moment, then, once links are shut, the emptying of what they shut in. Between,
 * the flow is steady: what the pipes themselves give while the pressure falls is not in it, nor is what customers go on
 * drawing from a part that is shut in.
 *
 * @throws Refusal
 */
export function followLeak(given: GasNetwork, { friction, leak, service, closing }: IncidentQuestion): Incident {
  const driven = service ? drivenDemands(given, service) : { network: given, outflows: [] }
  const before = solveSteady(driven.network, { friction, outflows: driven.outflows })
  const during = leaking(driven.network, driven.outflows, leak, friction, linePack(before), [])
  const first = during.emptying.map((part) => ({ ...part, begins: 0 }))
  const unknown = { beforeClosing: null, afterClosing: null }
  if (!closing) return { before, during, after: null, emptying: first, mass: unknown }
  const { time, links } = closing
  const spec = during.liftsCover ? { ...leak, soil: null } : leak
  const packed = new Map([...linePack(before), ...linePack(during.state)])
  const after = leaking(driven.network, driven.outflows, spec, friction, packed, links)
  const later = after.emptying.filter((part) => !isIn(part, first)).map((part) => ({ ...part, begins: time }))
  const early = first.reduce((sum, { blowDown }) => sum + blowDown.releasedAt(time), 0)
  const emptying = [...first, ...later]
  const inTheEnd = emptying.reduce((sum, { blowDown }) => sum + blowDown.released, 0)
  const afterClosing = after.fed > 0 ? null : inTheEnd - early
  return { before, during, after, emptying, mass: { beforeClosing: during.fed * time + early, afterClosing } }
}

function isIn({ leaks }: Emptying, others: readonly Emptying[]): boolean {
  return others.some((other) => leaks.some((leak) => other.leaks.includes(leak)))
}

/**
 * The flow with a leak. The soil holds while it is sought; should it lift by what is found, it is sought once more without.
 *
 * @param packed  density by pipe from before, for what empties
 * @param closed  ids of links that are shut
 * @throws Refusal
 */
export function leaking(
  network: GasNetwork,
  demands: readonly Outflow[],
  leak: LeakSpec,
  friction: FrictionLaw,
  packed: ReadonlyMap<string, number>,
  closed: readonly string[],
): Phase {
  const held = leak.soil ? { ...leak, soil: { ...leak.soil, cover: Infinity } } : leak
  const placed = placeLeak(network, held)
  const solve = steadySolver(shut(placed.network, closed), friction)
  const phase = (leaks: readonly LeakOutflow[], liftsCover: boolean): Phase => {
    const state = solve([...leaks, ...demands])
    const fed = leaks.reduce((sum, _, i) => sum + (state.outflow[i] || 0), 0)
    return { ...{ state, leaks, liftsCover, fed }, emptying: emptyingParts(state, leaks, packed) }
  }
  const first = phase(placed.outflows, false)
  if (!leak.soil) return first
  const lifts = leakOutflows(network, leak).some(({ id, node, release }) => {
    const fed = first.state.pressure[node] as number
    const part = first.emptying.find(({ leaks }) => leaks.includes(id))
    const found = release(Number.isNaN(fed) ? (part?.pressure ?? 0) : fed)
    return 'liftsCover' in found && found.liftsCover
  })
  return lifts ? phase(leakOutflows(network, { ...leak, soil: null }), true) : first
}

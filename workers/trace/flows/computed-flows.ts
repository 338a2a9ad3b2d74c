import type { Hydraulics as HydraulicModel } from '../../../src/domain/leak/hydraulics-file.ts'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Directions } from '../../../src/domain/network/trace.ts'

/** What a network is solved from, beside its own file. */
export interface Hydraulics {
  readonly plan: LeakPlan
  /** link by link of the network */
  readonly pipes: PipeFile
  /** its own model, as a source of the survey tells it; null = there is none */
  readonly model: HydraulicModel | null
}

/** Which way a network flows by its hydraulics. */
export interface ComputedFlows {
  /** 0 = not in the model, still, or not the same in all states */
  readonly directions: Directions
  /** 1 forward, 2 back: where the network's own model speaks against such a direction: it flows the other way at times, or is shut */
  readonly against: Uint8Array
  /** what it was solved from */
  readonly basis: Localized
  /** what was solved, for the line 按计算流向 */
  readonly state: Localized
  /** in which states the directions agree */
  readonly agreed: Localized
  /** links that flow one way in one state and the other way, or not at all, in another */
  readonly wavering: number
  /** what was taken for what nobody surveyed */
  readonly told: readonly Localized[]
}

/** A network of which only its survey is known. */
export const SURVEYED: Localized = { zh: '普查管网', en: 'the surveyed network' }

/** Below this share of the largest flow of a state a link counts as still [-]. */
const STILL = 1e-6

/** Ways of a link, as bits. */
export const WAY = { forward: 1, back: 2, still: 4 } as const

/** What directions are agreed on, and from how many states. */
export interface CommonDirections extends Pick<ComputedFlows, 'directions' | 'wavering'> {
  /** all ways that a link flows in some state, bits of WAY */
  readonly ways: Uint8Array
  readonly states: number
}

/**
 * The way that each link flows in every state; what differs between states is nothing that a survey could tell.
 *
 * @param states  signed flows by link, from → to positive, NaN = not in the model; at least one
 */
export function commonDirections(states: Iterable<Float64Array>): CommonDirections {
  let [ways, count] = [new Uint8Array(0), 0]
  for (const flows of states) {
    if (count++ === 0) ways = new Uint8Array(flows.length)
    const least = STILL * flows.reduce((max, flow) => Math.max(max, Math.abs(flow) || 0), 0)
    flows.forEach((flow, link) => {
      ways[link] = (ways[link] ?? 0) | (Math.abs(flow) > least ? (flow > 0 ? WAY.forward : WAY.back) : WAY.still)
    })
  }
  return {
    directions: Int8Array.from(ways, (way) => (way === WAY.forward ? 1 : way === WAY.back ? -1 : 0)),
    wavering: ways.reduce((sum, way) => sum + Number((way & (way - 1)) !== 0), 0),
    ...{ ways, states: count },
  }
}

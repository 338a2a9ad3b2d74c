import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Directions } from '../../../src/domain/network/trace.ts'

/** What a network is solved from, beside its own file. */
export interface Hydraulics {
  readonly plan: LeakPlan
  /** link by link of the network */
  readonly pipes: PipeFile
}

/** Which way a network flows by its hydraulics. */
export interface ComputedFlows {
  /** 0 = not in the model, still, or not the same in all states */
  readonly directions: Directions
  /** what was solved, for the line 按计算流向 */
  readonly state: Localized
  /** in which states the directions agree */
  readonly agreed: Localized
  /** links that flow one way in one state and the other way, or not at all, in another */
  readonly wavering: number
  /** what was taken for what nobody surveyed */
  readonly told: readonly Localized[]
}

/** Below this share of the largest flow of a state a link counts as still [-]. */
const STILL = 1e-6

/**
 * The way that each link flows in every state; what differs between states is nothing that a survey could tell.
 *
 * @param states  signed flows by link, from → to positive, NaN = not in the model; at least one
 */
export function commonDirections(states: readonly Float64Array[]): Pick<ComputedFlows, 'directions' | 'wavering'> {
  const most = states.map((flows) => flows.reduce((max, flow) => Math.max(max, Math.abs(flow) || 0), 0))
  const signIn = (state: number, link: number) => {
    const flow = states[state]?.[link] ?? Number.NaN
    return Math.abs(flow) > STILL * (most[state] ?? 0) ? Math.sign(flow) : 0
  }
  let wavering = 0
  const directions = Int8Array.from(states[0] ?? [], (_, link) => {
    const first = signIn(0, link)
    if (states.every((__, state) => signIn(state, link) === first)) return first
    wavering++
    return 0
  })
  return { directions, wavering }
}

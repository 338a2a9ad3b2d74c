import { withoutBanks } from '../domain/inundation/bank.ts'
import { decodeFloodGround } from '../domain/inundation/flood-ground.ts'
import type { FloodQuestion } from '../domain/inundation/flood-question.ts'
import { decodeFloodSurface } from '../domain/inundation/flood-surface.ts'
import type { ComputedFrame } from '../domain/inundation/frame.ts'
import type { FloodPreset } from '../domain/inundation/scenario.ts'
import { shallowSea } from '../domain/inundation/shallow-sea.ts'
import {
  endedFlood,
  type Flood,
  type FloodSide,
  type FloodSummary,
  finished,
  startedFlood,
  toKeep,
  withFrame,
} from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { warnOfFlood } from './warn-of-flood.ts'

const SIMULATION = 'inundation'

/**
 * 内涝模拟: computes a flood and shows its frames as they come. One under way is ended first.
 *
 * @param preset  that the scenario is; null = none
 * @throws Error when the ground of the question is no file of a ground
 */
export async function runFlood(
  context: CommandContext,
  preset: FloodPreset | null,
  question: FloodQuestion,
): Promise<void> {
  const { store, ports, flooding, clock } = context
  const { plan, scenario } = question
  const cover = question.surface ? decodeFloodSurface(question.surface) : null
  const banked = shallowSea(decodeFloodGround(question.ground), cover, plan.waters, scenario.hours)
  const grid = withoutBanks(banked, scenario.breaches)
  flooding.current?.abort()
  const abort = new AbortController()
  flooding.current = abort
  store.setState(({ flood }) => ({
    flood: startedFlood(
      { name: null, preset, scenario, plan, grid, crs: plan.crs, startedAt: clock.now() },
      flood?.reference ?? null,
    ),
  }))
  const change = (next: (flood: Flood) => Flood) => {
    if (flooding.current === abort) store.setState(({ flood }) => ({ flood: flood && next(flood) }))
  }
  const result = await ports.simulations.run<FloodQuestion, ComputedFrame, FloodSummary>(SIMULATION, question, {
    onFrame: (frame) => change((flood) => withFrame(flood, frame)),
    signal: abort.signal,
    onOpen: (order) => {
      flooding.order = order
    },
  })
  change((flood) => endedFlood(flood, result))
  if (flooding.current !== abort) return
  flooding.current = null
  flooding.order = null
  await warnOfFlood(context)
}

/** Ends the computing at once; the frames that came stay, and the page says that it was cancelled. */
export function cancelFlood({ store, flooding }: CommandContext): void {
  flooding.current?.abort()
  flooding.current = null
  flooding.order = null
  const failure = { kind: 'cancelled', detail: 'by the user' } as const
  store.setState(({ flood }) => ({
    flood: flood?.stage.state === 'running' ? endedFlood(flood, { ok: false, failure }) : flood,
  }))
}

/** Takes the flood off the page and out of the scene. */
export function closeFlood(context: CommandContext): void {
  cancelFlood(context)
  context.store.setState({ flood: null })
}

/** Keeps the finished run as A, for the next ones to be compared with; again lets it go. */
export function keepFlood({ store }: CommandContext): void {
  store.setState(({ flood }) => {
    const run = flood && finished(flood)
    if (!run) return {}
    const isKept = flood.reference?.summary === run.summary
    // either way there is one run, and no difference of two
    const layer = flood.layer === 'difference' ? 'maximum' : flood.layer
    return { flood: { ...flood, layer, side: 'own', split: null, reference: isKept ? null : toKeep(run) } }
  })
}

/** Names one of two runs; a name of nothing but spaces changes nothing. */
export function renameFlood({ store }: CommandContext, side: FloodSide, given: string): void {
  const name = given.trim()
  if (name === '') return
  store.setState(({ flood }) => {
    if (!flood) return {}
    const { reference } = flood
    if (side === 'own') return { flood: { ...flood, name } }
    return { flood: { ...flood, reference: reference && { ...reference, name } } }
  })
}

import { decodeFloodGround } from '../domain/inundation/flood-ground.ts'
import type { FloodQuestion } from '../domain/inundation/flood-question.ts'
import type { ComputedFrame } from '../domain/inundation/frame.ts'
import { shallowSea } from '../domain/inundation/shallow-sea.ts'
import { endedFlood, type Flood, type FloodSummary, startedFlood, summaryOf, withFrame } from '../state/flood.ts'
import type { CommandContext } from './context.ts'

const SIMULATION = 'inundation'

/**
 * 内涝模拟: computes a flood and shows its frames as they come. One under way is ended first.
 *
 * @param name  of the scenario, for people
 * @throws Error when the ground of the question is no file of a ground
 */
export async function runFlood(context: CommandContext, name: string, question: FloodQuestion): Promise<void> {
  const { store, ports, flooding } = context
  const grid = shallowSea(decodeFloodGround(question.ground), question.plan)
  flooding.current?.abort()
  const abort = new AbortController()
  flooding.current = abort
  store.setState(({ flood }) => ({
    flood: startedFlood({ name, grid, crs: question.plan.crs }, flood?.reference ?? null),
  }))
  const change = (next: (flood: Flood) => Flood) => {
    if (flooding.current === abort) store.setState(({ flood }) => ({ flood: flood && next(flood) }))
  }
  const result = await ports.simulations.run<FloodQuestion, ComputedFrame, FloodSummary>(SIMULATION, question, {
    onFrame: (frame) => change((flood) => withFrame(flood, frame)),
    signal: abort.signal,
  })
  change((flood) => endedFlood(flood, result))
  if (flooding.current === abort) flooding.current = null
}

/** Ends the computing at once; the frames that came stay, and the page says that it was cancelled. */
export function cancelFlood({ store, flooding }: CommandContext): void {
  flooding.current?.abort()
  flooding.current = null
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

/** Keeps the finished run that is shown, for the next ones to be compared with; again lets it go. */
export function keepFlood({ store }: CommandContext): void {
  store.setState(({ flood }) => {
    const summary = flood && summaryOf(flood)
    if (!flood || !summary) return {}
    const isKept = flood.reference?.summary === summary
    const { name, grid } = flood
    const layer = isKept && flood.layer === 'difference' ? 'maximum' : flood.layer
    return { flood: { ...flood, layer, reference: isKept ? null : { name, grid, summary } } }
  })
}

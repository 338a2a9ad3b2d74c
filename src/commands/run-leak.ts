import type { LeakFrame } from '../domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../domain/leak/leak-question.ts'
import { endedLeak, type Leak, type LeakSummary, startedLeak, withLeakFrame } from '../state/leak.ts'
import { type CommandContext, MOST_SILENCE } from './context.ts'
import { frameLeak } from './frame-leak.ts'

/** 泄漏模拟: computes a leak shows its frames as they come, and at its end where it leaks. One under way is ended first. */
export async function runLeak(context: CommandContext, question: LeakQuestion): Promise<void> {
  const { store, ports, leaking, clock } = context
  const { plan, scenario } = question
  leaking.current?.abort()
  const abort = new AbortController()
  leaking.current = abort
  store.setState({ leak: startedLeak({ plan, scenario, startedAt: clock.now() }) })
  const change = (next: (leak: Leak) => Leak) => {
    if (leaking.current === abort) store.setState(({ leak }) => ({ leak: leak && next(leak) }))
  }
  const result = await ports.simulations.run<LeakQuestion, LeakFrame, LeakSummary>(`leak-${scenario.kind}`, question, {
    onFrame: (frame) => change((leak) => withLeakFrame(leak, frame)),
    onProgress: (work) => change((leak) => ({ ...leak, work })),
    ...{ signal: abort.signal, mostSilence: MOST_SILENCE },
  })
  change((leak) => endedLeak(leak, result))
  if (leaking.current !== abort) return
  leaking.current = null
  if (result.ok) await frameLeak(context)
}

/** Ends the computing at once; the frames that came stay, and the page says that it was cancelled. */
export function cancelLeak({ store, leaking }: CommandContext): void {
  leaking.current?.abort()
  leaking.current = null
  const failure = { kind: 'cancelled', detail: 'by the user' } as const
  store.setState(({ leak }) => ({
    leak: leak?.stage.state === 'running' ? endedLeak(leak, { ok: false, failure }) : leak,
  }))
}

/** Takes the leak off the page and out of the scene. */
export function closeLeak(context: CommandContext): void {
  cancelLeak(context)
  context.store.setState({ leak: null })
}

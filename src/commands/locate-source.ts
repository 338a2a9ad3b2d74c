import type { LeakSourceOutcome } from '../domain/leak/leak-source.ts'
import type { Result } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import { ended } from '../state/analysis.ts'
import type { GasSource } from '../state/gas-source.ts'
import type { CommandContext } from './context.ts'
import { frameSource } from './frame-source.ts'
import { recordAct } from './record-act.ts'

/** 精准溯源 of one kind: asks its simulation, shows the answer and flies to it. One under way is ended first. */
export async function locateSource<Question>(
  context: CommandContext,
  asked: Omit<GasSource, 'analysis'>,
  questionOf: () => Promise<Result<Question>>,
): Promise<void> {
  const { store, ports, locating } = context
  locating.current?.abort()
  const abort = new AbortController()
  locating.current = abort
  store.setState({ gasSource: { ...asked, analysis: { state: 'running' } } })
  const question = await questionOf()
  if (locating.current !== abort) return
  const result = question.ok
    ? await ports.simulations.run<Question, never, RunSummary<LeakSourceOutcome>>(
        `locate-${asked.kind}`,
        question.value,
        { onFrame: () => {}, signal: abort.signal },
      )
    : question
  if (locating.current !== abort) return
  locating.current = null
  store.setState(({ gasSource }) => ({ gasSource: gasSource && { ...gasSource, analysis: ended(result) } }))
  if (!result.ok) return
  recordAct(context, 'located', asked.sensorId, String(result.value.outcome.ninety))
  await frameSource(context)
}

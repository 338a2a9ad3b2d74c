import type { LeakSourceOutcome } from '../domain/leak/leak-source.ts'
import type { Result } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import { ended } from '../state/analysis.ts'
import type { LeakSource } from '../state/leak-source.ts'
import { type CommandContext, MOST_SILENCE } from './context.ts'
import { frameSource } from './frame-source.ts'
import { openAsset } from './open-asset.ts'
import { recordAct } from './record-act.ts'

/** 精准溯源 of one kind: asks its simulation, shows the answer and flies to it. One under way is ended first. */
export async function locateSource<Question>(
  context: CommandContext,
  asked: Omit<LeakSource, 'analysis'>,
  questionOf: () => Promise<Result<Question>>,
): Promise<void> {
  const { store, ports, locating, clock } = context
  locating.current?.abort()
  const abort = new AbortController()
  locating.current = abort
  const running = { state: 'running', startedAt: clock.now() } as const
  store.setState({ leakSource: { ...asked, analysis: running } })
  const question = await questionOf()
  if (locating.current !== abort) return
  const result = question.ok
    ? await ports.simulations.run<Question, never, RunSummary<LeakSourceOutcome>>(
        `locate-${asked.kind}`,
        question.value,
        {
          ...{ onFrame: () => {}, signal: abort.signal, mostSilence: MOST_SILENCE },
          onProgress: (work) => {
            if (locating.current === abort) store.setState({ leakSource: { ...asked, analysis: { ...running, work } } })
          },
        },
      )
    : question
  if (locating.current !== abort) return
  locating.current = null
  store.setState(({ leakSource }) => ({ leakSource: leakSource && { ...leakSource, analysis: ended(result) } }))
  if (!result.ok) return
  recordAct(context, 'located', asked.sensorId, String(result.value.outcome.ninety))
  await frameSource(context)
}

/** Takes the answer off the page and out of the scene; one under way ends. */
export function closeLeakSource({ store, locating }: CommandContext): void {
  locating.current?.abort()
  locating.current = null
  store.setState({ leakSource: null })
}

/** Opens a candidate: its record, from which a leak of it is simulated. */
export async function openCandidate(context: CommandContext, pipe: string): Promise<void> {
  await openAsset(context, pipe, { isFlying: true })
}

import type { AssetId } from '../domain/ids.ts'
import type { IsolationInput, IsolationOutcome } from '../domain/network/isolation-result.ts'
import { fail, type Result } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import type { CommandContext } from './context.ts'
import { frameRun } from './frame-run.ts'
import { recordAct } from './record-act.ts'

const SIMULATION = 'isolation'

/**
 * 关阀分析: which valves shut off a burst at an asset of a pressure network. A run under way is ended first. The camera
 * shows the whole answer unless `isFraming` is false.
 */
export async function runIsolation(
  context: CommandContext,
  subject: AssetId,
  { isFraming = true }: { readonly isFraming?: boolean } = {},
): Promise<void> {
  const { store, running } = context
  running.current?.abort()
  const abort = new AbortController()
  running.current = abort
  store.setState({ run: { state: 'running', simulation: SIMULATION, subject }, trace: null })
  const result = await compute(context, subject, abort.signal)
  if (running.current !== abort) return
  running.current = null
  store.setState({
    run: result.ok
      ? { state: 'done', simulation: SIMULATION, subject, summary: result.value }
      : { state: 'failed', simulation: SIMULATION, subject, failure: result.failure },
  })
  if (result.ok) recordAct(context, 'isolated', subject, String(result.value.outcome.valves.length))
  else recordAct(context, 'isolation-failed', subject, result.failure.kind)
  if (isFraming) void frameRun(context)
}

/** Stops the run under way; the page then says that it was cancelled. */
export function cancelRun({ store, running }: CommandContext): void {
  const { run } = store.getState()
  running.current?.abort()
  running.current = null
  if (run?.state === 'running')
    store.setState({ run: { ...run, state: 'failed', failure: { kind: 'cancelled', detail: 'by the user' } } })
}

/** Takes the result off the page and out of the scene. */
export function closeRun(context: CommandContext): void {
  cancelRun(context)
  context.store.setState({ run: null })
}

async function compute(
  context: CommandContext,
  subject: AssetId,
  signal: AbortSignal,
): Promise<Result<RunSummary<IsolationOutcome>>> {
  const { store, ports } = context
  const { internal, selection } = store.getState()
  if (internal?.state !== 'loaded') return fail('signed-out', 'no internal manifest')
  const asset = selection.asset.state === 'loaded' && selection.assetId === subject ? selection.asset.value : null
  if (!asset) return fail('not-found', `runIsolation: "${subject}" is not the open asset`)
  const network = await ports.city.network(internal.value, asset.discipline)
  if (!network.ok) return network
  if (signal.aborted) return fail('cancelled', 'aborted')
  const element = asset.kind === 'line' ? { link: subject } : { node: subject }
  const { city, build } = internal.value
  const input: IsolationInput = {
    network: network.value,
    networkKey: `${city}/${build}/${asset.discipline}`,
    element,
  }
  return await ports.simulations.run(SIMULATION, input, { onFrame: () => {}, signal })
}

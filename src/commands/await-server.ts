import type { CommandContext } from './context.ts'

const RETRY_MILLISECONDS = 1_000

/** Asks the server until its database answers, showing the step it is at; ends early when the page is left. */
export async function awaitServer({ store, ports, clock }: CommandContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const health = await ports.server.health()
    if (health.ok) {
      store.setState({ server: { state: 'ready', step: null } })
      return
    }
    const isStarting = health.failure.kind === 'starting'
    store.setState({ server: { state: isStarting ? 'starting' : 'offline', step: health.failure.detail || null } })
    await clock.wait(RETRY_MILLISECONDS)
  }
}

import type { CommandContext } from './context.ts'

/** Moves the page's clock, from which ages and staleness follow. */
export function tick({ store, clock }: CommandContext): void {
  store.setState({ now: clock.now() })
}

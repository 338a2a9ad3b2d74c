import type { Session } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** Puts down who is signed in, and whether the one before left by himself or was put out by an expiry. */
export function noteSession({ store, leaving }: CommandContext, session: Session | null): void {
  store.setState(({ session: before }) => ({
    session: { state: 'loaded', value: session },
    hasExpired: session === null && before.state === 'loaded' && before.value !== null && !leaving.current,
  }))
  leaving.current = false
}

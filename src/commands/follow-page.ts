import type { Session } from '../ports/records.ts'
import { awaitServer } from './await-server.ts'
import type { CommandContext } from './context.ts'
import { loadCity } from './load-city.ts'
import { tick } from './tick.ts'

const TICK_MILLISECONDS = 1_000

/**
 * Brings a page to life: the city, then the server, then whoever is still signed in. Returns what ends it all.
 * Sessions are followed one at a time, so that a quick sign-out never meets a half-finished sign-in.
 *
 * @param onPerson  what the page does for a new person (null = nobody); gives what stops its live parts
 */
export function followPage(
  context: CommandContext,
  onPerson: (context: CommandContext, session: Session | null) => Promise<() => void>,
): () => void {
  const { store, ports, clock } = context
  const leaving = new AbortController()
  let stopLive = () => {}
  let chain: Promise<void> = Promise.resolve()
  const follow = (session: Session | null) => {
    chain = chain.then(async () => {
      if (leaving.signal.aborted || isSamePerson(context, session)) return
      stopLive()
      stopLive = await onPerson(context, session)
      if (leaving.signal.aborted) stopLive()
    })
  }
  const stopTick = clock.every(TICK_MILLISECONDS, () => tick(context))
  store.setState({ session: { state: 'loading' } })
  void loadCity(context)
  let stopListening = () => {}
  void awaitServer(context, leaving.signal).then(async () => {
    if (leaving.signal.aborted) return
    // a server that was starting may have had no city yet
    if (store.getState().city.state === 'failed') void loadCity(context)
    const session = await ports.session.current()
    follow(session.ok ? session.value : null)
    stopListening = ports.session.onChange(follow)
  })
  return () => {
    leaving.abort()
    stopListening()
    stopTick()
    stopLive()
    context.running.current?.abort()
  }
}

/** A refreshed token is the same person: nothing is read again. */
function isSamePerson({ store }: CommandContext, session: Session | null): boolean {
  const known = store.getState().session
  if (known.state !== 'loaded') return false
  const { value } = known
  return value?.userId === session?.userId && value?.role === session?.role && value?.standing === session?.standing
}

import { timeSpan } from '../state/time-span.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** so many the server tells at most: of more it tells the newest */
export const MOST_OPENINGS = 2000

/**
 * Keeps every alarm that opened within the span of the time bar: read again whenever the open alarms are, and when a
 * reader looks further back than was read. Returns what ends it.
 */
export function watchOpenings(context: CommandContext): () => void {
  const { store } = context
  let readFrom = Number.POSITIVE_INFINITY
  const read = () => {
    readFrom = timeSpan(store.getState()).from
    void loadOpenings(context)
  }
  if (store.getState().alarms.state === 'loaded') read()
  return store.subscribe((state, before) => {
    if (state.alarms.state !== 'loaded') return
    const isFurtherBack = state.moment.state === 'loaded' && timeSpan(state).from < readFrom
    if (state.alarms !== before.alarms || (state.moment !== before.moment && isFurtherBack)) read()
  })
}

/** A failed re-read keeps the alarms that are there, as `loadAlarms` does. */
async function loadOpenings({ store, ports }: CommandContext): Promise<void> {
  const { session, now, time } = store.getState()
  const { from } = timeSpan({ now, time })
  const openings = await ports.records.alarmsBetween(from, now)
  const state = store.getState()
  // an answer that comes after a sign-out is nobody's
  if (state.session !== session || (!openings.ok && state.openings.state === 'loaded')) return
  store.setState({ openings: settled(openings) })
}

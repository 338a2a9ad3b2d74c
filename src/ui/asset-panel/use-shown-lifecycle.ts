import type { LifecycleRecord } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { useTwin } from '../page.tsx'

/** The lifecycle of the open asset at the instant that is looked at, or now; idle where there was no asset. */
export function useShownLifecycle(): Loadable<LifecycleRecord> {
  const isLive = useTwin((state) => state.time === null)
  const lifecycle = useTwin(({ selection }) => selection.lifecycle)
  const past = useTwin(({ selection }) => selection.past)
  if (isLive) return lifecycle
  if (past.state !== 'loaded') return past
  return past.value.lifecycle ? { state: 'loaded', value: past.value.lifecycle } : { state: 'idle' }
}

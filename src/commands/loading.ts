import type { Result } from '../domain/result.ts'
import type { Loadable } from '../state/store.ts'

/** How an answer is kept in the store. */
export function settled<Value>(result: Result<Value>): Loadable<Value> {
  return result.ok ? { state: 'loaded', value: result.value } : { state: 'failed', failure: result.failure }
}

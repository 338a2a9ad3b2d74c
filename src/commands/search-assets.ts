import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

const MAX_RESULTS = 40

/**
 * Finds assets by name, id or road; an empty query clears the list, an answer to an older query is dropped. Signed out
 * the query is only kept: nothing may be asked then, and `loadInternal` asks it once somebody has signed in.
 */
export async function searchAssets({ store, ports }: CommandContext, query: string): Promise<void> {
  const wanted = query.trim()
  if (wanted === '') {
    store.setState({ search: { query: '', results: { state: 'idle' } } })
    return
  }
  if (store.getState().internal === null) {
    store.setState({ search: { query: wanted, results: { state: 'idle' } } })
    return
  }
  store.setState({ search: { query: wanted, results: { state: 'loading' } } })
  const results = await ports.records.search(wanted, MAX_RESULTS)
  if (store.getState().search.query === wanted) store.setState({ search: { query: wanted, results: settled(results) } })
}

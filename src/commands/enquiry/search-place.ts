import { fail } from '../../domain/result.ts'
import { settled } from '../loading.ts'
import type { EnquiryContext } from './context.ts'

/** Takes what is typed into the search, and reads the names of roads when they are first needed. */
export async function searchPlace({ store, ports }: EnquiryContext, query: string): Promise<void> {
  store.setState({ query })
  const { streets, city } = store.getState()
  const isNeeded = query.trim() !== '' && (streets.state === 'idle' || streets.state === 'failed')
  if (!isNeeded) return
  if (city.state !== 'loaded') {
    store.setState({ streets: settled(fail('starting', 'searchPlace: the city is not loaded yet')) })
    return
  }
  store.setState({ streets: { state: 'loading' } })
  store.setState({ streets: settled(await ports.enquiry.streets(city.value)) })
}

import type { PublicManifest } from '../../domain/config/city-manifest.ts'
import { settled } from '../loading.ts'
import type { EnquiryContext } from './context.ts'

/** Takes what is typed into the search, and reads the names of roads when they are first needed. */
export async function searchPlace(context: EnquiryContext, query: string): Promise<void> {
  const { store } = context
  store.setState({ query })
  const { streets, city } = store.getState()
  const isNeeded = query.trim() !== '' && (streets.state === 'idle' || streets.state === 'failed')
  if (!isNeeded) return
  // what is typed before the city has come waits for it
  store.setState({ streets: { state: 'loading' } })
  if (city.state === 'loaded') await readStreets(context, city.value)
}

/** Reads the names of the city's roads. */
export async function readStreets({ store, ports }: EnquiryContext, city: PublicManifest): Promise<void> {
  store.setState({ streets: settled(await ports.enquiry.streets(city)) })
}

import type { LonLat } from '../../domain/geo/coordinates.ts'
import { askCell } from './ask-cell.ts'
import type { EnquiryContext } from './context.ts'
import { readStreets } from './search-place.ts'

const RETRY_MILLISECONDS = 2_000

/** Loads the city, trying again while the server is starting or out of reach, and asks about the place of the link. */
export async function openEnquiry(context: EnquiryContext, at: LonLat | null): Promise<void> {
  const { store, ports, clock } = context
  store.setState({ city: { state: 'loading' } })
  for (;;) {
    const city = await ports.city.publicManifest()
    if (city.ok) {
      store.setState({ city: { state: 'loaded', value: city.value } })
      if (store.getState().streets.state === 'loading') void readStreets(context, city.value)
      if (at) await askCell(context, { ...at, by: 'link', name: null, accuracy: null })
      return
    }
    store.setState({ city: { state: 'failed', failure: city.failure } })
    if (city.failure.kind !== 'starting' && city.failure.kind !== 'offline') return
    await clock.wait(RETRY_MILLISECONDS)
  }
}

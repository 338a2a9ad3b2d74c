import { isWithin } from '../../domain/geo/cell-grid.ts'
import type { Place } from '../../state/enquiry.ts'
import { settled } from '../loading.ts'
import type { EnquiryContext } from './context.ts'

/** height of the eye [m] from which a cell and its neighbours are seen */
const CLOSE = 900

/**
 * Asks which kinds of pipe lie in the area of a place. A place in the area that was answered last costs no question; an
 * answer that a later question has overtaken is dropped. The map goes to places that were not chosen on it.
 */
export async function askCell({ store, ports, clock }: EnquiryContext, place: Place): Promise<void> {
  const { answer } = store.getState()
  const isKnown = answer.state === 'loaded' && isWithin(answer.value.bounds, place)
  store.setState({
    place,
    aim: null,
    sheet: 'half',
    // what was said of a location that was asked for is of no place any more
    location: { state: 'idle' },
    ...(isKnown ? {} : { answer: { state: 'loading' } }),
  })
  if (place.by !== 'tap' && place.by !== 'keys') {
    void ports.camera.flyTo({ lon: place.lon, lat: place.lat, height: CLOSE, heading: 0, pitch: -90 })
  }
  if (isKnown) return
  const result = await ports.enquiry.cell(place.lon, place.lat)
  if (store.getState().place !== place) return
  store.setState({ answer: settled(result), answeredAt: clock.now() })
}

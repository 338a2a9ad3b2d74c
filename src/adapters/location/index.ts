import { fail, succeed } from '../../domain/result.ts'
import type { LocationPort } from '../../ports/enquiry.ts'

const TIMEOUT_MILLISECONDS = 15_000
/** GeolocationPositionError.PERMISSION_DENIED */
const DENIED = 1

/** Where the device says it is; `null` where the browser has no such thing, as on a page without encryption. */
export function createLocation(geolocation: Geolocation | undefined): LocationPort {
  return {
    where: () =>
      new Promise((resolve) => {
        if (!geolocation) {
          resolve(fail('failed', 'no geolocation'))
          return
        }
        geolocation.getCurrentPosition(
          ({ coords }) => resolve(succeed({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy })),
          ({ code, message }) => resolve(fail(code === DENIED ? 'refused' : 'failed', message)),
          { enableHighAccuracy: true, timeout: TIMEOUT_MILLISECONDS, maximumAge: 30_000 },
        )
      }),
  }
}

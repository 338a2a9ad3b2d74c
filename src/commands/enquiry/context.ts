import type { CityPort } from '../../ports/city.ts'
import type { EnquiryPort, LocationPort } from '../../ports/enquiry.ts'
import type { ScenePort } from '../../ports/scene.ts'
import type { EnquiryStore } from '../../state/enquiry.ts'
import type { Clock } from '../context.ts'

/** Everything a command of the public page may touch. */
export interface EnquiryContext {
  readonly store: EnquiryStore
  readonly ports: {
    readonly city: Pick<CityPort, 'publicManifest'>
    readonly enquiry: EnquiryPort
    readonly location: LocationPort
    readonly camera: Pick<ScenePort, 'flyTo' | 'flyHome' | 'step'>
  }
  readonly clock: Pick<Clock, 'now' | 'wait'>
}

import type { LonLat } from '../../domain/geo/coordinates.ts'
import type { Locale } from '../../domain/localized.ts'
import type { Theme } from '../../domain/theme.ts'
import type { CameraStep } from '../../ports/scene.ts'
import type { Place, SheetHeight } from '../../state/enquiry.ts'
import { askCell } from './ask-cell.ts'
import type { EnquiryContext } from './context.ts'
import { locateMe } from './locate-me.ts'
import { askAim, moveAim } from './move-aim.ts'
import { openEnquiry } from './open-enquiry.ts'
import { searchPlace } from './search-place.ts'

export type { EnquiryContext } from './context.ts'

/** Everything that a visitor of the public page can ask for. */
export interface EnquiryCommands {
  open(at: LonLat | null): Promise<void>
  askCell(place: Place): Promise<void>
  moveAim(east: number, north: number): void
  askAim(): Promise<void>
  searchPlace(query: string): Promise<void>
  locateMe(): Promise<void>
  moveCamera(step: CameraStep): void
  goHome(): void
  setSheet(sheet: SheetHeight): void
  setLocale(locale: Locale): void
  setTheme(theme: Theme): void
}

export function createEnquiryCommands(context: EnquiryContext): EnquiryCommands {
  const { store, ports } = context
  return {
    open: (at) => openEnquiry(context, at),
    askCell: (place) => askCell(context, place),
    moveAim: (east, north) => moveAim(context, east, north),
    askAim: () => askAim(context),
    searchPlace: (query) => searchPlace(context, query),
    locateMe: () => locateMe(context),
    moveCamera: (step) => ports.camera.step(step),
    goHome: () => void ports.camera.flyHome(),
    setSheet: (sheet) => store.setState({ sheet }),
    setLocale: (locale) => store.setState({ locale }),
    setTheme: (theme) => store.setState({ theme }),
  }
}

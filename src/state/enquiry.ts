import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PublicManifest } from '../domain/config/city-manifest.ts'
import type { Bounds, LonLat } from '../domain/geo/coordinates.ts'
import type { Locale, Localized } from '../domain/localized.ts'
import type { Failure } from '../domain/result.ts'
import type { Theme } from '../domain/theme.ts'
import type { CellAnswer, Street } from '../ports/enquiry.ts'
import type { Viewpoint } from '../ports/scene.ts'
import type { Loadable } from './store.ts'

/** A place that somebody asked about, and how they named it. */
export interface Place extends LonLat {
  readonly by: 'tap' | 'keys' | 'street' | 'coordinates' | 'location' | 'link'
  /** of a street */
  readonly name: Localized | null
  /** [m]; of a location */
  readonly accuracy: number | null
}

/** Heights of the sheet on a phone. */
export const SHEETS = ['low', 'half', 'full'] as const
export type SheetHeight = (typeof SHEETS)[number]

/** Everything that the public page shows. */
export interface EnquiryState {
  readonly locale: Locale
  readonly theme: Theme
  readonly sheet: SheetHeight
  readonly city: Loadable<PublicManifest>
  readonly streets: Loadable<readonly Street[]>
  readonly query: string
  readonly place: Place | null
  readonly answer: Loadable<CellAnswer>
  /** when the answer came [ms] */
  readonly answeredAt: number | null
  /** the cell under the cross-hair that keys move */
  readonly aim: Bounds | null
  readonly location: { readonly state: 'idle' | 'asking' } | { readonly state: 'failed'; readonly failure: Failure }
  readonly view: Viewpoint | null
  readonly scene: { readonly isReady: boolean; readonly fault: string | null }
}

export type EnquiryStore = StoreApi<EnquiryState>

export function createEnquiryStore(initial: { readonly locale: Locale; readonly theme: Theme }): EnquiryStore {
  return createStore<EnquiryState>(() => ({
    ...initial,
    sheet: 'half',
    city: { state: 'idle' },
    streets: { state: 'idle' },
    query: '',
    place: null,
    answer: { state: 'idle' },
    answeredAt: null,
    aim: null,
    location: { state: 'idle' },
    view: null,
    scene: { isReady: false, fault: null },
  }))
}

/** What a link to the public page restores: the place that was asked about, the language, the look. */
export interface EnquiryAddress {
  readonly at: LonLat | null
  readonly locale: Locale
  readonly theme: Theme | null
}

export function readEnquiryAddress(query: string): EnquiryAddress {
  const parameters = new URLSearchParams(query)
  const theme = parameters.get('theme')
  return {
    at: readCoordinates(parameters.get('at') ?? ''),
    locale: parameters.get('lang') === 'en' ? 'en' : 'zh',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  }
}

/** Writes "?…"; "" when all is at its default. Places are rounded to a metre. */
export function writeEnquiryAddress({ place, locale, theme }: EnquiryState, usual: Theme): string {
  const entries = [
    place && `at=${place.lon.toFixed(5)},${place.lat.toFixed(5)}`,
    theme !== usual && `theme=${theme}`,
    locale === 'en' && 'lang=en',
  ].filter((entry) => entry)
  return entries.length === 0 ? '' : `?${entries.join('&')}`
}

/**
 * A place typed as "lon, lat" in degrees; null when the text is none. The other order, which other maps give, is seen
 * from a latitude above 90° and put right.
 */
export function readCoordinates(text: string): LonLat | null {
  const parts = text
    .trim()
    .replace(/[°度]/g, '')
    .split(/\s*[,，、;；\s]\s*/)
  const [first = Number.NaN, second = Number.NaN] = parts.map((part) => (part === '' ? Number.NaN : Number(part)))
  if (parts.length !== 2 || !Number.isFinite(first) || !Number.isFinite(second)) return null
  const [lon, lat] = Math.abs(second) > 90 ? [second, first] : [first, second]
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { lon, lat } : null
}

import { PALETTES, type Palette } from '../domain/asset/asset-bands.ts'
import { type AssetFilter, NO_FILTER } from '../domain/asset/asset-filter.ts'
import type { Locale } from '../domain/localized.ts'
import { THEMES, type Theme } from '../domain/theme.ts'
import type { Section, UndergroundView, Viewpoint } from '../ports/scene.ts'
import { ASSET_TABS, type AssetTab, MODES, type Mode, type Tour, type TwinState } from './store.ts'

/** simulations that a link can name; the run is of the link's asset */
const RUNS = ['isolation'] as const

/**
 * What a link to a page restores: the camera, what is selected, its tab and run, what is hidden and filtered, the instant,
 * the ground, the look. Every page reads and writes the same names, so that one keeps them all in going to another page.
 */
export interface Address {
  /** null = as the reader's system asks */
  readonly theme: Theme | null
  readonly mode: Mode
  /** null = the first of the page */
  readonly sceneId: string | null
  /** [ms]; null = live */
  readonly time: number | null
  readonly filter: AssetFilter
  readonly palette: Palette
  readonly alarmId: number | null
  /** null = as the page begins */
  readonly tour: Pick<Tour, 'shot' | 'isPaused'> | null
  readonly section: Section | null
  /** the structure that one is inside of */
  readonly insideId: string | null
  /** page and view to go back to */
  readonly back: string | null
  readonly view: Viewpoint | null
  readonly assetId: string | null
  readonly sensorId: string | null
  /** null = the sensors when a sensor is named, else the attributes */
  readonly tab: AssetTab | null
  /** to be run again for `assetId`: the same input gives the same result */
  readonly run: (typeof RUNS)[number] | null
  readonly hiddenDisciplines: readonly string[]
  readonly hiddenLayers: readonly string[]
  /** null = as the scene config says */
  readonly underground: UndergroundView | null
  readonly locale: Locale
}

/** Reads the query part of a page's address. What does not parse is left out: a link must open something. */
export function readAddress(query: string): Address {
  const parameters = new URLSearchParams(query)
  return {
    view: readView(parameters.get('view')),
    assetId: parameters.get('asset') || null,
    sensorId: parameters.get('sensor') || null,
    tab: ASSET_TABS.find((tab) => tab === parameters.get('tab')) ?? null,
    run: RUNS.find((run) => run === parameters.get('run')) ?? null,
    theme: THEMES.find((theme) => theme === parameters.get('theme')) ?? null,
    mode: MODES.find((mode) => mode === parameters.get('mode')) ?? 'normal',
    sceneId: parameters.get('scene') || null,
    time: readTime(parameters.get('time')),
    filter: {
      builtBefore: readWhole(parameters.get('built')),
      leastDiameter: readWhole(parameters.get('dn')),
      among: null,
    },
    palette: PALETTES.find((palette) => palette === parameters.get('palette')) ?? 'discipline',
    alarmId: readWhole(parameters.get('alarm')),
    tour: readTour(parameters.get('tour')),
    section: readSection(parameters.get('section')),
    insideId: parameters.get('inside') || null,
    back: readBack(parameters.get('back')),
    hiddenDisciplines: readList(parameters.get('hide')),
    hiddenLayers: readList(parameters.get('layers')),
    underground: readGround(parameters.get('ground')),
    locale: parameters.get('lang') === 'en' ? 'en' : 'zh',
  }
}

/** What a page shows when its address says nothing. */
export interface AddressDefaults {
  readonly theme?: Theme
  readonly sceneId?: string
  /** the page draws nothing, so it does not tell another how to look at the ground */
  readonly hasNoScene?: boolean
}

/**
 * Writes the query part of an address, "?…", with what is at its default left out. Places are rounded to a centimetre
 * and angles to 0.1°, so that the same picture gives the same link.
 */
export function writeAddress(state: TwinState, defaults: AddressDefaults = {}): string {
  const { view, selection, layers, underground, locale, filter } = state
  const entries: [name: string, value: string | null][] = [
    ['view', view && writeView(view)],
    ['asset', selection.assetId],
    ['sensor', selection.sensorId],
    ['tab', writeTab(state)],
    ['run', writeRun(state)],
    ['hide', writeList(layers.hiddenDisciplines)],
    ['layers', writeList(layers.hiddenLayers)],
    ['built', filter.builtBefore === NO_FILTER.builtBefore ? null : String(filter.builtBefore)],
    ['dn', filter.leastDiameter === NO_FILTER.leastDiameter ? null : String(filter.leastDiameter)],
    ['palette', state.palette === 'discipline' ? null : state.palette],
    ['time', state.time === null ? null : new Date(state.time).toISOString()],
    ['alarm', state.incident && String(state.incident.alarmId)],
    ['tour', state.tour && `${state.tour.shot + 1}${state.tour.isPaused ? ',paused' : ''}`],
    ['section', state.section && writeSection(state.section)],
    ['inside', state.inside?.assetId ?? null],
    ['back', state.back],
    ['scene', state.sceneId === (defaults.sceneId ?? '') ? null : state.sceneId],
    ['mode', state.mode === 'normal' ? null : state.mode],
    ['theme', state.theme === (defaults.theme ?? 'light') ? null : state.theme],
    ['ground', defaults.hasNoScene === true ? null : writeGround(underground)],
    ['lang', locale === 'en' ? 'en' : null],
  ]
  const query = entries
    .flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${encodeURIComponent(value).replace(/%2F|%2C|%3A/gi, decodeURIComponent)}`],
    )
    .join('&')
  return `?${query}`
}

function readView(text: string | null): Viewpoint | null {
  const [lon, lat, height, heading, pitch, ...rest] = readNumbers(text)
  if (lon === undefined || lat === undefined || height === undefined) return null
  if (heading === undefined || pitch === undefined || rest.length > 0) return null
  const isOnEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && Math.abs(height) < 1e7 && Math.abs(pitch) <= 90
  return isOnEarth ? { lon, lat, height, heading, pitch } : null
}

/** The numbers of a list; none when one of them is no number. */
function readNumbers(text: string | null): number[] {
  const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return numbers.every(Number.isFinite) ? numbers : []
}

function readSection(text: string | null): Section | null {
  const view = readView(text)
  return view && { at: { lon: view.lon, lat: view.lat, height: view.height }, heading: view.heading, pitch: view.pitch }
}

function writeSection({ at, heading, pitch }: Section): string {
  return writeView({ ...at, heading, pitch })
}

/** Shots are counted from 1 in an address. */
function readTour(text: string | null): Address['tour'] {
  const [, number, paused] = /^([1-9]\d{0,2})(,paused)?$/.exec(text ?? '') ?? []
  return number === undefined ? null : { shot: Number(number) - 1, isPaused: paused !== undefined }
}

/** Only a page of ours, with a query of ours: a link must not lead a reader elsewhere. */
function readBack(text: string | null): string | null {
  return text !== null && text.length < 2000 && /^\/(planner|emergency|leadership)(\?[\w\-.~%=&,:/+]*)?$/.test(text)
    ? text
    : null
}

function readTime(text: string | null): number | null {
  const time = Date.parse(text ?? '')
  return Number.isFinite(time) ? time : null
}

function readWhole(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

function writeView({ lon, lat, height, heading, pitch }: Viewpoint): string {
  return [
    round(lon, 7),
    round(lat, 7),
    round(height, 2),
    round(((heading % 360) + 360) % 360, 1),
    round(pitch, 1),
  ].join(',')
}

function writeTab({ selection: { assetId, sensorId }, tab }: TwinState): string | null {
  const isDefault = tab === 'attributes' && sensorId === null
  return assetId === null || isDefault ? null : tab
}

/** A run of another asset than the open one cannot be told by this address, and one that failed need not be. */
function writeRun({ selection, run }: TwinState): string | null {
  if (run === null || run.state === 'failed' || run.subject !== selection.assetId) return null
  return RUNS.find((name) => name === run.simulation) ?? null
}

function readGround(text: string | null): UndergroundView | null {
  if (text === 'solid') return { isOn: false, groundAlpha: 1 }
  const groundAlpha = text === null || text.trim() === '' ? Number.NaN : Number(text)
  return groundAlpha >= 0 && groundAlpha <= 1 ? { isOn: true, groundAlpha } : null
}

function writeGround({ isOn, groundAlpha }: UndergroundView): string {
  return isOn ? String(round(groundAlpha, 2)) : 'solid'
}

function readList(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((name) => name !== '')
}

function writeList(names: ReadonlySet<string>): string | null {
  return names.size === 0 ? null : [...names].sort().join(',')
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

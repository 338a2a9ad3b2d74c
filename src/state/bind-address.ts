import { type Address, type AddressDefaults, writeAddress } from './address.ts'
import { anIncident } from './incident.ts'
import type { TwinState, TwinStore } from './store.ts'

/** Browsers refuse more than about 100 changes of the address in 30 s. */
const QUIET_MILLISECONDS = 400

/** parts of the state that an address tells */
const WRITTEN = [
  'view',
  'selection',
  'tab',
  'run',
  'layers',
  'filter',
  'palette',
  'time',
  'incident',
  'tour',
  'section',
  'inside',
  'back',
  'sceneId',
  'mode',
  'theme',
  'underground',
  'locale',
] as const satisfies readonly (keyof TwinState)[]

/** Puts what an address says into a new store; the rest follows when the city has loaded. */
export function applyAddress(store: TwinStore, address: Address): void {
  store.setState((state) => ({
    locale: address.locale,
    theme: address.theme ?? state.theme,
    mode: address.mode,
    sceneId: address.sceneId ?? state.sceneId,
    time: address.time,
    filter: address.filter,
    palette: address.palette,
    incident: address.alarmId === null ? null : anIncident(address.alarmId),
    tour: address.tour && { ...address.tour, subject: null },
    section: address.section,
    inside: address.insideId === null ? null : { assetId: address.insideId, asset: { state: 'idle' }, lane: 0 },
    back: address.back,
    view: address.view,
    layers: {
      hiddenDisciplines: new Set(address.hiddenDisciplines),
      hiddenLayers: new Set(address.hiddenLayers),
    },
    underground: address.underground ?? state.underground,
    selection: { ...state.selection, assetId: address.assetId, sensorId: address.sensorId },
    tab: address.tab ?? (address.sensorId === null ? 'attributes' : 'sensors'),
  }))
}

/**
 * Keeps the address equal to the state, some 0.4 s after it last moved.
 *
 * @param replace  puts a new query in the address without loading
 * @returns  what stops it
 */
export function bindAddress(
  store: TwinStore,
  replace: (query: string) => void,
  defaults: AddressDefaults = {},
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let written = ''
  const write = () => {
    timer = undefined
    const query = writeAddress(store.getState(), defaults)
    if (query !== written) replace(query)
    written = query
  }
  const stop = store.subscribe((state, before) => {
    const isSame = WRITTEN.every((key) => state[key] === before[key])
    if (isSame) return
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

import { type Address, writeAddress } from './address.ts'
import type { TwinStore } from './store.ts'

/** Browsers refuse more than about 100 changes of the address in 30 s. */
const QUIET_MILLISECONDS = 400

/** Puts what an address says into a new store; the rest follows when the city has loaded. */
export function applyAddress(store: TwinStore, address: Address): void {
  store.setState((state) => ({
    locale: address.locale,
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
export function bindAddress(store: TwinStore, replace: (query: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let written = ''
  const write = () => {
    timer = undefined
    const query = writeAddress(store.getState())
    if (query !== written) replace(query)
    written = query
  }
  const stop = store.subscribe((state, before) => {
    const isSame =
      state.view === before.view &&
      state.selection === before.selection &&
      state.tab === before.tab &&
      state.run === before.run &&
      state.layers === before.layers &&
      state.underground === before.underground &&
      state.locale === before.locale
    if (isSame) return
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

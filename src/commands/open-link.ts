import type { Address } from '../state/address.ts'
import { whenLoaded } from '../state/when-loaded.ts'
import type { CommandContext } from './context.ts'
import { flyToPlace } from './move-camera.ts'
import { runIsolation } from './run-isolation.ts'
import { selectSensor } from './select-sensor.ts'
import { showTab } from './show-tab.ts'

/**
 * Finishes what a link asked for once its data are here: the sensor, the tab, the run, and a look at the asset when no
 * view was given. What the reader has left meanwhile is not forced back.
 */
export async function openLink(context: CommandContext, address: Address): Promise<void> {
  await Promise.all([openSensor(context, address), openRun(context, address)])
}

async function openSensor(context: CommandContext, { sensorId, tab }: Address): Promise<void> {
  if (sensorId === null) return
  await whenLoaded(context.store, ({ sensors }) => sensors)
  const opening = selectSensor(context, sensorId)
  // a chosen sensor brings its tab forward, but the link may have been made on another
  if (tab !== null) showTab(context, tab)
  await opening
}

async function openRun(context: CommandContext, { view, assetId, run }: Address): Promise<void> {
  if (assetId === null) return
  const { store } = context
  const asset = await whenLoaded(store, ({ selection }) => selection.asset)
  if (asset.id !== assetId) return
  if (run === null) {
    // whoever walks inside a structure is not flown out of it
    if (view === null && store.getState().controls === 'orbit') await flyToPlace(context, asset.at)
    return
  }
  // the answer is framed by the index of all assets
  await whenLoaded(store, ({ assets }) => assets)
  if (store.getState().selection.assetId === assetId) await runIsolation(context, assetId, { isFraming: view === null })
}

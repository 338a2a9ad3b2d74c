import type { SensorId } from '../domain/ids.ts'
import { lookAt } from '../state/viewpoints.ts'
import { closeAsset } from './close-asset.ts'
import type { CommandContext } from './context.ts'
import { loadHistory } from './load-history.ts'
import { openAsset } from './open-asset.ts'

const VIEW_DISTANCE = 90

/**
 * Shows a sensor: its asset is opened when it is not yet, and its readings of the last six hours are read; its
 * tab comes forward. null lets the sensor go and keeps the asset and the tab.
 */
export async function selectSensor(
  context: CommandContext,
  id: SensorId | null,
  options: { readonly isFlying?: boolean } = {},
): Promise<void> {
  const { store, ports } = context
  const { sensors, selection } = store.getState()
  const sensor = sensors.state === 'loaded' ? sensors.value.find((candidate) => candidate.id === id) : undefined
  if (id !== null && options.isFlying && sensor)
    void ports.camera.flyTo(lookAt(sensor.at, VIEW_DISTANCE, store.getState().view?.heading ?? 0))
  const opening =
    sensor?.assetId && sensor.assetId !== selection.assetId ? openAsset(context, sensor.assetId) : undefined
  // one that stands on no asset (weather, air) is shown alone
  if (sensor && sensor.assetId === null) closeAsset(context)
  store.setState((state) => ({
    selection: { ...state.selection, sensorId: id },
    tab: id === null ? state.tab : 'sensors',
    ...(id === null ? { history: { ...state.history, series: { state: 'idle' as const } } } : {}),
  }))
  await loadHistory(context)
  await opening
}

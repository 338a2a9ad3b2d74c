import type { SensorId } from '../domain/ids.ts'
import { appendReadings } from '../state/merge-readings.ts'
import { lookAt } from '../state/viewpoints.ts'
import { closeAsset } from './close-asset.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'
import { openAsset } from './open-asset.ts'

/** A chart reaches back six hours, or further for a sensor that reports seldom. */
const SHORTEST_HISTORY = 6 * 3_600_000
const PERIODS_SHOWN = 14
const MAX_POINTS = 720
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
  const { store, ports, clock } = context
  const { sensors, selection } = store.getState()
  const sensor = sensors.state === 'loaded' ? sensors.value.find((candidate) => candidate.id === id) : undefined
  if (id !== null && options.isFlying && sensor)
    void ports.camera.flyTo(lookAt(sensor.at, VIEW_DISTANCE, store.getState().view?.heading ?? 0))
  const opening =
    sensor?.assetId && sensor.assetId !== selection.assetId ? openAsset(context, sensor.assetId) : undefined
  // one that stands on no asset (weather, air) is shown alone
  if (sensor && sensor.assetId === null) closeAsset(context)
  const to = clock.now()
  const from = to - Math.max(SHORTEST_HISTORY, PERIODS_SHOWN * (sensor?.period_s ?? 0) * 1_000)
  store.setState((state) => ({
    selection: { ...state.selection, sensorId: id },
    tab: id === null ? state.tab : 'sensors',
    history: { from, to, series: id === null ? { state: 'idle' } : { state: 'loading' } },
  }))
  if (id !== null) {
    const series = await ports.readings.history(id, from, to, MAX_POINTS)
    store.setState((state) => {
      if (state.selection.sensorId !== id) return {}
      const newest = state.latest.get(id)
      const value =
        series.ok && newest && newest.at >= from
          ? { ok: true as const, value: appendReadings(series.value, [newest]) }
          : series
      return { history: { from, to, series: settled(value) } }
    })
  }
  await opening
}

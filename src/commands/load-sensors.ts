import { mergeReadings } from '../state/merge-readings.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** Reads every sensor with its thresholds and newest value; values already newer on the page stay. */
export async function loadSensors({ store, ports }: CommandContext): Promise<void> {
  if (store.getState().sensors.state !== 'loaded') store.setState({ sensors: { state: 'loading' } })
  const sensors = await ports.records.sensors()
  if (!sensors.ok && store.getState().sensors.state === 'loaded') return
  const newest = sensors.ok
    ? sensors.value.flatMap(({ id, latest }) => (latest ? [{ sensor: id, ...latest }] : []))
    : []
  store.setState((state) => ({ sensors: settled(sensors), latest: mergeReadings(state.latest, newest) }))
}

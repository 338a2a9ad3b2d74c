import type { Reading } from '../domain/sensing/reading.ts'
import { acceptReadings } from './accept-readings.ts'
import type { CommandContext } from './context.ts'
import { loadAlarms } from './load-alarms.ts'
import { loadAssetThen } from './load-asset-then.ts'
import { loadSensors } from './load-sensors.ts'
import { openAsset } from './open-asset.ts'
import { loadIncidentHistory } from './open-incident.ts'
import { searchAssets } from './search-assets.ts'
import { selectSensor } from './select-sensor.ts'

/** Batches of many topics come within one second; the page redraws once for all that came in this time. */
const GATHER_MILLISECONDS = 250

/** Follows the live stream of every sensor that the role may see. Returns what ends it. */
export function watchReadings(context: CommandContext): () => void {
  const { store, ports, clock } = context
  const { sensors, session } = store.getState()
  const hearsAll = session.state === 'loaded' && session.value?.reach.hearsAll === true
  // a topic is of a whole district: who may not see all of one hears of alarms only
  const heard = sensors.state === 'loaded' && hearsAll ? sensors.value : []
  const topics = new Map(heard.map(({ district, kind }) => [`${district}:${kind}`, { district, kind }]))
  let gathered: Reading[] = []
  const stopGathering = clock.every(GATHER_MILLISECONDS, () => {
    if (gathered.length === 0) return
    acceptReadings(context, gathered)
    gathered = []
  })
  const stopWatching = ports.readings.watch([...topics.values()], {
    onReadings: (readings) => gathered.push(...readings),
    onAlarmsChanged: () => void loadAlarms(context),
    onLink: (state) =>
      store.setState(({ link }) => (link.state === state ? {} : { link: { state, since: clock.now() } })),
    onJoined: () => {
      void loadSensors(context)
      void loadAlarms(context)
    },
    onResync: () => {
      void loadSensors(context)
      void loadAlarms(context)
      void loadIncidentHistory(context)
      const { selection, search } = store.getState()
      if (selection.sensorId !== null) void selectSensor(context, selection.sensorId)
      // what was asked for while nothing answered
      if (search.results.state === 'failed') void searchAssets(context, search.query)
      if (selection.assetId !== null && selection.asset.state === 'failed') void openAsset(context, selection.assetId)
      else if (selection.past.state === 'failed') void loadAssetThen(context)
    },
    onBadRows: (count) => store.setState(({ badRows }) => ({ badRows: badRows + count })),
  })
  return () => {
    stopWatching()
    stopGathering()
  }
}

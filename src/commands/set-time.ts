import { type Result, succeed } from '../domain/result.ts'
import type { Moment } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { loadAssetThen, thenUnread } from './load-asset-then.ts'
import { loadConnections } from './load-connections.ts'
import { loadHistory } from './load-history.ts'
import { settled } from './loading.ts'
import { loadIncidentHistory } from './open-incident.ts'

/** A slider that is dragged names many instants; only one it rests on is asked for [ms]. */
const REST_MILLISECONDS = 200

/**
 * Looks back to an instant [ms], or with null returns to what is live. Nothing live is shown beside it: `moment` holds
 * every sensor as it was then and the alarms that were open, and the open asset is told as it was. An answer that comes
 * after another instant was chosen is dropped.
 */
export async function setTime(context: CommandContext, time: number | null): Promise<void> {
  const { store, clock } = context
  store.setState(({ history, selection }) => ({
    time,
    moment: { state: time === null ? 'idle' : 'loading' },
    selection: { ...selection, past: thenUnread(time, selection.assetId) },
    // the curve of another instant is not left standing
    history: history.series.state === 'loaded' ? { ...history, series: { state: 'loading' } } : history,
  }))
  const isStillWanted = () => store.getState().time === time
  if (time !== null) await clock.wait(REST_MILLISECONDS)
  if (!isStillWanted()) return
  await Promise.all([loadMoment(context), loadHistory(context), loadAssetThen(context), loadIncidentHistory(context)])
}

/** Reads what was at the instant of the state; does nothing while live. */
export async function loadMoment(context: CommandContext): Promise<void> {
  const { store, ports } = context
  const { time } = store.getState()
  if (time === null) return
  store.setState({ moment: { state: 'loading' } })
  const [sensors, alarms] = await Promise.all([ports.records.sensorsAt(time), ports.records.alarmsAt(time)])
  if (store.getState().time !== time) return
  const moment: Result<Moment> = !sensors.ok
    ? sensors
    : !alarms.ok
      ? alarms
      : succeed({ sensors: new Map(sensors.value.map((it) => [it.sensorId, it])), alarms: alarms.value })
  store.setState({ moment: settled(moment) })
  await loadConnections(context)
}

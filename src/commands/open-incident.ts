import { anIncident, incidentSensor, NEARBY_RADIUS, shownAlarms } from '../state/incident.ts'
import type { Incident } from '../state/store.ts'
import { direction, frame } from '../state/viewpoints.ts'
import { whenLoaded } from '../state/when-loaded.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'
import { recordAct } from './record-act.ts'
import { selectSensor } from './select-sensor.ts'

const HOUR = 3_600_000
/** The chart starts this long before the alarm opened, and shows no less than six hours and no more than two days. */
const LEAD = HOUR
const SHORTEST_HISTORY = 6 * HOUR
const LONGEST_HISTORY = 48 * HOUR
const MAX_POINTS = 720
const MAX_NEARBY = 200
/** about the half of what the camera frames around the incident [degrees]; 40 m */
const FRAMED = 0.00036

/**
 * Handles an alarm: its sensor and the asset it stands on are selected, the camera goes there, and the readings around
 * its opening and what lies near it are read. Waits until alarms and sensors are there, so that a link can name an alarm;
 * an alarm that is not listed stays an incident without a sensor, and the page says so.
 */
export async function openIncident(
  context: CommandContext,
  alarmId: number,
  { isFlying = true, isSelecting = true }: { readonly isFlying?: boolean; readonly isSelecting?: boolean } = {},
): Promise<void> {
  const { store, ports } = context
  const sensors = await whenLoaded(store, (state) => state.sensors)
  const alarms = await whenLoaded(store, shownAlarms)
  const alarm = alarms.find(({ id }) => id === alarmId) ?? null
  store.setState({ incident: anIncident(alarmId, alarm) })
  const sensor = sensors.find(({ id }) => id === alarm?.sensorId)
  if (!alarm || !sensor) return
  recordAct(context, 'opened', sensor.name)
  if (isFlying) {
    const { lon, lat, height } = sensor.at
    const around = [-FRAMED, FRAMED].map((off) => ({ lon: lon + off, lat: lat + off, height }))
    void ports.free().then((free) => ports.camera.flyTo(frame(around, free, ...direction(store.getState()))))
  }
  await Promise.all([
    isSelecting ? selectSensor(context, sensor.id) : undefined,
    loadIncidentHistory(context),
    loadNearby(context),
  ])
}

/** Reads what the sensor of the incident measured since before its alarm opened, up to the instant looked at. */
export async function loadIncidentHistory(context: CommandContext): Promise<void> {
  const { store, ports, clock } = context
  const { incident, time } = store.getState()
  if (!incident?.alarm) return
  const { alarmId, alarm } = incident
  const to = time ?? clock.now()
  const from = Math.max(to - LONGEST_HISTORY, Math.min(alarm.openedAt - LEAD, to - SHORTEST_HISTORY))
  change(context, alarmId, { history: { from, series: { state: 'loading' } } })
  const series = await ports.readings.history(alarm.sensorId, from, to, MAX_POINTS)
  change(context, alarmId, { history: { from, series: settled(series) } })
}

/** Reads the assets around the incident; asked again after a failure. */
export async function loadNearby(context: CommandContext): Promise<void> {
  const { store, ports } = context
  const { incident } = store.getState()
  const sensor = incidentSensor(store.getState())
  if (!incident || !sensor) return
  change(context, incident.alarmId, { nearby: { state: 'loading' } })
  const nearby = await ports.records.nearby(sensor.at, NEARBY_RADIUS, MAX_NEARBY)
  change(context, incident.alarmId, { nearby: settled(nearby) })
}

/** Lets the incident go; alarm, selection and a finished analysis stay as they are. */
export function closeIncident(context: CommandContext): void {
  const { store } = context
  const { incident } = store.getState()
  if (!incident) return
  if (incident.alarm) recordAct(context, 'closed', incident.alarm.sensorId)
  store.setState({ incident: null })
}

/** An answer that comes after another alarm was opened is dropped. */
function change({ store }: CommandContext, alarmId: number, part: Partial<Incident>): void {
  store.setState(({ incident }) => (incident?.alarmId === alarmId ? { incident: { ...incident, ...part } } : {}))
}

import { isShuttingValve } from '../domain/network/valve-name.ts'
import type { Alarm, NearbyAsset, Sensor } from '../ports/records.ts'
import type { Incident, Loadable, Moment, TwinState } from './store.ts'

/** Assets within this distance in plan count as near an incident [m]. */
export const NEARBY_RADIUS = 100
/** Valves that are lettered, in the picture as in the list. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Voids in which gas spreads from where it leaks: chambers, sewers and ducts. */
const VOIDS = ['sewer', 'storm', 'telecom', 'power', 'gallery', 'tunnel', 'metro']

/** An incident of which nothing has been read yet. */
export function anIncident(alarmId: number, alarm: Alarm | null = null): Incident {
  return { alarmId, alarm, history: { from: 0, series: { state: 'idle' } }, nearby: { state: 'idle' } }
}

/** Alarms as of the instant that is looked at: the live list, or that of the moment; the same object for the same list. */
export function shownAlarms({ time, alarms, moment }: TwinState): TwinState['alarms'] {
  if (time === null) return alarms
  if (moment.state !== 'loaded') return moment
  let shown = past.get(moment.value)
  if (!shown) {
    shown = { state: 'loaded', value: moment.value.alarms }
    past.set(moment.value, shown)
  }
  return shown
}

/** a selector that makes a new object each time would draw without end */
const past = new WeakMap<Moment, Loadable<readonly Alarm[]>>()

/** The sensor that raised the alarm which is being handled. */
export function incidentSensor({ incident, sensors }: Pick<TwinState, 'incident' | 'sensors'>): Sensor | null {
  if (!incident?.alarm || sensors.state !== 'loaded') return null
  const { sensorId } = incident.alarm
  return sensors.value.find(({ id }) => id === sensorId) ?? null
}

/** A valve near an incident with its letter; "" for those beyond the alphabet. */
export interface LetteredValve {
  readonly letter: string
  readonly valve: NearbyAsset
}

/** Valves that shut something, nearest first, lettered so that they are not taken for the numbered ones of 关阀分析. */
export function letteredValves(nearby: readonly NearbyAsset[]): readonly LetteredValve[] {
  return nearby.filter(isValve).map((valve, i) => ({ letter: LETTERS[i] ?? '', valve }))
}

/** Can this asset be a valve that shuts a line off? */
export function isValve({ kind, feature, is_operable }: NearbyAsset): boolean {
  if (kind !== 'point') return false
  return is_operable !== null || isShuttingValve(feature ?? '')
}

/** Assets of one discipline near an incident, nearest first. */
export interface NearbyGroup {
  readonly discipline: string
  readonly assets: readonly NearbyAsset[]
}

/**
 * What lies near an incident by discipline. Gas comes first and then what it spreads in, because a spark there cannot be
 * taken back; then the alarm's own discipline, then the others, each with the nearest first.
 */
export function nearbyGroups(nearby: readonly NearbyAsset[], own: string | null): readonly NearbyGroup[] {
  const urgency = (discipline: string) => {
    if (discipline === 'gas') return 0
    if (discipline === own) return 1
    return VOIDS.includes(discipline) ? 2 : 3
  }
  const disciplines = [...new Set(nearby.map(({ discipline }) => discipline))]
  return disciplines
    .map((discipline) => ({ discipline, assets: nearby.filter((asset) => asset.discipline === discipline) }))
    .sort(
      (a, b) =>
        urgency(a.discipline) - urgency(b.discipline) ||
        (a.assets[0]?.distance_m ?? 0) - (b.assets[0]?.distance_m ?? 0),
    )
}

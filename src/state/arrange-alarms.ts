import type { Connections } from '../domain/sensing/grouping/connections.ts'
import { type AlarmGroup, groupAlarms, type PlacedAlarm } from '../domain/sensing/grouping/group-alarms.ts'
import type { Alarm, Sensor } from '../ports/records.ts'

/** An alarm among those that may have its cause. */
export interface ArrangedAlarm extends PlacedAlarm {
  readonly alarm: Alarm
}

/** Is the alarm put aside at an instant [ms]? */
export function isShelved({ shelvedUntil, closedAt }: Alarm, now: number): boolean {
  return shelvedUntil !== null && shelvedUntil > now && (closedAt === null || closedAt > now)
}

/** Alarms put together by cause; each is in one group. */
export function arrangeAlarms(
  alarms: readonly Alarm[],
  sensorOf: (alarm: Alarm) => Sensor | undefined,
  connections: Connections,
): readonly AlarmGroup<ArrangedAlarm>[] {
  return groupAlarms(
    alarms.map((alarm): ArrangedAlarm => {
      const sensor = sensorOf(alarm)
      return {
        ...{ alarm, id: alarm.id, sensorId: alarm.sensorId, openedAt: alarm.openedAt, kind: sensor?.kind ?? '' },
        ...{ assetId: sensor?.assetId ?? null, lon: sensor?.at.lon ?? null, lat: sensor?.at.lat ?? null },
      }
    }),
    connections,
  )
}

import type { SensorId } from '../domain/ids.ts'
import { freshness } from '../domain/sensing/judge.ts'
import { findSensorKind } from '../domain/sensing/kinds/index.ts'
import type { Reading } from '../domain/sensing/reading.ts'
import type { LinkState } from '../ports/readings.ts'
import type { Sensor, SensorMoment } from '../ports/records.ts'
import type { Mark, MarkRing } from '../ports/scene.ts'

export interface SensorView {
  readonly sensors: readonly Sensor[]
  readonly latest: ReadonlyMap<SensorId, Reading>
  /** as it was at an earlier instant, then `now`; null = live. A sensor that is not in it had not reported. */
  readonly moment: ReadonlyMap<SensorId, SensorMoment> | null
  readonly link: LinkState
  readonly selected: SensorId | null
  /** clock, or the instant looked at [ms UTC] */
  readonly now: number
}

/** One mark a sensor: its shape says the kind, its ring the state, and only the selected one is named. */
export function sensorMarks({ sensors, moment, latest, link, selected, now }: SensorView): Mark[] {
  return sensors.map((sensor) => ({
    id: sensor.id,
    at: sensor.at,
    shape: findSensorKind(sensor.kind)?.marker ?? 'circle',
    ring: moment
      ? ringOf(sensor, moment.get(sensor.id) ?? null, 'live', now)
      : ringOf(sensor, newest(sensor, latest), link, now),
    isAlwaysVisible: true,
    ...(sensor.id === selected ? { label: sensor.name } : {}),
  }))
}

/**
 * State of a sensor as a ring. What is not known now comes before what was known last: without the link nothing is
 * live, a silent sensor's grade is old, and a doubtful value has no grade.
 */
function ringOf(sensor: Sensor, reading: Sensor['latest'], link: LinkState, now: number): MarkRing {
  const fresh = freshness(sensor.staleAfter_s, reading?.at ?? null, now)
  if (fresh === 'offline') return 'offline'
  if (link === 'lost' || fresh === 'stale') return 'stale'
  if (reading?.quality !== 'good') return 'suspect'
  return reading.grade === 'normal' ? 'none' : reading.grade
}

function newest(sensor: Sensor, latest: ReadonlyMap<SensorId, Reading>): Sensor['latest'] {
  const live = latest.get(sensor.id)
  if (!live) return sensor.latest
  return sensor.latest && sensor.latest.at > live.at ? sensor.latest : live
}

/** Do two lists draw the same? Lets the scene rest when only the clock has moved. */
export function isSameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, i) => {
      const other = b[i]
      return (
        other !== undefined &&
        mark.id === other.id &&
        mark.ring === other.ring &&
        mark.label === other.label &&
        mark.at === other.at &&
        mark.shape === other.shape
      )
    })
  )
}

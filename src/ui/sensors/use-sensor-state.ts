import { freshness } from '../../domain/sensing/judge.ts'
import type { Sensor } from '../../ports/records.ts'
import { useTwin } from '../page.tsx'
import { type SensorState, sensorState } from './sensor-state.ts'

/** A sensor as the page shows it: live, or as it was at the instant that is looked at. */
interface ShownSensor extends SensorState {
  /** instant that ages are counted to [ms] */
  readonly now: number
  readonly isLive: boolean
  /** what was then is still being read, or could not be */
  readonly isKnown: boolean
}

export function useSensorState(sensor: Sensor): ShownSensor {
  const now = useTwin((state) => state.now)
  const time = useTwin((state) => state.time)
  const moment = useTwin((state) => state.moment)
  const latest = useTwin((state) => state.latest)
  const link = useTwin((state) => state.link.state)
  if (time === null) return { ...sensorState(sensor, latest, link, now), now, isLive: true, isKnown: true }
  const reading = (moment.state === 'loaded' && moment.value.sensors.get(sensor.id)) || null
  const isKnown = moment.state === 'loaded'
  return {
    reading,
    freshness: freshness(sensor.staleAfter_s, reading?.at ?? null, time),
    now: time,
    isLive: false,
    isKnown,
  }
}

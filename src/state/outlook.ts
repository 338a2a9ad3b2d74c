import type { SensorId } from '../domain/ids.ts'
import { freshness } from '../domain/sensing/judge.ts'
import { GRADES, type Reading } from '../domain/sensing/reading.ts'
import type { LinkState } from '../ports/readings.ts'
import type { Sensor, SensorApproach } from '../ports/records.ts'

/** The server looks ahead about twice a minute and the page reads it as often; what is older was told by none that judges [ms]. */
const TOLD_FOR = 180_000

/** A sensor on its way to a limit, as the page may say it now. */
export interface Coming {
  readonly sensor: Sensor
  readonly approach: SensorApproach
  /** until the limit is reached [ms]; not below 0 */
  readonly left: number
}

/**
 * Sensors that may be said to be on their way now, the soonest first: their newest reading is live and good, the link stands
 * and the grade that they go to is not theirs already.
 *
 * @param now  clock of the page [ms]
 */
export function comingNow(
  approaches: readonly SensorApproach[],
  sensorOf: (id: SensorId) => Sensor | undefined,
  latest: ReadonlyMap<SensorId, Reading>,
  link: LinkState,
  now: number,
): readonly Coming[] {
  if (link === 'lost') return []
  return approaches
    .flatMap((approach): Coming[] => {
      const sensor = sensorOf(approach.sensorId)
      const reading = latest.get(approach.sensorId) ?? sensor?.latest
      if (!sensor || !reading || reading.quality !== 'good') return []
      if (freshness(sensor.staleAfter_s, reading.at, now) !== 'live' || now - approach.toldAt > TOLD_FOR) return []
      if (GRADES.indexOf(reading.grade) >= GRADES.indexOf(approach.grade)) return []
      return [{ sensor, approach, left: Math.max(0, approach.reachesAt - now) }]
    })
    .sort((a, b) => a.left - b.left || a.sensor.id.localeCompare(b.sensor.id))
}

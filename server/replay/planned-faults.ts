import type { FaultKind } from '../../src/domain/sensing/faults/fault.ts'
import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { hash, white } from './noise.ts'
import { healthyValue } from './signal.ts'
import { HOUR, MINUTE } from './story.ts'

export const DAY = 24 * HOUR
/** Weeks begin so that a drift has four sound days before it. */
const WEEK = 7 * DAY
const DRIFT_FROM = 4 * DAY
/** A drift grows so fast: it passes the tolerance of its kind within 12 hours, and three times that by the end. */
const DRIFT_TOP = 3
const DRIFT_GROWTH = 36 * HOUR
/** Slower reporters have too few reports a day for a lone or a missing one to be told. */
const SLOWEST = 30 * MINUTE
/** A stuck instrument is stuck for so much longer than its kind takes to tell. */
const STUCK_LONGER = 4 * HOUR

/** A fault that the instrument of one sensor has, by the answer key. */
export interface PlannedFault {
  readonly sensor: string
  readonly kind: 'flat-line' | 'spike' | 'drift' | 'gap'
  /** [ms UTC]; of a spike both are the instant of its report */
  readonly from: number
  readonly to: number
  /** of a spike and of a drift: how far off [unit of the kind] */
  readonly size: number
}

/** What a fault of the key is called by the watch. */
export const TOLD_AS: Readonly<Record<PlannedFault['kind'], readonly FaultKind[]>> = {
  'flat-line': ['flat-line'],
  spike: ['spike'],
  drift: ['drift'],
  gap: ['stale', 'offline'],
}

/** Shares of the sensors that have a fault of each kind in a day, of drifts in a week; with their lengths about 2 % of all readings. */
const SHARES = { stuck: 0.08, spiking: 0.05, silent: 0.06, drifting: 0.025 } as const

/**
 * What is wrong with a sensor's instrument on a day: a function of the two alone.
 *
 * @param day  begin of a UTC day [ms]
 */
export function plannedFaults(sensor: KnownSensor, day: number): readonly PlannedFault[] {
  const rules = findSensorKind(sensor.kind)?.faults
  if (!rules) return []
  const own = hash(sensor.id)
  const dice = (step: number) => white(own ^ Math.floor(day / DAY), step)
  const faults: PlannedFault[] = []
  const drift = driftOf(sensor, day)
  if (drift) return [drift]
  const draw = dice(0)
  const period = sensor.period_s * 1000
  if (draw < SHARES.stuck) {
    const length = (rules.flat?.after_s ?? 0) * 1000 + STUCK_LONGER
    const from = day + Math.floor(dice(1) * Math.max(0, DAY - length))
    const value = healthyValue(sensor, from)
    const rests = rules.flat?.rest && value !== null && value >= rules.flat.rest[0] && value <= rules.flat.rest[1]
    if (rules.flat && !rests && length <= 0.9 * DAY && value !== null)
      faults.push({ sensor: sensor.id, kind: 'flat-line', from, to: from + length, size: 0 })
  } else if (draw < SHARES.stuck + SHARES.spiking && rules.jump !== null && period <= SLOWEST) {
    for (const part of [0, 1, 2]) {
      const from = day + Math.floor(((part + 0.1 + 0.8 * dice(2 + part)) * DAY) / 3)
      const size = rules.jump * (3 + 4 * dice(5 + part)) * (dice(8 + part) < 0.5 ? -1 : 1)
      faults.push({ sensor: sensor.id, kind: 'spike', from, to: from, size })
    }
  } else if (draw < SHARES.stuck + SHARES.spiking + SHARES.silent && period <= SLOWEST) {
    const length = Math.max(12 * period, HOUR) + Math.floor(dice(12) * 2 * HOUR)
    const from = day + Math.floor(dice(1) * (DAY - length))
    faults.push({ sensor: sensor.id, kind: 'gap', from, to: from + length, size: 0 })
  }
  return faults
}

/** How far a drifting instrument is off at an instant [unit of the kind]. */
export function driftAt({ from, size }: PlannedFault, at: number): number {
  return size * Math.min(1, Math.max(0, (at - from) / DRIFT_GROWTH))
}

/** Drifts last from the fifth to the seventh day of a week. */
function driftOf(sensor: KnownSensor, day: number): PlannedFault | null {
  const tolerance = findSensorKind(sensor.kind)?.faults.drift ?? null
  const week = Math.floor(day / WEEK) * WEEK
  if (tolerance === null || day < week + DRIFT_FROM) return null
  const own = hash(sensor.id)
  if (white(own ^ Math.floor(week / DAY), 20) >= SHARES.drifting) return null
  // towards where no limit is, if there is such a side
  const [above, below] = ['above', 'below'].map((side) => sensor.thresholds.some(({ direction }) => direction === side))
  const sign = above === below ? (white(own, 21) < 0.5 ? -1 : 1) : above ? -1 : 1
  const range = findSensorKind(sensor.kind)?.range
  const isPossible =
    sign > 0 || (range !== undefined && range[0] < (healthyValue(sensor, day) ?? 0) - DRIFT_TOP * tolerance)
  return {
    ...{ sensor: sensor.id, kind: 'drift', from: week + DRIFT_FROM, to: week + WEEK },
    size: DRIFT_TOP * tolerance * (isPossible ? sign : 0.6),
  }
}

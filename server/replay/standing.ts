import type { SensorId } from '../../src/domain/ids.ts'
import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import { GRADES } from '../../src/domain/sensing/reading.ts'
import type { KnownSensor, SensorDirectory } from '../ingest/sensor-directory.ts'
import { hash, white } from './noise.ts'

const DAY = 86_400_000

type AlarmGrade = Exclude<(typeof GRADES)[number], 'normal'>

/** Something that is wrong all the time, so that a demonstration has alarms and faults to show at any hour. */
export type Standing =
  /** beyond the threshold of that grade and short of the next */
  | { readonly kind: 'beyond'; readonly grade: AlarmGrade }
  /** the same value for a whole day (UTC) */
  | { readonly kind: 'flat' }
  /** only every n-th report arrives */
  | { readonly kind: 'dropping'; readonly keeps: number }

/** One sensor of each of these kinds, where the city has it: a new line is a new trouble. */
const SCRIPT: readonly { readonly sensorKind: string; readonly standing: Standing }[] = [
  { sensorKind: 'ch4-well', standing: { kind: 'beyond', grade: 'orange' } },
  { sensorKind: 'manhole-cover', standing: { kind: 'beyond', grade: 'orange' } },
  { sensorKind: 'water-pressure', standing: { kind: 'beyond', grade: 'yellow' } },
  { sensorKind: 'bridge-strain', standing: { kind: 'beyond', grade: 'blue' } },
  { sensorKind: 'heat-temperature', standing: { kind: 'flat' } },
  { sensorKind: 'sewer-level', standing: { kind: 'dropping', keeps: 9 } },
  { sensorKind: 'road-water', standing: { kind: 'dropping', keeps: 720 } },
]

/** Which sensor has which trouble: the same for the same sensors. */
export function standingOf(sensors: SensorDirectory): ReadonlyMap<SensorId, Standing> {
  const chosen = new Map<SensorId, Standing>()
  for (const { sensorKind, standing } of SCRIPT) {
    const candidates = [...sensors.values()]
      .filter((sensor) => sensor.kind === sensorKind && canHave(sensor, standing))
      .map((sensor) => sensor.id)
      .sort()
    const id = candidates[hash(sensorKind) % Math.max(1, candidates.length)]
    if (id !== undefined) chosen.set(id, standing)
  }
  return chosen
}

/**
 * The value that a standing trouble makes of a healthy one.
 *
 * @param at  [ms UTC]
 * @param healthy  the sensor's healthy value at an instant
 */
export function standingValue(
  sensor: KnownSensor,
  standing: Standing,
  at: number,
  healthy: (at: number) => number | null,
): number | null {
  if (standing.kind === 'flat') return healthy(Math.floor(at / DAY) * DAY)
  if (standing.kind === 'dropping') return healthy(at)
  const limit = sensor.thresholds.find((threshold) => threshold.grade === standing.grade)
  const kind = findSensorKind(sensor.kind)
  if (!limit || !kind) return healthy(at)
  const end = kind.range[limit.direction === 'above' ? 1 : 0]
  const next = sensor.thresholds
    .filter((threshold) => threshold.direction === limit.direction)
    .filter((threshold) => GRADES.indexOf(threshold.grade) > GRADES.indexOf(limit.grade))
    .map((threshold) => threshold.value)
    .reduce(
      (nearest, value) => (Math.abs(value - limit.value) < Math.abs(nearest - limit.value) ? value : nearest),
      end,
    )
  // no further from report to report than its kind can go
  const jump = kind.faults.jump ?? Number.POSITIVE_INFINITY
  const room = Math.min(0.3 * Math.abs(next - limit.value), jump / 2)
  const depth =
    0.3 * (next - limit.value) + Math.sign(next - limit.value) * room * white(hash(sensor.id), Math.floor(at / 60_000))
  return limit.value + depth
}

function canHave(sensor: KnownSensor, standing: Standing): boolean {
  return !('grade' in standing) || sensor.thresholds.some((threshold) => threshold.grade === standing.grade)
}

import type { SensorId } from '../../src/domain/ids.ts'
import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import { GRADES } from '../../src/domain/sensing/reading.ts'
import type { KnownSensor, SensorDirectory } from '../ingest/sensor-directory.ts'
import { hash, white } from './noise.ts'
import { roundTo } from './signal.ts'

const DAY = 86_400_000
/** How long a passing incident lasts each day [ms]: longer than any delay of a threshold, and than the thinned past. */
const PASSING = 45 * 60_000

/** No longer than this between reports of a sensor that is beyond its threshold [ms]. */
const WHILE_BEYOND = 10 * 60_000

type AlarmGrade = Exclude<(typeof GRADES)[number], 'normal'>

/** Something that goes wrong, so that a demonstration has alarms and faults to show. */
type Incident =
  /** all the time beyond the threshold of that grade and short of the next */
  | { readonly kind: 'beyond'; readonly grade: AlarmGrade }
  /** the same for 45 minutes a day, at an hour of the sensor's own */
  | { readonly kind: 'passing'; readonly grade: AlarmGrade }
  /** the same value for a whole day */
  | { readonly kind: 'flat' }
  /** only every n-th report arrives */
  | { readonly kind: 'dropping'; readonly keeps: number }

/** One sensor of each of these kinds, where the city has it: a new line is a new incident. */
const SCRIPT: readonly { readonly sensorKind: string; readonly incident: Incident }[] = [
  { sensorKind: 'ch4-well', incident: { kind: 'beyond', grade: 'orange' } },
  { sensorKind: 'manhole-cover', incident: { kind: 'beyond', grade: 'orange' } },
  { sensorKind: 'water-pressure', incident: { kind: 'beyond', grade: 'yellow' } },
  { sensorKind: 'bridge-strain', incident: { kind: 'beyond', grade: 'blue' } },
  { sensorKind: 'heat-temperature', incident: { kind: 'flat' } },
  { sensorKind: 'sewer-level', incident: { kind: 'dropping', keeps: 9 } },
  { sensorKind: 'road-water', incident: { kind: 'dropping', keeps: 720 } },
]

/** So many sensors of a kind have a passing incident of that grade. */
const PASSING_SCRIPT: readonly { readonly sensorKind: string; readonly grade: AlarmGrade; readonly count: number }[] = [
  { sensorKind: 'sewer-level', grade: 'blue', count: 3 },
  { sensorKind: 'water-pressure', grade: 'blue', count: 3 },
  { sensorKind: 'gas-pressure', grade: 'yellow', count: 2 },
  { sensorKind: 'bridge-load', grade: 'blue', count: 2 },
  { sensorKind: 'heat-pressure', grade: 'yellow', count: 2 },
  { sensorKind: 'gallery-humidity', grade: 'blue', count: 2 },
  { sensorKind: 'tunnel-co', grade: 'yellow', count: 1 },
  { sensorKind: 'gas-restaurant', grade: 'orange', count: 1 },
]

/** Which sensor has which incident: the same for the same sensors. */
export function incidentsOf(sensors: SensorDirectory): ReadonlyMap<SensorId, Incident> {
  const chosen = new Map<SensorId, Incident>()
  const choose = (sensorKind: string, count: number, incident: Incident) => {
    const candidates = [...sensors.values()]
      .filter((sensor) => sensor.kind === sensorKind && canHave(sensor, incident) && !chosen.has(sensor.id))
      .map((sensor) => sensor.id)
      .sort()
    const first = hash(sensorKind) % Math.max(1, candidates.length)
    for (const id of [...candidates.slice(first), ...candidates.slice(0, first)].slice(0, count))
      chosen.set(id, incident)
  }
  for (const { sensorKind, incident } of SCRIPT) choose(sensorKind, 1, incident)
  for (const { sensorKind, grade, count } of PASSING_SCRIPT) choose(sensorKind, count, { kind: 'passing', grade })
  return chosen
}

/** Of how many reports one arrives. */
export function keepsEvery(incident: Incident | undefined): number {
  return incident?.kind === 'dropping' ? incident.keeps : 1
}

/**
 * How often a sensor reports [ms]. One that reports once a day to show that it lives, as a manhole cover does, tells at
 * once when it is moved and keeps telling while it is beyond its threshold.
 */
export function reportPeriod(sensor: KnownSensor, incident: Incident | undefined): number {
  const period = sensor.period_s * 1000
  return incident?.kind === 'beyond' ? Math.min(period, WHILE_BEYOND) : period
}

/**
 * The value an incident makes of a healthy one.
 *
 * @param at  [ms UTC]
 * @param healthy  the sensor's healthy value at an instant
 */
export function troubledValue(
  sensor: KnownSensor,
  incident: Incident | undefined,
  at: number,
  healthy: (at: number) => number | null,
): number | null {
  if (incident?.kind === 'flat') return healthy(Math.floor(at / 86_400_000) * 86_400_000)
  if (incident?.kind !== 'beyond' && incident?.kind !== 'passing') return healthy(at)
  if (incident.kind === 'passing' && (at + startOf(sensor)) % DAY >= PASSING) return healthy(at)
  const limit = sensor.thresholds.find((threshold) => threshold.grade === incident.grade)
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
  const depth = 0.3 + 0.3 * white(hash(sensor.id), Math.floor(at / 60_000))
  return roundTo(limit.value + depth * (next - limit.value), kind.digits)
}

/** Spreads the passing incidents over the day [ms]. */
function startOf(sensor: KnownSensor): number {
  return Math.floor(white(hash(sensor.id), 2) * DAY)
}

function canHave(sensor: KnownSensor, incident: Incident): boolean {
  return !('grade' in incident) || sensor.thresholds.some((threshold) => threshold.grade === incident.grade)
}

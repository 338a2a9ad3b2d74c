import type { SensorId } from '../../src/domain/ids.ts'
import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import type { KnownSensor, SensorDirectory } from '../ingest/sensor-directory.ts'
import { createField } from './field.ts'
import { hash, white } from './noise.ts'
import { DAY, driftAt, type PlannedFault, plannedFaults } from './planned-faults.ts'
import { healthyValue, roundTo } from './signal.ts'
import { type Standing, standingOf, standingValue } from './standing.ts'
import { stories } from './stories/index.ts'
import { type Effect, HOUR, type Incident, MINUTE, STORIES, type StoryName } from './story.ts'

/** No longer than this between reports of a sensor that something happens to [ms]: instruments report what moves. */
const WHILE_SOMETHING = MINUTE
const WHILE_STANDING = 10 * MINUTE
/** Kinds that keep their period whatever happens: rain is a sum of five minutes, ground moves slowly. */
const UNHURRIED = ['rain-gauge', 'tide', 'tunnel-convergence', 'tunnel-settlement', 'leak-acoustic']
/** A gas instrument that sees a jump measures again so much later [ms]: within the shortest delay of its kind. */
const SECOND_LOOK = 5000
/** The night minimum is measured at 03:00 in China, 19:00 UTC [ms of the UTC day]. */
const LEAK_LISTENING = 19 * HOUR
/** Days that are kept worked out. */
const MOST_DAYS = 4

/** One report of the made-up field. */
export interface PlayedReading {
  readonly sensor: SensorId
  readonly at: number
  readonly value: number
}

/** What happens on a UTC day. */
export interface ScriptedDay {
  readonly incidents: readonly Incident[]
  readonly effects: ReadonlyMap<SensorId, readonly Effect[]>
  readonly faults: ReadonlyMap<SensorId, readonly PlannedFault[]>
}

/** Everything that the made-up field does: a function of the sensors and of time, but for what somebody starts by hand. */
export interface Script {
  readonly sensors: SensorDirectory
  readonly standing: ReadonlyMap<SensorId, Standing>
  day(at: number): ScriptedDay
  /** Reports of one sensor later than `from` and not later than `to`; `isKept` thins them where nothing happens. */
  reports(
    sensor: KnownSensor,
    from: number,
    to: number,
    isKept?: (slot: number, at: number) => boolean,
  ): PlayedReading[]
  /** The first regular report at or after an instant [ms]. */
  slotAfter(sensor: KnownSensor, at: number): number
  /** Starts a story by hand; null where the city lacks the sensors for it. */
  start(story: StoryName, at: number, seed: number): Incident | null
  /**
   * Starts a story again as it was begun before a restart; null, and nothing is started, where it would happen to other
   * sensors than it did.
   */
  goOn(story: StoryName, at: number, seed: number, sensors: readonly SensorId[]): Incident | null
}

/** The script of a city's sensors. */
export function createScript(sensors: SensorDirectory): Script {
  const standing = standingOf(sensors)
  const days = new Map<number, ScriptedDay>()
  const started: Incident[] = []

  function day(at: number): ScriptedDay {
    const begin = Math.floor(at / DAY) * DAY
    const known = days.get(begin)
    if (known) return known
    const scripted = scriptDay(begin)
    if (days.size >= MOST_DAYS) days.delete(Math.min(...days.keys()))
    days.set(begin, scripted)
    return scripted
  }

  function scriptDay(begin: number): ScriptedDay {
    const faults = new Map<SensorId, readonly PlannedFault[]>()
    for (const sensor of sensors.values()) {
      const planned = standing.has(sensor.id) ? [] : plannedFaults(sensor, begin)
      if (planned.length > 0) faults.set(sensor.id, planned)
    }
    const effects = new Map<SensorId, readonly Effect[]>()
    const incidents: Incident[] = []
    for (const name of STORIES) {
      const { tell, hours } = stories[name]
      const seed = hash(`${name} ${begin / DAY}`)
      // hours of the day in China
      const start = begin + Math.floor(((hours[0] + white(seed, 1) * (hours[1] - hours[0]) - 8 + 24) % 24) * HOUR)
      const field = createField(sensors, ({ id }) => !standing.has(id) && !faults.has(id) && !effects.has(id))
      const incident = tell(field, start, seed)
      if (!incident) continue
      incidents.push(incident)
      for (const effect of incident.effects) effects.set(effect.sensor, [effect])
    }
    return { incidents, effects, faults }
  }

  function effectsOn(sensor: SensorId, at: number): Effect[] {
    const byHand = started.flatMap(({ effects }) => effects).filter((effect) => effect.sensor === sensor)
    return [...(day(at).effects.get(sensor) ?? []), ...byHand].filter(({ from, to }) => at >= from && at <= to)
  }

  function faultsOn(sensor: SensorId, at: number): readonly PlannedFault[] {
    return day(at).faults.get(sensor) ?? []
  }

  function slotAfter(sensor: KnownSensor, at: number): number {
    const period = periodOf(sensor)
    const offset = offsetOf(sensor, period)
    return Math.ceil((at - offset) / period) * period + offset
  }

  function periodOf(sensor: KnownSensor): number {
    const period = sensor.period_s * 1000
    return standing.get(sensor.id)?.kind === 'beyond' ? Math.min(period, WHILE_STANDING) : period
  }

  function valueAt(sensor: KnownSensor, at: number): number | null {
    const kind = findSensorKind(sensor.kind)
    const trouble = standing.get(sensor.id)
    const sound = (instant: number) => healthyValue(sensor, instant)
    const healthy = trouble ? standingValue(sensor, trouble, at, sound) : sound(at)
    if (healthy === null || !kind) return healthy
    let value = healthy
    for (const effect of effectsOn(sensor.id, at)) value = effect.value(at, value)
    for (const fault of faultsOn(sensor.id, at)) {
      if (fault.kind === 'flat-line' && at >= fault.from && at <= fault.to) value = sound(fault.from) ?? value
      if (fault.kind === 'drift') value += driftAt(fault, at)
      if (fault.kind === 'spike' && slotAfter(sensor, fault.from) === at) value = spiked(value, fault.size, kind.range)
    }
    return roundTo(Math.min(kind.range[1], Math.max(kind.range[0], value)), kind.digits)
  }

  /** Instants of a sensor's reports in (from, to]. */
  function instants(sensor: KnownSensor, from: number, to: number, isKept: (slot: number, at: number) => boolean) {
    const trouble = standing.get(sensor.id)
    const period = periodOf(sensor)
    const offset = offsetOf(sensor, period)
    const last = Math.floor((to - offset) / period)
    const result: number[] = []
    for (let slot = Math.floor((from - offset) / period) + 1; slot <= last; slot++) {
      const at = slot * period + offset
      if (trouble?.kind === 'dropping' && slot % trouble.keeps !== 0) continue
      const happens = effectsOn(sensor.id, at).length > 0 || faultsOn(sensor.id, at).length > 0
      if (happens || trouble?.kind === 'dropping' || isKept(slot, at) || slot === last) result.push(at)
    }
    const isHurried = period > WHILE_SOMETHING && !UNHURRIED.includes(sensor.kind)
    const windows = isHurried ? effectsBetween(sensor.id, from, to) : []
    for (const window of windows)
      for (
        let at = Math.ceil(Math.max(from + 1, window.from) / WHILE_SOMETHING) * WHILE_SOMETHING;
        at <= Math.min(to, window.to);
        at += WHILE_SOMETHING
      )
        result.push(at)
    if (findSensorKind(sensor.kind)?.faults.isAlarmedAtOnce)
      for (const fault of new Set([...faultsOn(sensor.id, from), ...faultsOn(sensor.id, to)])) {
        const again = slotAfter(sensor, fault.from) + SECOND_LOOK
        if (fault.kind === 'spike' && again > from && again <= to) result.push(again)
      }
    return [...new Set(result)].sort((a, b) => a - b)
  }

  function effectsBetween(sensor: SensorId, from: number, to: number): Effect[] {
    const all = [...started.flatMap(({ effects }) => effects).filter((effect) => effect.sensor === sensor)]
    for (let begin = Math.floor(from / DAY) * DAY; begin <= to; begin += DAY)
      all.push(...(day(begin).effects.get(sensor) ?? []))
    return all.filter((effect) => effect.to > from && effect.from <= to)
  }

  /** A story as it would happen from an instant on, where nothing else does. */
  function told(story: StoryName, at: number, seed: number): Incident | null {
    const isTaken = (id: SensorId) => effectsBetween(id, at, at + 4 * HOUR).length > 0
    const field = createField(sensors, ({ id }) => !standing.has(id) && !day(at).faults.has(id) && !isTaken(id))
    return stories[story].tell(field, at, seed)
  }

  return {
    sensors,
    standing,
    day,
    slotAfter,
    reports(sensor, from, to, isKept = () => true) {
      if (!(sensor.period_s > 0)) return []
      return instants(sensor, from, to, isKept).flatMap((at) => {
        const isSilent = faultsOn(sensor.id, at).some(
          (fault) => fault.kind === 'gap' && at >= fault.from && at < fault.to,
        )
        const value = isSilent ? null : valueAt(sensor, at)
        return value === null ? [] : [{ sensor: sensor.id, at, value }]
      })
    },
    start(story, at, seed) {
      const incident = told(story, at, seed)
      if (incident) started.push(incident)
      return incident
    },
    goOn(story, at, seed, before) {
      const incident = told(story, at, seed)
      const own = new Set(incident?.effects.map(({ sensor }) => sensor))
      if (!incident || own.size !== before.length || !before.every((id) => own.has(id))) return null
      started.push(incident)
      return incident
    },
  }
}

/** Off by `size`, to the other side where the range ends before. */
function spiked(value: number, size: number, [low, high]: readonly [number, number]): number {
  return value + size < low || value + size > high ? value - size : value + size
}

/** Spreads reports over the period, so that they trickle; leak noise is listened for at night. */
function offsetOf(sensor: KnownSensor, period: number): number {
  const jitter = white(hash(sensor.id), 0)
  if (sensor.kind === 'leak-acoustic') return LEAK_LISTENING + Math.floor(jitter * 1_800_000)
  return Math.floor(jitter * period)
}

import { makeCustomers, makeEntries } from '../../data-pipeline/synth/customers.ts'
import { makeDemoCity } from '../../data-pipeline/synth/demo-city.ts'
import { districtAt } from '../../data-pipeline/synth/districts.ts'
import { makeSensors } from '../../data-pipeline/synth/sensors.ts'
import { thresholdRows } from '../../data-pipeline/synth/thresholds.ts'
import type { KnownSensor, SensorDirectory } from '../../server/ingest/sensor-directory.ts'
import { type AnswerKey, answerKey } from '../../server/replay/answer-key.ts'
import { type PlannedFault, TOLD_AS } from '../../server/replay/planned-faults.ts'
import { createScript, type PlayedReading, type Script } from '../../server/replay/script.ts'
import type { FaultKind } from '../../src/domain/sensing/faults/fault.ts'
import type { Threshold } from '../../src/domain/sensing/judge.ts'
import { sensorKindOf } from '../../src/domain/sensing/kinds/index.ts'
import { createNeighbours } from '../../src/domain/sensing/neighbours.ts'
import { GRADES } from '../../src/domain/sensing/reading.ts'
import { createWatch, type Findings, type Judgement } from '../../src/domain/sensing/watch.ts'

const STEP = 60_000
const HOUR = 60 * STEP
export const DAY = 24 * HOUR
/** Faults that begin so shortly before the end are not told in time. */
const TAIL = 30 * STEP

/** The sensors of a demo city with their limits, as a server knows them. */
export function demoSensors(seed: number): SensorDirectory {
  const city = makeDemoCity(seed)
  const entries = makeEntries(city)
  const sensors = makeSensors(
    city,
    makeCustomers(city.buildings, city.water.meters, city.gas.services, city.heat.exchanges),
    entries,
  )
  const limits = new Map<string, Threshold[]>()
  for (const [id, grade, direction, value, delay_s, hysteresis, clear_delay_s] of thresholdRows(sensors))
    limits.set(String(id), [
      ...(limits.get(String(id)) ?? []),
      { grade, direction, value, delay_s, hysteresis, clear_delay_s } as Threshold,
    ])
  return new Map(
    sensors.map(({ id, kind, asset, place }): [string, KnownSensor] => [
      id,
      {
        ...{ id, kind, district: districtAt(place), period_s: sensorKindOf(kind).period, staleAfter_s: null },
        ...{ assetId: asset === null ? null : `demo/${asset}`, thresholds: limits.get(id) ?? [] },
        ...{ lon: 120.37 + place.x / 90_000, lat: 36 + place.y / 111_320 },
      },
    ]),
  )
}

/** What the watch said of some days of the script, beside what is true of them. */
export interface JudgedDays {
  readonly key: AnswerKey
  readonly found: Findings
  readonly readings: number
  /** share of all reports that a fault of the key touched or kept away, 0…1 */
  readonly faulty: number
}

/**
 * Plays whole days through the watch, minute by minute.
 *
 * @param from  begin of a UTC day [ms]
 */
export function judgeDays(sensors: SensorDirectory, from: number, days: number): JudgedDays {
  const script = createScript(sensors)
  const watch = createWatch(
    () => sensors,
    [],
    createNeighbours(() => sensors),
  )
  const found: Findings = { judgements: [], faults: [], qualities: [] }
  const take = ({ judgements, faults, qualities }: Findings) => {
    found.judgements.push(...judgements)
    found.faults.push(...faults)
    found.qualities.push(...qualities)
  }
  const key = answerKey(script, from, from + days * DAY)
  const spans = spansOf(key.faults)
  let [readings, faulty] = [0, 0]
  for (let hour = from; hour < from + days * DAY; hour += HOUR) {
    const reports = reportsOf(script, hour, hour + HOUR)
    readings += reports.length
    for (const { sensor, at } of reports)
      if (spans.get(sensor)?.some((fault) => at >= fault.from && at <= fault.to)) faulty++
    let next = 0
    for (let now = hour + STEP; now <= hour + HOUR; now += STEP) {
      const first = next
      while ((reports[next]?.at ?? Number.POSITIVE_INFINITY) <= now) next++
      take(
        watch.accept(
          reports.slice(first, next).map((report) => ({ ...report, quality: 'good' })),
          now,
        ),
      )
      take(watch.tick(now))
    }
  }
  // those that drop nearly all their reports all the time would count for more than they are
  const missing = key.faults
    .filter(({ kind, sensor }) => kind === 'gap' && !script.standing.has(sensor))
    .map(({ from: start, to: end, sensor }) => (end - start) / ((sensors.get(sensor)?.period_s ?? 1) * 1000))
    .reduce((sum, count) => sum + count, 0)
  return { key, found, readings, faulty: (faulty + missing) / (readings + missing) }
}

function reportsOf(script: Script, from: number, to: number): PlayedReading[] {
  const all: PlayedReading[] = []
  for (const sensor of script.sensors.values()) all.push(...script.reports(sensor, from, to))
  return all.sort((a, b) => a.at - b.at)
}

function spansOf(faults: readonly PlannedFault[]): Map<string, PlannedFault[]> {
  const spans = new Map<string, PlannedFault[]>()
  for (const fault of faults) spans.set(fault.sensor, [...(spans.get(fault.sensor) ?? []), fault])
  return spans
}

/** How well faults of a kind were told. */
export interface Score {
  /** in the key */
  readonly planned: number
  /** of them, told */
  readonly told: number
  /** in the key, but not told */
  readonly missed: readonly string[]
  /** told, but in no key */
  readonly wrong: readonly string[]
}

/** Faults that were told beside those of the key. */
export function scoreFaults({ key, found }: JudgedDays, to: number): Readonly<Record<PlannedFault['kind'], Score>> {
  const score = (kind: PlannedFault['kind']): Score => {
    const names: readonly FaultKind[] = TOLD_AS[kind]
    const told = found.faults.filter((fault) => names.includes(fault.kind))
    const planned = key.faults.filter((fault) => fault.kind === kind && fault.from < to - TAIL)
    const isOf = (fault: PlannedFault) => (it: (typeof told)[number]) =>
      it.sensor === fault.sensor &&
      (kind === 'spike' ? it.since === fault.from : (it.until ?? to) >= fault.from && it.since <= fault.to + 2 * HOUR)
    const wrong = [...new Map(told.map((it) => [`${it.sensor} ${it.kind} ${it.since}`, it])).values()]
      .filter((it) => !key.faults.some((fault) => fault.kind === kind && isOf(fault)(it)))
      .map(({ sensor, kind: name, since }) => `${sensor} ${name} ${new Date(since).toISOString()}`)
    const missed = planned
      .filter((fault) => !told.some(isOf(fault)))
      .map(({ sensor, from, to: end }) => `${sensor} ${new Date(from).toISOString()} ${(end - from) / HOUR} h`)
    return { planned: planned.length, told: planned.length - missed.length, missed, wrong }
  }
  return { 'flat-line': score('flat-line'), spike: score('spike'), gap: score('gap'), drift: score('drift') }
}

/** Alarms of the key that neither stood already nor came in time. */
export function missedAlarms({ key, found }: JudgedDays, to: number): string[] {
  const stood = (sensor: string, at: number) =>
    found.judgements.filter((it) => it.sensor === sensor && it.at <= at).at(-1)?.grade ?? 'normal'
  return key.alarms
    .filter(({ by }) => by < to)
    .filter(
      ({ sensor, grade, from, by }) =>
        // held by its hysteresis since an earlier time that the value was beyond
        !isAtLeast(stood(sensor, from), grade) &&
        !found.judgements.some(
          (it) => it.sensor === sensor && isAtLeast(it.grade, grade) && it.at <= by && it.at >= from - 10 * STEP,
        ),
    )
    .map(({ story, sensor, grade, by }) => `${story}: ${sensor} ${grade} by ${new Date(by).toISOString()}`)
}

/** Alarms of sensors to which nothing happened then. */
export function falseAlarms({ key, found }: JudgedDays, script: { readonly standing: ReadonlyMap<string, unknown> }) {
  const effects = key.incidents.flatMap((incident) => incident.effects)
  const isTrue = ({ sensor, at }: Judgement) =>
    script.standing.has(sensor) ||
    effects.some((effect) => effect.sensor === sensor && at >= effect.from && at <= effect.to + HOUR)
  return found.judgements
    .filter(({ grade }) => grade !== 'normal')
    .filter((judgement) => !isTrue(judgement))
    .map(({ sensor, grade, at, value }) => ({
      ...{ sensor, grade, value, at: new Date(at).toISOString() },
      faults: key.faults.filter((fault) => fault.sensor === sensor).map(({ kind }) => kind),
    }))
}

function isAtLeast(grade: Judgement['grade'], least: Judgement['grade']): boolean {
  return GRADES.indexOf(grade) >= GRADES.indexOf(least)
}

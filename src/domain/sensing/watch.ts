import type { SensorId } from '../ids.ts'
import type { DriftState } from './faults/drift.ts'
import type { Fault } from './faults/fault.ts'
import { confirm, resumeScreening, type Screen, type ScreenState, screen, UNSCREENED } from './faults/screen.ts'
import { silence } from './faults/silence.ts'
import { departure, isWitness } from './faults/spike.ts'
import {
  dropPending,
  type Heard,
  isPending,
  type JudgeState,
  judge,
  restartClearing,
  resumeJudging,
  staleAfter,
  type Threshold,
  UNJUDGED,
} from './judge.ts'
import { findSensorKind } from './kinds/index.ts'
import { GRADES, type Grade, type Quality, type Reading } from './reading.ts'
import { approachOf, emptyLine, followLine, type RecentLine } from './trend/recent-line.ts'
import type { Approach } from './trend/time-to-threshold.ts'

/** What must be known of a sensor to watch it. */
export interface WatchedSensor {
  readonly id: SensorId
  readonly kind: string
  readonly period_s: number
  readonly staleAfter_s: number | null
  readonly thresholds: readonly Threshold[]
}

/** A stored reading that has no grade yet. */
export type UngradedReading = Omit<Reading, 'grade'>

/** A change of a sensor's grade. */
export interface Judgement {
  readonly sensor: SensorId
  readonly grade: Grade
  /** in the unit of the sensor's kind */
  readonly value: number
  /** [ms UTC] */
  readonly at: number
  /** 待复核: it rests on readings that may be wrong */
  readonly isUnconfirmed: boolean
}

/** What a step of the watch found, each list in order of time. */
export interface Findings {
  readonly judgements: Judgement[]
  readonly faults: (Fault & { readonly sensor: SensorId })[]
  /** qualities of stored readings that are otherwise than they came */
  readonly qualities: { readonly sensor: SensorId; readonly at: number; readonly quality: Quality }[]
}

/** All sensors of a city under watch: grades, alarms to be, and faults. Pure but for its memory; time comes as argument. */
export interface Watch {
  /** Takes stored readings, ordered by time. `now` [ms UTC] is how far values are known to have lasted. */
  accept(readings: readonly UngradedReading[], now: number): Findings
  /** What time alone changes: delays that are over, sensors that fell silent. */
  tick(now: number): Findings
  /** After a change of sensors or limits. */
  reconsider(now: number): Findings
  /** The newest reading of a sensor with its quality and grade; null when it never reported. */
  latest(sensor: SensorId): Reading | null
  /**
   * The next limit, graver than the grade now, that a sensor is on its way to; null also where the instrument is silent,
   * its newest reading not good, or a fault lasts.
   */
  approach(sensor: SensorId, now: number): Approach | null
}

interface Memory {
  readonly sensor: WatchedSensor
  readonly screening: Screen | null
  state: JudgeState
  screen: ScreenState
  latest: UngradedReading
  /** what the judge heard last */
  heard: Heard
  isUnconfirmed: boolean
  silence: Fault | null
  /** believed readings */
  readonly line: RecentLine
}

/** What a watch goes on from. */
export interface Remembered extends Reading {
  readonly drift?: DriftState
  /** faults that last, and spikes of the last day */
  readonly faults?: readonly Fault[]
  /** newest good readings, oldest first */
  readonly line?: readonly Heard[]
}

/**
 * @param sensors  those there are now; asked again at every step
 * @param neighbours  sensors of the same kind that one cause makes jump together, so that they confirm each other
 * @param remembered  newest readings from before a restart
 */
export function createWatch(
  sensors: () => ReadonlyMap<SensorId, WatchedSensor>,
  remembered: readonly Remembered[] = [],
  neighbours: (sensor: SensorId) => readonly SensorId[] = () => [],
): Watch {
  const memories = new Map<SensorId, Memory>()
  const pending = new Set<SensorId>()
  for (const { grade, drift, faults = [], line = [], ...latest } of remembered) {
    const sensor = sensors().get(latest.sensor)
    if (!sensor) continue
    const memory = memoryOf(sensor, latest)
    for (const sample of line) followLine(memory.line, sample)
    const value = latest.quality === 'good' ? latest.value : null
    memory.state = resumeJudging({ at: latest.at, value, grade }, sensor.thresholds)
    const ofReadings = faults.filter(({ kind }) => kind !== 'stale' && kind !== 'offline')
    memory.screen = resumeScreening(ofReadings, drift)
    memory.silence = faults.find(({ kind }) => kind === 'stale' || kind === 'offline') ?? null
    memories.set(latest.sensor, memory)
    notePending(memory)
  }

  function notePending({ sensor, state }: Memory): void {
    if (isPending(state, sensor.thresholds)) pending.add(sensor.id)
    else pending.delete(sensor.id)
  }

  /** Moves a sensor's state; a change of its grade is found. */
  function step(memory: Memory, sample: Heard | null, until: number, found: Findings): void {
    const before = memory.state.grade
    if (sample) memory.heard = sample
    if (sample && !memory.isUnconfirmed) followLine(memory.line, sample)
    const heard = sample && { ...sample, quality: 'good' as const }
    memory.state = judge(memory.state, heard, memory.sensor.thresholds, until)
    const { grade } = memory.state
    if (grade === before) return
    const { value } = memory.heard
    found.judgements.push({
      ...{ sensor: memory.sensor.id, grade, value, at: until },
      isUnconfirmed: memory.isUnconfirmed && grade !== 'normal',
    })
  }

  function take(memory: Memory, reading: UngradedReading, until: number, found: Findings): void {
    const { sensor } = reading
    const silentFor = (reading.at - memory.latest.at) / 1000
    if (silentFor > staleAfter(memory.sensor)) memory.state = restartClearing(memory.state)
    const screened = memory.screening && screen(memory.screen, reading, memory.screening)
    if (!screened) {
      memory.latest = reading
      if (reading.quality === 'good') step(memory, reading, reading.at, found)
      step(memory, null, until, found)
      return
    }
    memory.screen = screened.state
    memory.latest = { ...reading, quality: screened.quality }
    if (screened.quality !== reading.quality)
      found.qualities.push({ sensor, at: reading.at, quality: screened.quality })
    for (const correction of screened.corrections) found.qualities.push({ sensor, ...correction })
    for (const fault of screened.faults) found.faults.push({ sensor, ...fault })
    const wasUnconfirmed = memory.isUnconfirmed
    memory.isUnconfirmed = screened.isUnconfirmed
    for (const sample of screened.judged) step(memory, sample, sample.at, found)
    if (screened.isFaulty) memory.state = dropPending(memory.state)
    if (wasUnconfirmed && !memory.isUnconfirmed) noteConfirmed(memory, reading.at, found)
    if (departure(memory.screen.spike) !== 0) askNeighbours(memory, found)
    step(memory, null, until, found)
  }

  /**
   * A jump that a neighbour of the kind saw as well, to the same side and within one report, is true of both, unless one of
   * the two gives spikes: then they may have met by chance, and the next report decides.
   */
  function askNeighbours(memory: Memory, found: Findings): void {
    const { held } = memory.screen.spike
    const side = departure(memory.screen.spike)
    if (!held || !isWitness(memory.screen.spike)) return
    const together = memory.sensor.period_s * 1000
    for (const id of neighbours(memory.sensor.id)) {
      const other = memories.get(id)
      const theirs = other?.screen.spike.held
      if (!other || !theirs || departure(other.screen.spike) !== side || !isWitness(other.screen.spike)) continue
      if (Math.abs(held.at - theirs.at) > together) continue
      believe(other, held.at, found)
      believe(memory, held.at, found)
      return
    }
  }

  function believe(memory: Memory, at: number, found: Findings): void {
    const confirmed = confirm(memory.screen)
    if (!confirmed) return
    const sensor = memory.sensor.id
    memory.screen = confirmed.state
    memory.isUnconfirmed = false
    found.qualities.push({ sensor, at: confirmed.sample.at, quality: 'good' })
    if (memory.latest.at === confirmed.sample.at) memory.latest = { ...memory.latest, quality: 'good' }
    step(memory, confirmed.sample, confirmed.sample.at, found)
    step(memory, null, Math.max(at, confirmed.sample.at), found)
    noteConfirmed(memory, at, found)
    notePending(memory)
  }

  /** An alarm that rested on a single report rests on more now. */
  function noteConfirmed({ sensor, state, heard }: Memory, at: number, found: Findings): void {
    if (state.grade === 'normal') return
    found.judgements.push({ sensor: sensor.id, grade: state.grade, value: heard.value, at, isUnconfirmed: false })
  }

  function noteSilence(memory: Memory, now: number, found: Findings): void {
    const before = memory.silence
    const next = silence(staleAfter(memory.sensor), memory.latest.at, now)
    if (before?.kind === next?.kind) return
    const sensor = memory.sensor.id
    if (before) {
      const until = Math.max(before.since, next ? next.since : memory.latest.at)
      found.faults.push({ sensor, ...before, until })
    }
    if (next) found.faults.push({ sensor, ...next })
    memory.silence = next
  }

  return {
    accept(readings, now) {
      const found = nothing()
      for (const [id, series] of bySensor(readings)) {
        const [first] = series
        const sensor = sensors().get(id)
        if (!first || !sensor) continue
        const memory = memories.get(id) ?? memoryOf(sensor, first)
        memories.set(id, memory)
        series.forEach((reading, index) => {
          take(memory, reading, series[index + 1]?.at ?? lastedUntil(memory.sensor, reading.at, now), found)
        })
        notePending(memory)
      }
      return found
    },

    tick(now) {
      const found = nothing()
      for (const id of [...pending]) {
        const memory = memories.get(id)
        if (!memory) continue
        step(memory, null, lastedUntil(memory.sensor, memory.latest.at, now), found)
        notePending(memory)
      }
      for (const memory of memories.values()) noteSilence(memory, now, found)
      return found
    },

    reconsider(now) {
      const found = nothing()
      for (const [id, old] of memories) {
        const sensor = sensors().get(id)
        if (!sensor) {
          memories.delete(id)
          pending.delete(id)
          continue
        }
        if (JSON.stringify(sensor) === JSON.stringify(old.sensor)) continue
        const memory: Memory = { ...old, sensor, screening: memoryOf(sensor, old.latest).screening }
        memory.state = resumeJudging({ ...old.heard, grade: old.state.grade }, sensor.thresholds)
        memories.set(id, memory)
        step(memory, memory.heard, lastedUntil(sensor, memory.latest.at, now), found)
        notePending(memory)
      }
      return found
    },

    latest(id) {
      const memory = memories.get(id)
      return memory ? { ...memory.latest, grade: memory.state.grade } : null
    },

    approach(id, now) {
      const memory = memories.get(id)
      if (memory?.latest.quality !== 'good' || memory.screen.open.length > 0) return null
      if (memory.silence || silence(staleAfter(memory.sensor), memory.latest.at, now)) return null
      const { grade } = memory.state
      const graver = memory.sensor.thresholds.filter((it) => GRADES.indexOf(it.grade) > GRADES.indexOf(grade))
      return approachOf(memory.line, graver, now)
    },
  }
}

function nothing(): Findings {
  return { judgements: [], faults: [], qualities: [] }
}

function memoryOf(sensor: WatchedSensor, latest: UngradedReading): Memory {
  const kind = findSensorKind(sensor.kind)
  const screening = kind && { rules: kind.faults, range: kind.range, patience: staleAfter(sensor) * 1000 }
  return {
    ...{ sensor, screening, latest, heard: latest, state: UNJUDGED, screen: UNSCREENED },
    ...{ isUnconfirmed: false, silence: null, line: emptyLine() },
  }
}

/** Until when the value of a reading is known to have lasted [ms UTC]: a stale one is not, so no delay runs on. */
function lastedUntil(sensor: WatchedSensor, at: number, now: number): number {
  return Math.max(at, Math.min(now, at + staleAfter(sensor) * 1000))
}

function bySensor(readings: readonly UngradedReading[]): Map<SensorId, UngradedReading[]> {
  const groups = new Map<SensorId, UngradedReading[]>()
  for (const reading of readings) {
    const group = groups.get(reading.sensor)
    if (group) group.push(reading)
    else groups.set(reading.sensor, [reading])
  }
  return groups
}

import type { SensorId } from '../../src/domain/ids.ts'
import type { Threshold } from '../../src/domain/sensing/judge.ts'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { DAY, type PlannedFault } from './planned-faults.ts'
import type { PlayedReading, Script } from './script.ts'
import { HOUR, type Incident, MINUTE, type StoryName } from './story.ts'

/** An alarm that must come. */
export interface ExpectedAlarm {
  readonly story: StoryName | 'standing'
  readonly sensor: SensorId
  /** at least this */
  readonly grade: Threshold['grade']
  /** first report beyond the limit [ms UTC] */
  readonly from: number
  /** latest instant at which it is in time [ms UTC]: the delay, one more report that confirms it, and a minute */
  readonly by: number
}

/** What is true of a span of the made-up field: a function of the sensors and of time. */
export interface AnswerKey {
  readonly incidents: readonly Incident[]
  readonly alarms: readonly ExpectedAlarm[]
  readonly faults: readonly PlannedFault[]
}

/** The answer key of whole UTC days; of a spike `from` is the instant of its report. */
export function answerKey(script: Script, from: number, to: number): AnswerKey {
  const incidents: Incident[] = []
  const alarms: ExpectedAlarm[] = []
  const faults = new Map<string, PlannedFault>()
  for (let begin = from; begin < to; begin += DAY) {
    const day = script.day(begin)
    incidents.push(...day.incidents)
    for (const incident of day.incidents) alarms.push(...alarmsOf(script, incident))
    for (const planned of day.faults.values())
      for (const fault of planned) faults.set(`${fault.sensor} ${fault.kind} ${fault.from}`, atReport(script, fault))
  }
  for (const [id, { kind }] of script.standing) {
    const sensor = script.sensors.get(id)
    if (!sensor) continue
    if (kind === 'flat')
      for (let begin = from; begin < to; begin += DAY)
        faults.set(`${id} ${begin}`, { sensor: id, kind: 'flat-line', from: begin, to: begin + DAY, size: 0 })
    if (kind === 'dropping') faults.set(id, { sensor: id, kind: 'gap', from, to, size: 0 })
    if (kind === 'beyond') {
      const reports = script.reports(sensor, from, from + 6 * HOUR)
      alarms.push(...reached(sensor, reports).map((alarm) => ({ story: 'standing' as const, ...alarm })))
    }
  }
  return { incidents, alarms, faults: [...faults.values()] }
}

function atReport(script: Script, fault: PlannedFault): PlannedFault {
  const sensor = fault.kind === 'spike' ? script.sensors.get(fault.sensor) : undefined
  if (!sensor) return fault
  const at = script.slotAfter(sensor, fault.from)
  return { ...fault, from: at, to: at }
}

function alarmsOf(script: Script, { story, effects }: Incident): ExpectedAlarm[] {
  return effects.flatMap((effect) => {
    const sensor = script.sensors.get(effect.sensor)
    if (!sensor) return []
    return reached(sensor, script.reports(sensor, effect.from - 1, effect.to)).map((alarm) => ({ story, ...alarm }))
  })
}

/** Limits that the reports stay beyond for their delay and two reports more. */
function reached(sensor: KnownSensor, reports: readonly PlayedReading[]): Omit<ExpectedAlarm, 'story'>[] {
  return sensor.thresholds.flatMap(({ grade, direction, value, delay_s }) => {
    let since: number | null = null
    let count = 0
    for (const report of reports) {
      const isBeyond = direction === 'above' ? report.value >= value : report.value <= value
      since = isBeyond ? (since ?? report.at) : null
      count = isBeyond ? count + 1 : 0
      if (since === null || count < 3 || report.at - since < delay_s * 1000) continue
      const second = reports.find(({ at }) => at > (since ?? 0))?.at ?? since
      return [{ sensor: sensor.id, grade, from: since, by: Math.max(since + delay_s * 1000, second) + MINUTE }]
    }
    return []
  })
}

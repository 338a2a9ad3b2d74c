import type { SensorId } from '../../src/domain/ids.ts'
import { isPending, type JudgeState, judge, resumeJudging, UNJUDGED } from '../../src/domain/sensing/judge.ts'
import type { Grade, Reading } from '../../src/domain/sensing/reading.ts'
import type { Database } from '../database/database.ts'
import type { KnownSensor, SensorDirectory } from '../ingest/sensor-directory.ts'
import { type Judgement, writeJudgements } from './write-judgements.ts'

/** A value that outlives this many periods is no longer known to last, so no delay runs on. */
const LIVE_PERIODS = 3

/** A stored reading that has no grade yet. */
export type UngradedReading = Omit<Reading, 'grade'>

/** The only one that judges readings and opens alarms. */
export interface Judge {
  /** Judges stored readings, ordered by time; answers them with the grade the sensor has at the end. */
  judge(readings: readonly UngradedReading[]): Promise<readonly Reading[]>
  /** Raises grades whose delay has run out since; answers the readings that are now graded otherwise. */
  tick(): Promise<readonly Reading[]>
}

interface Memory {
  state: JudgeState
  latest: UngradedReading
}

/**
 * A judge that goes on where the last one stopped.
 *
 * @param now  clock [ms UTC]
 * @param onFault  told when changes could not be written; they are written with the next
 */
export async function createJudge(parts: {
  readonly database: Database
  readonly directory: () => SensorDirectory
  readonly onFault: (error: unknown) => void
  readonly now: () => number
}): Promise<Judge> {
  const memories = await resume(parts.database, parts.directory())
  const pending = new Set<SensorId>()
  // Changes that the database did not take (busy): they go first the next time.
  const unwritten: Judgement[] = []
  for (const [id, memory] of memories) notePending(id, memory)

  function notePending(id: SensorId, memory: Memory): void {
    if (isPending(memory.state, thresholdsOf(id))) pending.add(id)
    else pending.delete(id)
  }

  function thresholdsOf(id: SensorId): KnownSensor['thresholds'] {
    return parts.directory().get(id)?.thresholds ?? []
  }

  /** Until when the value of `latest` is known to have lasted. */
  function lastedUntil(latest: UngradedReading): number {
    const period = (parts.directory().get(latest.sensor)?.period_s ?? 0) * 1000
    return Math.max(latest.at, Math.min(parts.now(), latest.at + LIVE_PERIODS * period))
  }

  /** Moves one sensor's state and records the change of grade, if it is one. */
  function step(memory: Memory, reading: UngradedReading | null, until: number, changes: Judgement[]): void {
    const before = memory.state.grade
    memory.state = judge(memory.state, reading, thresholdsOf(memory.latest.sensor), until)
    if (memory.state.grade === before) return
    changes.push({ sensor: memory.latest.sensor, grade: memory.state.grade, value: memory.latest.value, at: until })
  }

  async function write(changes: readonly Judgement[]): Promise<void> {
    unwritten.push(...changes)
    try {
      await writeJudgements(parts.database, unwritten)
      unwritten.length = 0
    } catch (error) {
      parts.onFault(error)
    }
  }

  return {
    async judge(readings) {
      const changes: Judgement[] = []
      for (const [id, series] of bySensor(readings)) {
        const first = series[0]
        if (!first) continue
        const memory = memories.get(id) ?? { state: UNJUDGED, latest: first }
        memories.set(id, memory)
        series.forEach((reading, index) => {
          memory.latest = reading
          step(memory, reading, reading.at, changes)
          step(memory, null, series[index + 1]?.at ?? lastedUntil(reading), changes)
        })
        notePending(id, memory)
      }
      await write(changes)
      return readings.map((reading) => ({ ...reading, grade: gradeOf(memories, reading.sensor) }))
    },

    async tick() {
      const changes: Judgement[] = []
      for (const id of [...pending]) {
        const memory = memories.get(id)
        if (!memory) continue
        step(memory, null, lastedUntil(memory.latest), changes)
        notePending(id, memory)
      }
      await write(changes)
      return changes.flatMap(({ sensor, grade }) => {
        const memory = memories.get(sensor)
        return memory ? [{ ...memory.latest, grade }] : []
      })
    },
  }
}

function gradeOf(memories: ReadonlyMap<SensorId, Memory>, id: SensorId): Grade {
  return memories.get(id)?.state.grade ?? 'normal'
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

async function resume(database: Database, directory: SensorDirectory): Promise<Map<SensorId, Memory>> {
  const rows = await database.query<Reading>(`
    select sensor_id as sensor, (extract(epoch from at) * 1000)::double precision as at, value, quality, grade
    from public.sensor_latest`)
  return new Map(
    rows.map(({ grade, ...latest }) => {
      const thresholds = directory.get(latest.sensor)?.thresholds ?? []
      return [latest.sensor, { latest, state: resumeJudging({ ...latest, grade }, thresholds) }]
    }),
  )
}

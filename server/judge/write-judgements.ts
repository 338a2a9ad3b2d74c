import type { SensorId } from '../../src/domain/ids.ts'
import type { Grade } from '../../src/domain/sensing/reading.ts'
import type { Database } from '../database/database.ts'

/** A change of a sensor's grade. */
export interface Judgement {
  readonly sensor: SensorId
  readonly grade: Grade
  /** in the unit of the sensor's kind */
  readonly value: number
  /** [ms UTC] */
  readonly at: number
}

/**
 * Writes changes of grade in one transaction: the latest values' grades, and alarms opened, raised and closed. A sensor
 * may have several changes, in order of time: an alarm that came and went within one late batch is on record too.
 */
export async function writeJudgements(database: Database, changes: readonly Judgement[]): Promise<void> {
  if (changes.length === 0) return
  await database.asCaller({ role: 'lifeline_ingest', claims: {} }, async (query) => {
    for (const round of rounds(changes)) {
      await query('select sensing.write_judgements($1::text::jsonb)', [JSON.stringify(round)])
    }
  })
}

/** The n-th change of every sensor in the n-th round: SQL takes one change a sensor at a time. */
function rounds(changes: readonly Judgement[]): Judgement[][] {
  const result: Judgement[][] = []
  const counts = new Map<SensorId, number>()
  for (const change of changes) {
    const index = counts.get(change.sensor) ?? 0
    counts.set(change.sensor, index + 1)
    result[index] = [...(result[index] ?? []), change]
  }
  return result
}

import type { SensorId } from '../../src/domain/ids.ts'
import type { Findings, Judgement } from '../../src/domain/sensing/watch.ts'
import type { Database } from '../database/database.ts'

/**
 * Writes what the watch found in one transaction: the latest values' grades, alarms opened, raised and closed, faults and
 * qualities. A sensor may have several changes, in order of time: an alarm that came and went within one late batch is on
 * record too.
 */
export async function writeFindings(database: Database, { judgements, faults, qualities }: Findings): Promise<void> {
  if (judgements.length + faults.length + qualities.length === 0) return
  await database.asCaller({ role: 'lifeline_ingest', claims: {} }, async (query) => {
    if (faults.length + qualities.length > 0)
      await query('select sensing.write_faults($1::text::jsonb, $2::text::jsonb)', [
        JSON.stringify(faults),
        JSON.stringify(qualities),
      ])
    for (const round of rounds(judgements)) {
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

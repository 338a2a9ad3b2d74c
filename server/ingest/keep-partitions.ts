import type { Database } from '../database/database.ts'

/** Partitions are of a day; looking four times a day leaves room for a missed turn [ms]. */
const INTERVAL = 6 * 3_600_000
const DAYS_AHEAD = 3
/** Raw readings are kept so long; ingest refuses older ones. */
const DAYS_KEPT = 90

/** Makes the partitions of the coming days and drops what is past its time, now and from time to time. */
export async function keepPartitions(
  database: Database,
  onFault: (error: unknown) => void,
): Promise<{ readonly stop: () => void }> {
  const keep = () =>
    database.asCaller({ role: 'lifeline_ingest', claims: {} }, (query) =>
      query('select sensing.ensure_partitions($1), sensing.drop_old_partitions($2)', [DAYS_AHEAD, DAYS_KEPT]),
    )
  await keep()
  const timer = setInterval(() => {
    keep().catch(onFault)
  }, INTERVAL)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

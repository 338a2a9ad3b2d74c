import type { Database } from '../database/database.ts'
import type { ClockJump } from './clock-watch.ts'
import type { DiskState } from './disk-guard.ts'

/** A database that does not answer within this [ms] is silent. */
const LONGEST_ANSWER = 2000
/** Readings that wait longer [s] come too late for an alarm. */
const MOST_LAG_S = 10
/** Left for whoever renews a certificate [ms]. */
const RENEWAL = 14 * 86_400_000

/** What an operator must know of a running server. Instants are ISO 8601 in UTC, null = none. */
export interface Health {
  /** fault: something below keeps readings, alarms or people out */
  readonly state: 'good' | 'fault'
  /** what is wrong, in words */
  readonly faults: readonly string[]
  readonly at: string
  readonly started_at: string
  readonly database: { readonly answers: boolean; readonly answer_ms: number | null; readonly kind: string }
  readonly readings: {
    readonly newest_at: string | null
    /** last UTC day that has a partition */
    readonly partitions_until: string | null
    readonly open_alarms: number | null
  }
  /** rows that wait, how long the oldest has been without being stored and judged; null = another server takes them */
  readonly ingest: { readonly waiting: number; readonly lag_s: number } | null
  readonly disk: { readonly state: DiskState; readonly free_bytes: number } | null
  readonly clock: { readonly jumped_s: number; readonly at: string } | null
  readonly certificate_until: string | null
  /** of scheduled ones; null = none are scheduled */
  readonly backup: BackupState | null
  readonly memory_bytes: number
}

/** How scheduled backups go. */
export interface BackupState {
  /** moment of the last good one */
  readonly last_at: string | null
  /** why the last attempt failed */
  readonly fault: string | null
}

/** What the parts of the server tell of themselves. */
export interface HealthSources {
  readonly database: Database
  readonly kind: 'embedded' | 'server'
  readonly load: () => Health['ingest']
  readonly disk: () => Health['disk']
  readonly jump: () => ClockJump | null
  readonly certificateUntil: () => Date | null
  readonly backup: () => BackupState | null
  readonly startedAt: Date
}

const QUESTION = `select
  (select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from public.sensor_latest) as newest,
  (select max(substring(c.relname from 'sensor_reading_(\\d{8})$')) from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'sensing.sensor_reading'::regclass) as until,
  (select count(*)::integer from public.alarm where closed_at is null) as alarms,
  to_char((now() at time zone 'UTC') + interval '1 day', 'YYYYMMDD') as tomorrow`

interface Answer {
  readonly newest: string | null
  readonly until: string | null
  readonly alarms: number
  readonly tomorrow: string
}

/** Asks everything once; never throws. */
export async function readHealth(sources: HealthSources): Promise<Health> {
  const begun = performance.now()
  const answer = await ask(sources.database)
  const answer_ms = answer ? Math.round(performance.now() - begun) : null
  const [ingest, disk, jump, until] = [sources.load(), sources.disk(), sources.jump(), sources.certificateUntil()]
  const backup = sources.backup()
  const now = new Date()
  const faults = [
    answer ? '' : `the database did not answer in ${LONGEST_ANSWER} ms`,
    ingest && ingest.lag_s > MOST_LAG_S
      ? `readings wait for ${Math.round(ingest.lag_s)} s to be stored and judged`
      : '',
    disk?.state === 'full' ? 'the disk is full: nothing is written, all is read' : '',
    disk?.state === 'low' ? 'the disk is nearly full: no readings are taken' : '',
    answer && (answer.until ?? '') < answer.tomorrow ? 'there is no partition for the readings of tomorrow' : '',
    backup?.fault ? 'the last backup failed' : '',
    until && until.getTime() < now.getTime() + RENEWAL ? 'the certificate ends within 14 days' : '',
  ].filter(Boolean)
  return {
    state: faults.length > 0 ? 'fault' : 'good',
    faults,
    at: now.toISOString(),
    started_at: sources.startedAt.toISOString(),
    database: { answers: answer !== null, answer_ms, kind: sources.kind },
    readings: {
      newest_at: answer?.newest ?? null,
      partitions_until: answer?.until?.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3') ?? null,
      open_alarms: answer?.alarms ?? null,
    },
    ingest,
    disk,
    clock: jump && { jumped_s: jump.by / 1000, at: new Date(jump.at).toISOString() },
    certificate_until: until?.toISOString() ?? null,
    backup,
    memory_bytes: process.memoryUsage.rss(),
  }
}

async function ask(database: Database): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, LONGEST_ANSWER, null)
  })
  const asked = database.query<Answer>(QUESTION).then(
    ([row]) => row ?? null,
    () => null,
  )
  const answer = await Promise.race([asked, late])
  clearTimeout(timer)
  return answer
}

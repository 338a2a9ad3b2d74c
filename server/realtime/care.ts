import type { Database } from '../database/database.ts'
import type { Changes } from './changes.ts'
import type { Session } from './session.ts'

/** Tokens, silent sockets and what else is due are looked at so often [ms]; no event may come 5 s after its end. */
const TICK = 2000
/** Policies are asked again this long after the last time [ms]: a probe a topic, dozens a page. */
const REVIEW = 30_000
/** Logged table changes are dropped so often [ms]. */
const PRUNE = 60_000
const HOUR = 3_600_000

/** What a gateway does by the clock. */
export interface Care {
  /** somebody's rights were changed: asks for all sessions soon; returns at once */
  reviewAll(): void
  close(): Promise<void>
}

export function startCare(parts: {
  readonly database: Database
  readonly sessions: ReadonlySet<Session>
  readonly changes: Changes
  readonly onFault: (error: unknown) => void
  readonly now: () => number
}): Care {
  const { database, sessions, changes, onFault, now } = parts
  let rolledHour = Math.floor(now() / HOUR)
  let prunedAt = now()
  let isAllDue = false
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    if (Math.floor(now() / HOUR) !== rolledHour) {
      await database.query('select realtime.roll_partitions()')
      rolledHour = Math.floor(now() / HOUR)
    }
    if (now() - prunedAt >= PRUNE) {
      prunedAt = now()
      await changes.prune()
    }
    do {
      const due = [...sessions].filter(({ reviewedAt }) => isAllDue || now() - reviewedAt >= REVIEW)
      isAllDue = false
      for (const session of due) await session.review()
    } while (isAllDue)
  }

  function start(): void {
    running ??= run()
      .catch(onFault)
      .finally(() => {
        running = null
      })
  }

  const timer = setInterval(() => {
    for (const session of sessions) session.expire()
    start()
  }, TICK)
  timer.unref()

  return {
    reviewAll() {
      isAllDue = true
      start()
    },
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

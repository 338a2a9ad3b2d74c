import type { Database } from '../database/database.ts'

/** News that no notification told of are found this often [ms]. */
const POLL = 2000
/** Rows read at once: with 64 KB each well under what a socket may have unread, so that readers keep up. */
const CHUNK = 25
/** A mark is trusted only when it is this old [ms]: a writer takes its number a moment before its transaction shows. */
const SETTLE = 1000

/** Reads committed rows of a table of ours and hands each on once. */
export interface Feed {
  /** there may be news; returns at once */
  wake(): void
  /** Resolves when everything committed before the call has been handed on. */
  caughtUp(): Promise<void>
  close(): Promise<void>
}

interface Mark {
  readonly at: number
  /** the last number given */
  readonly top: number
  /** the first transaction that did not exist */
  readonly newest: bigint
}

/**
 * Follows a table whose rows have `seq` from a sequence. Numbers are not given in the order of commits, and a rolled
 * back writer leaves gaps; so rows above a low mark are asked for again until every transaction that could still hold
 * a lower number has ended, and those that were handed on are left out.
 *
 * @param hasListeners  without any the database is left in peace
 * @param handle  gets rows in the order of their numbers; what it throws goes to `onFault` and the rows count as handed on
 */
export async function startFeed<Row extends { readonly seq: number }>(parts: {
  readonly database: Database
  readonly sequence: 'realtime.messages_seq' | 'realtime.change_seq'
  /** select without order, `where` being closed with the condition on `seq` */
  readonly select: string
  readonly hasListeners: () => boolean
  readonly handle: (rows: readonly Row[]) => void | Promise<void>
  readonly onFault: (error: unknown) => void
  readonly now: () => number
}): Promise<Feed> {
  const { database, sequence, hasListeners, handle, onFault, now } = parts
  let low = await top()
  let marks: Mark[] = []
  const handed = new Set<number>()
  let isWoken = false
  let running: Promise<void> | null = null

  async function top(): Promise<number> {
    const [row] = await database.query<{ top: number }>(
      `select case when is_called then last_value else 0 end::double precision as top from ${sequence}`,
    )
    return row?.top ?? 0
  }

  async function read(): Promise<void> {
    const mark = await top()
    const rows = await database.query<{ oldest: string; newest: string } & { [Key in keyof Row]: Row[Key] | null }>(
      `select pg_snapshot_xmin(s.now)::text as oldest, pg_snapshot_xmax(s.now)::text as newest, r.*
       from (select pg_current_snapshot() as now) s left join lateral (${parts.select}
         and seq > $1::bigint and seq not in (select jsonb_array_elements_text($2::text::jsonb)::bigint)
         order by seq limit ${CHUNK}) r on true order by r.seq`,
      [low, JSON.stringify([...handed])],
    )
    const news = rows.filter((row) => row.seq !== null) as unknown as Row[]
    for (const { seq } of news) handed.add(seq)
    if (news.length < CHUNK) settle(mark, BigInt(rows[0]?.oldest ?? 0), BigInt(rows[0]?.newest ?? 0))
    else isWoken = true
    try {
      if (news.length > 0) await handle(news)
    } catch (error) {
      onFault(error)
    }
  }

  /** Raises the low mark to the newest one whose transactions have all ended. */
  function settle(mark: number, oldest: bigint, newest: bigint): void {
    marks.push({ at: now(), top: mark, newest })
    const settled = marks.findLast((known) => known.newest <= oldest && known.at <= now() - SETTLE)
    if (!settled) return
    low = Math.max(low, settled.top)
    marks = marks.filter((known) => known.top > settled.top || known.at > settled.at)
    for (const seq of handed) if (seq <= low) handed.delete(seq)
  }

  async function run(): Promise<void> {
    while (isWoken) {
      isWoken = false
      if (!hasListeners()) {
        low = await top()
        handed.clear()
        marks = []
        continue
      }
      await read()
      // PGlite answers without a turn of the event loop; without one no socket would send.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  function wake(): void {
    isWoken = true
    running ??= run()
      .catch(onFault)
      .finally(() => {
        running = null
      })
  }

  const stopListening = await database.listen('realtime', wake)
  const poll = setInterval(() => {
    if (hasListeners()) wake()
  }, POLL)
  poll.unref()

  return {
    wake,
    async caughtUp() {
      wake()
      while (running) await running
    },
    async close() {
      clearInterval(poll)
      await stopListening()
      await running
    },
  }
}

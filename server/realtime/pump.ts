import type { Database } from '../database/database.ts'
import type { UserBroadcast } from './frames.ts'

/** Broadcasts that our own process did not announce (an acknowledgement through REST) are found this often [ms]. */
const POLL = 2000
/** Messages read at once: with 64 KB each well under what a socket may have unread, so that readers keep up. */
const CHUNK = 25

/** A row of realtime.messages. */
export interface StoredMessage {
  readonly topic: string
  readonly broadcast: UserBroadcast
}

/** Reads committed broadcasts in their order and hands each on once. */
export interface Pump {
  /** there may be news; returns at once */
  wake(): void
  close(): Promise<void>
}

interface Row {
  readonly seq: number
  readonly id: string
  readonly topic: string
  readonly event: string
  readonly payload: unknown
}

const COLUMNS = 'seq::double precision as seq, id::text as id, topic, event, payload'

/**
 * @param hasListeners  without any the database is left in peace
 * @param deliver  called for every private broadcast committed since the start
 */
export async function startPump(
  database: Database,
  hasListeners: () => boolean,
  deliver: (message: StoredMessage) => void,
  onFault: (error: unknown) => void,
): Promise<Pump> {
  let last = await newestSeq(database)
  let isWoken = false
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    while (isWoken) {
      isWoken = false
      if (!hasListeners()) {
        last = await newestSeq(database)
        continue
      }
      const rows = await database.query<Row>(
        `select ${COLUMNS} from realtime.messages
         where seq > $1::bigint and private and extension = 'broadcast' order by messages.seq limit ${CHUNK}`,
        [last],
      )
      for (const row of rows) {
        last = row.seq
        deliver(toMessage(row, false))
      }
      if (rows.length === CHUNK) {
        isWoken = true
        // PGlite answers without a turn of the event loop; without one no socket would send.
        await new Promise((resolve) => setImmediate(resolve))
      }
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

  const poll = setInterval(() => {
    if (hasListeners()) wake()
  }, POLL)
  poll.unref()

  return {
    wake,
    async close() {
      clearInterval(poll)
      await running
    },
  }
}

/** The newest broadcasts of a topic since an instant [ms UTC], oldest first, marked as replayed. */
export async function replayMessages(
  database: Database,
  topic: string,
  since: number,
  limit: number,
): Promise<readonly UserBroadcast[]> {
  const rows = await database.query<Row>(
    `select ${COLUMNS} from realtime.messages
     where topic = $1 and private and extension = 'broadcast'
       and inserted_at > to_timestamp($2::double precision / 1000) at time zone 'UTC'
     order by messages.seq desc limit $3::integer`,
    [topic, since, limit],
  )
  return rows.reverse().map((row) => toMessage(row, true).broadcast)
}

async function newestSeq(database: Database): Promise<number> {
  const [row] = await database.query<{ seq: number }>(
    'select coalesce(max(seq), 0)::double precision as seq from realtime.messages',
  )
  return row?.seq ?? 0
}

function toMessage({ id, topic, event, payload }: Row, isReplayed: boolean): StoredMessage {
  const meta = isReplayed ? { replayed: true, id } : { id }
  return { topic, broadcast: { type: 'broadcast', event, payload, meta } }
}

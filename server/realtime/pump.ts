import type { Database } from '../database/database.ts'
import { type Feed, startFeed } from './feed.ts'
import type { UserBroadcast } from './frames.ts'

/** A row of realtime.messages. */
export interface StoredMessage {
  readonly topic: string
  readonly isPrivate: boolean
  readonly broadcast: UserBroadcast
}

interface Row {
  readonly seq: number
  readonly id: string
  readonly topic: string
  readonly private: boolean
  readonly event: string
  readonly payload: unknown
  /** base64 */
  readonly bytes: string | null
}

const COLUMNS = `seq::double precision as seq, id::text as id, topic, coalesce(private, false) as private, event, payload,
  encode(binary_payload, 'base64') as bytes`

/**
 * Hands on every broadcast that is committed from now on, once.
 *
 * @param hasListeners  without any the database is left in peace
 */
export function startPump(parts: {
  readonly database: Database
  readonly hasListeners: () => boolean
  readonly deliver: (message: StoredMessage) => void
  readonly onFault: (error: unknown) => void
  readonly now: () => number
}): Promise<Feed> {
  const { deliver, onFault } = parts
  return startFeed<Row>({
    ...parts,
    sequence: 'realtime.messages_seq',
    select: `select ${COLUMNS} from realtime.messages where extension = 'broadcast'`,
    handle(rows) {
      for (const row of rows) {
        try {
          deliver(toMessage(row, false))
        } catch (error) {
          // One that no frame can carry must not cost the others.
          onFault(error)
        }
      }
    },
  })
}

/** The newest broadcasts of a private topic since an instant [ms UTC], oldest first, marked as replayed. */
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

function toMessage(row: Row, isReplayed: boolean): StoredMessage {
  const { id, topic, event } = row
  const meta = isReplayed ? { replayed: true, id } : { id }
  const payload = row.bytes === null ? row.payload : new Uint8Array(Buffer.from(row.bytes, 'base64'))
  return { topic, isPrivate: row.private, broadcast: { type: 'broadcast', event, payload, meta } }
}

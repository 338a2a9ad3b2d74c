import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseBusyError } from '../database/lock.ts'
import { IngestBusy } from './gather.ts'
import type { Ingest } from './ingest.ts'
import type { Source } from './tell-outcomes.ts'

/** Rows that are posted at once; a longer message is several posts. */
const MOST_ROWS = 5000
/** How long a message is kept before it is tried again when the database cannot take it [ms]. */
const AGAIN = 500

/** Where devices publish: `lifeline/<city>/readings`. */
export function readingsTopic(city: string): string {
  return `lifeline/${city}/readings`
}

/**
 * Stores one MQTT message: `{ readings: […] }`, a list of readings, or one. Resolves after the commit, so that the
 * acknowledgement may follow; while the database cannot take it, it is kept and tried again, which holds its sender back.
 * What cannot be read is counted as a bad row: to send it again would not help.
 *
 * @param onFault  told why it could not be stored; not while it is only busy
 * @throws the signal's reason when it is aborted before the commit
 */
export async function storeMessage(
  parts: { readonly ingest: Ingest; readonly onFault: (error: unknown) => void; readonly signal: AbortSignal },
  payload: Uint8Array,
  source: Source,
): Promise<void> {
  const rows = rowsOf(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'))
  for (let start = 0; start < rows.length; start += MOST_ROWS) {
    const some = rows.slice(start, start + MOST_ROWS)
    while (!(await isStored(parts, some, source))) await delay(AGAIN, undefined, { signal: parts.signal })
  }
}

async function isStored(
  parts: { readonly ingest: Ingest; readonly onFault: (error: unknown) => void; readonly signal: AbortSignal },
  rows: readonly unknown[],
  source: Source,
): Promise<boolean> {
  parts.signal.throwIfAborted()
  try {
    await parts.ingest.post(rows, source)
    return true
  } catch (error) {
    if (!(error instanceof IngestBusy || error instanceof DatabaseBusyError)) parts.onFault(error)
    return false
  }
}

/** The rows of a message; one that is no JSON is itself a row that cannot be read. */
function rowsOf(text: string): readonly unknown[] {
  try {
    const message: unknown = JSON.parse(text)
    if (Array.isArray(message)) return message
    if (typeof message === 'object' && message !== null && 'readings' in message && Array.isArray(message.readings))
      return message.readings
    return [message]
  } catch {
    return [text]
  }
}

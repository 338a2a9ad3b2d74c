import { createClient } from '@supabase/supabase-js'
import type { PageConfig } from '../../../domain/config/page-config.ts'
import type { ReadingPort } from '../../../ports/readings.ts'
import type { RecordPort, SessionPort } from '../../../ports/records.ts'
import type { ServerPort } from '../../../ports/server.ts'
import { createReadings } from './readings.ts'
import { createRecords } from './records.ts'
import type { OnBadRows } from './rows.ts'
import { createServerPort } from './server.ts'
import { createSession } from './session.ts'

/** Two beats fit into the five seconds after which a silent link counts as lost. */
const HEARTBEAT_MILLISECONDS = 2_000

export interface Backend {
  readonly server: ServerPort
  readonly records: RecordPort
  readonly session: SessionPort
  readonly readings: ReadingPort
}

/**
 * The backend of a page: the embedded server or any Supabase, told apart only by the address in `config`.
 *
 * @param origin     used when `config.backendUrl` is "" (same origin)
 * @param onBadRows  told how many rows of an answer did not match their schema
 */
export function createSupabaseBackend(
  config: PageConfig,
  origin: string,
  onBadRows: OnBadRows,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): Backend {
  const client = createClient(config.backendUrl || origin, config.publishableKey, {
    // one session a city: two cities on neighbouring ports must not sign each other out
    auth: { storageKey: `lifeline-${config.city}`, detectSessionInUrl: false },
    realtime: { heartbeatIntervalMs: HEARTBEAT_MILLISECONDS },
    global: { fetch: fetcher },
  })
  return {
    server: createServerPort(fetcher),
    records: createRecords(client, onBadRows),
    session: createSession(client, config.city, fetcher),
    readings: createReadings(client, config.city),
  }
}

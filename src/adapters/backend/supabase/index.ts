import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { PageConfig } from '../../../domain/config/page-config.ts'
import type { AdminPort } from '../../../ports/admin.ts'
import type { ReadingPort } from '../../../ports/readings.ts'
import type { RecordPort, SessionPort } from '../../../ports/records.ts'
import type { ServerPort } from '../../../ports/server.ts'
import { createAdmin } from './admin.ts'
import { createReadings } from './readings.ts'
import { createRecords } from './records.ts'
import type { OnBadRows } from './rows.ts'
import { createServerPort } from './server.ts'
import { createSession } from './session.ts'

/** Two beats fit into the five seconds after which a silent link counts as lost. */
const HEARTBEAT_MILLISECONDS = 2_000
/** After a drop the page is live again within ten seconds; the spread keeps all pages from coming back at once. */
const RECONNECT_MILLISECONDS = { least: 500, each: 500, most: 2500, spread: 500 }

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
  return backendOver(openClient(config, origin, fetcher), config, onBadRows, fetcher)
}

/** The same with what administrators do. */
export function createAdminBackend(
  config: PageConfig,
  origin: string,
  onBadRows: OnBadRows,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): Backend & { readonly admin: AdminPort } {
  const client = openClient(config, origin, fetcher)
  return { ...backendOver(client, config, onBadRows, fetcher), admin: createAdmin(client, fetcher, onBadRows) }
}

function openClient(config: PageConfig, origin: string, fetcher: typeof fetch): SupabaseClient {
  return createClient(config.backendUrl || origin, config.publishableKey, {
    // one session a city: two cities on neighbouring ports must not sign each other out
    auth: { storageKey: `lifeline-${config.city}`, detectSessionInUrl: false },
    realtime: { heartbeatIntervalMs: HEARTBEAT_MILLISECONDS, reconnectAfterMs: reconnectAfter },
    global: { fetch: fetcher },
  })
}

function backendOver(client: SupabaseClient, config: PageConfig, onBadRows: OnBadRows, fetcher: typeof fetch): Backend {
  return {
    server: createServerPort(fetcher),
    records: createRecords(client, onBadRows),
    session: createSession(client, config.city, fetcher),
    readings: createReadings(client, config.city),
  }
}

/** How long the socket waits before its n-th attempt to come back [ms]. */
function reconnectAfter(tries: number): number {
  const { least, each, most, spread } = RECONNECT_MILLISECONDS
  return Math.min(least + each * (tries - 1), most) + Math.random() * spread
}

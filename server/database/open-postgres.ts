import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { quote } from '../load/load-table.ts'
import { assume, type Copy, type Database, type Query } from './database.ts'
import { type Duty, sharedDuty } from './duty.ts'
import type { LiteSession } from './lite-dialect.ts'
import { DatabaseBusyError } from './lock.ts'
import { listenOn } from './postgres-listener.ts'
import { createColumnTypes } from './postgres-types.ts'

/** Sessions at once: what is more waits in line. */
const MOST_SESSIONS = 12
/**
 * Longest wait for a session [ms]; longest statement [ms]; longest wait for a lock [ms]; for an answer, where a network
 * swallows it and no server can end the statement [ms].
 */
const LIMITS = { session: 8000, statement: 15_000, lock: 8000, answer: 20_000 }
/** A transaction that does nothing for so long is ended by the database [ms]: the reader of files in it has stalled. */
const LONGEST_IDLE = 120_000

/** What sessions of ours see, whatever the database's own settings are. */
const SESSION_OPTIONS = '-c search_path="$user",public,extensions -c TimeZone=UTC'

/** A PostgreSQL server's database. */
export interface PostgresDatabase extends Database {
  /** a session for lite */
  readonly take: () => Promise<LiteSession>
  readonly takeDuty: (onFault: (error: unknown) => void) => Promise<Duty>
}

/**
 * Connects to a PostgreSQL 15 or newer as the owner of the tables.
 *
 * Statements fail with `DatabaseBusyError` while the server is away or no session is free, and work again as soon as it
 * is back: the pool replaces broken sessions.
 *
 * @param url  postgres://user:password@host:port/database, or with ?host=/folder/of/the/socket
 * @throws Error when the database cannot be reached; its message names no password
 */
export async function openPostgres(url: string): Promise<PostgresDatabase> {
  const types = createColumnTypes()
  const settings = {
    connectionString: url,
    application_name: 'lifeline',
    options: SESSION_OPTIONS,
    types,
    connectionTimeoutMillis: LIMITS.session,
    statement_timeout: LIMITS.statement,
    lock_timeout: LIMITS.lock,
    idle_in_transaction_session_timeout: LONGEST_IDLE,
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...settings, max: MOST_SESSIONS })
  // A session that breaks is told by its next statement; without listeners the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const { rows } = await pool.query<{ array: number; element: number }>(
      `select typarray::integer as array, oid::integer as element from pg_type where typarray <> 0`,
    )
    types.learn(rows.map(({ array, element }) => ({ array: Number(array), element: Number(element) })))
  } catch (error) {
    await pool.end()
    throw error
  }

  async function withSession<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch(tell)
    try {
      const result = await work(client)
      client.release()
      return result
    } catch (error) {
      client.release(isAway(error))
      throw error
    }
  }

  async function transaction<T>(work: (query: Query, copy: Copy) => Promise<T>, limit?: number): Promise<T> {
    return withSession(async (client) => {
      const query: Query = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
        (await run(client, sql, parameters, limit)).rows as Row[]
      await query('begin')
      try {
        const result = await work(query, copyInto(client))
        await query('commit')
        return result
      } catch (error) {
        // a broken session has rolled back by itself
        await query('rollback').catch(() => {})
        throw error
      }
    })
  }

  return {
    query: <Row>(sql: string, parameters: readonly unknown[] = []) =>
      withSession(async (client) => (await run(client, sql, parameters, LIMITS.answer)).rows as Row[]),
    transaction: (work) => transaction(work),
    asCaller: (caller, work) =>
      transaction(async (inside) => {
        await assume(inside, caller)
        return work(inside)
      }, LIMITS.answer),
    listen: (channel, onNotify) => listenOn(settings, channel, onNotify),
    takeDuty: (onFault) => sharedDuty(settings, onFault),
    close: () => pool.end(),
    async take() {
      const client = await pool.connect().catch(tell)
      let isBroken = false
      return {
        async query(sql, parameters) {
          try {
            const { rows, command, rowCount } = await run(client, sql, parameters, LIMITS.answer)
            return { rows, affectedRows: /^(insert|update|delete|merge)/i.test(command) ? (rowCount ?? 0) : undefined }
          } catch (error) {
            isBroken ||= error instanceof DatabaseBusyError
            throw error
          }
        },
        release: () => client.release(isBroken),
      }
    },
  }
}

/** What pg's types lack. */
interface BoundedQuery extends pg.QueryConfig {
  /** with it a text of two statements is refused, as in the embedded database */
  readonly queryMode: 'extended'
  /** longest wait for the answer [ms]; 0 without end */
  readonly query_timeout: number
}

async function run(
  client: pg.PoolClient,
  text: string,
  parameters: readonly unknown[],
  limit = 0,
): Promise<pg.QueryResult> {
  const config: BoundedQuery = { text, values: [...parameters], queryMode: 'extended', query_timeout: limit }
  return await client.query(config).catch(tell)
}

function copyInto(client: pg.PoolClient): Copy {
  return async (table, columns, text) => {
    const stream = client.query(from(`copy ${table} (${columns.map(quote).join(', ')}) from stdin`))
    await pipeline(Readable.from([Buffer.from(text.buffer, text.byteOffset, text.byteLength)]), stream)
  }
}

/** Faults of the connection become `DatabaseBusyError`: the caller may come again. */
function tell(error: unknown): never {
  if (!isAway(error)) throw error
  throw new DatabaseBusyError('database busy: its server is away or has no session free', { cause: error })
}

/** Shutdown, crash recovery, broken connection, too many connections; a fault that the server told otherwise is not. */
function isAway(error: unknown): boolean {
  if (error instanceof DatabaseBusyError) return true
  if (error instanceof pg.DatabaseError) return /^(57P|08|53300)/.test(error.code ?? '')
  return error instanceof Error && !(error instanceof TypeError)
}

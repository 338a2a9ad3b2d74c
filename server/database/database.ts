import type { Lock } from './lock.ts'

/** Who a statement runs for: the database role and the verified claims of the token. */
export interface Caller {
  readonly role: 'anon' | 'authenticated' | 'service_role' | 'lifeline_ingest' | 'lifeline_audit'
  readonly claims: Readonly<Record<string, unknown>>
}

/** Runs one statement with `$1…` parameters. json comes parsed, bigint as number when exact, instants as text. */
export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>

/**
 * Appends rows of PostgreSQL COPY text to a table.
 *
 * @param table  as SQL names it, quoted where it must be
 */
export type Copy = (table: string, columns: readonly string[], text: Uint8Array) => Promise<void>

/**
 * The city's database, embedded or a server's. Embedded it is one session, and every way in takes the same FIFO lock as
 * the REST interface. Inside `transaction` and `asCaller` use only the `query` that is handed in: the outer one is another
 * session, or would wait for itself.
 */
export interface Database {
  /** as the owner, past all policies */
  readonly query: Query
  /** as the owner, one transaction; rolled back when `work` throws */
  transaction<T>(work: (query: Query, copy: Copy) => Promise<T>): Promise<T>
  /** one transaction under the caller's role and claims, so that policies cut what it sees */
  asCaller<T>(caller: Caller, work: (query: Query) => Promise<T>): Promise<T>
  /**
   * Calls `onNotify` after every commit that notified the channel, once for several, and whenever notifications may have
   * been missed. It must return at once.
   *
   * @returns stops listening
   */
  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** What the database needs of PGlite. */
export interface Session {
  query(sql: string, parameters?: unknown[], options?: { blob?: Blob }): Promise<{ rows: unknown[] }>
  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

const ROLES: readonly Caller['role'][] = ['anon', 'authenticated', 'service_role', 'lifeline_ingest', 'lifeline_audit']

/**
 * The `Database` over a session and the lock that all its users share.
 *
 * @param settle  called after a statement that failed, when none runs
 */
export function databaseOver(session: Session, lock: Lock, settle: () => void = () => {}): Database {
  const send = async (sql: string, parameters: readonly unknown[], options: { blob?: Blob }) => {
    try {
      return (await session.query(sql, [...parameters], options)).rows
    } catch (error) {
      settle()
      throw error
    }
  }
  const query: Query = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await send(sql, parameters, {})) as Row[]
  const copy: Copy = async (table, columns, text) => {
    const names = columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ')
    const blob = new Blob([text as Uint8Array<ArrayBuffer>])
    await send(`copy ${table} (${names}) from '/dev/blob'`, [], { blob })
  }

  async function transaction<T>(work: (query: Query, copy: Copy) => Promise<T>): Promise<T> {
    return lock.run(async () => {
      await query('begin')
      try {
        const result = await work(query, copy)
        await query('commit')
        return result
      } catch (error) {
        await query('rollback')
        throw error
      }
    })
  }

  return {
    query: (sql, parameters) => lock.run(() => query(sql, parameters)),
    transaction,
    asCaller: (caller, work) =>
      transaction(async (inside) => {
        await assume(inside, caller)
        return work(inside)
      }),
    async listen(channel, onNotify) {
      const stop = await lock.run(() => session.listen(channel, onNotify))
      return () => lock.run(() => stop())
    },
    close: () => lock.run(() => session.close()),
  }
}

/** Makes the rest of a transaction run under the caller's role and claims. */
export async function assume(query: Query, caller: Caller): Promise<void> {
  if (!ROLES.includes(caller.role)) throw new Error(`asCaller: unknown role "${caller.role}"`)
  const claims = { ...caller.claims, role: caller.role }
  const subject = typeof caller.claims.sub === 'string' ? caller.claims.sub : ''
  await query(
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
            set_config('request.jwt.claim.role', $3, true)`,
    [JSON.stringify(claims), subject, caller.role],
  )
  await query(`set local role ${caller.role}`)
}

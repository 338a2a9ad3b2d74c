import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { tellBusy } from './busy.ts'

/** A session for lite alone, until it gives it back. */
export interface LiteSession {
  query(sql: string, parameters: readonly unknown[]): Promise<{ rows: unknown[]; affectedRows?: number | undefined }>
  release(): void
}

/**
 * Replaces lite's own kysely dialects: that of PGlite hands the one session to every request at once, that of servers
 * brings another driver, which writes json twice. Kysely takes a session around each query and around each whole
 * transaction, so BEGIN…COMMIT stay together.
 *
 * @param take  waits for a session; throws DatabaseBusyError when none comes
 */
export function liteDialect(take: () => Promise<LiteSession>): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => liteDriver(take),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function liteDriver(take: () => Promise<LiteSession>): Driver {
  const sessions = new WeakMap<DatabaseConnection, LiteSession>()
  return {
    async init() {},
    async destroy() {},
    async acquireConnection() {
      const session = await take().catch(tellBusy)
      const connection: DatabaseConnection = {
        async executeQuery<Row>(query: CompiledQuery) {
          const { rows, affectedRows } = await session.query(query.sql, query.parameters).catch(tellBusy)
          const result = { rows: rows as Row[] }
          return affectedRows === undefined ? result : { ...result, numAffectedRows: BigInt(affectedRows) }
        },
        // biome-ignore lint/correctness/useYield: kysely asks for a generator; lite never streams
        async *streamQuery() {
          throw new Error('the database does not stream')
        },
      }
      sessions.set(connection, session)
      return connection
    },
    async beginTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('begin'))
    },
    async commitTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('commit'))
    },
    async rollbackTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    },
    async releaseConnection(connection) {
      sessions.get(connection)?.release()
    },
  }
}

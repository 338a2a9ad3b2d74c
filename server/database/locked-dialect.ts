import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Lock } from './lock.ts'

interface LiteSession {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>
}

/**
 * Replaces lite's own kysely dialect, which hands the one session to every request at once. Kysely takes a connection
 * around each query and around each whole transaction, so holding the lock as long keeps BEGIN…COMMIT together.
 */
export function lockedDialect(session: LiteSession, lock: Lock): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => lockedDriver(session, lock),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function lockedDriver(session: LiteSession, lock: Lock): Driver {
  const releases = new WeakMap<DatabaseConnection, () => void>()
  return {
    async init() {},
    async destroy() {},
    async acquireConnection() {
      const release = await lock.acquire()
      const connection: DatabaseConnection = {
        async executeQuery<Row>(query: CompiledQuery) {
          const { rows, affectedRows } = await session.query(query.sql, [...query.parameters])
          const result = { rows: rows as Row[] }
          return affectedRows === undefined ? result : { ...result, numAffectedRows: BigInt(affectedRows) }
        },
        // biome-ignore lint/correctness/useYield: kysely asks for a generator; PGlite cannot stream
        async *streamQuery() {
          throw new Error('the embedded database does not stream')
        },
      }
      releases.set(connection, release)
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
      releases.get(connection)?.()
    },
  }
}

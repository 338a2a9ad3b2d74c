import type { Connection } from '@supabase/lite'
import { PgliteConnection } from '@supabase/lite/pglite'
import { Kysely } from 'kysely'
import { type LiteSession, liteDialect } from './lite-dialect.ts'

/**
 * lite's connection over sessions that are each had by one request alone. It is what lite's connection to PGlite extends:
 * the one that lite has for servers brings another driver.
 */
export function liteConnection(take: () => Promise<LiteSession>): Connection {
  const Base: new (config: object) => Connection = Object.getPrototypeOf(PgliteConnection)
  const connection = new Base({})
  connection.kysely = new Kysely({ dialect: liteDialect(take) })
  // Without "active" lite finds out by itself and then grants everything on every schema with policies to anonymous users.
  return Object.assign(connection, { dialect: 'postgres' as const, rlsState: 'active' })
}

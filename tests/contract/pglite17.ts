import { postgis } from 'pglite-postgis17'
import { PGlite } from 'pglite17'
import { pgcrypto } from 'pglite17/contrib/pgcrypto'
import { databaseOver } from '../../server/database/database.ts'
import { onlyDuty } from '../../server/database/duty.ts'
import { liteConnection } from '../../server/database/lite-connection.ts'
import { createLock } from '../../server/database/lock.ts'
import { applyMigrations, readMigrations } from '../../server/database/migrations.ts'
import type { OpenDatabase } from '../../server/database/open.ts'
import { COLUMN_PARSERS } from '../../server/database/postgres-types.ts'
import { readBootstrap } from '../../server/database/seed.ts'

/** PostgreSQL 17.5 with PostGIS 3.6 in memory: no Debian here has a server of 17. */
export async function openPglite17(): Promise<OpenDatabase> {
  const session = await PGlite.create({ extensions: { postgis, pgcrypto }, parsers: COLUMN_PARSERS })
  for (const sql of await readBootstrap()) await session.exec(sql)
  await applyMigrations(session, await readMigrations())
  const lock = createLock(60_000)
  const connection = liteConnection(async () => {
    const release = await lock.acquire()
    return { query: (sql, parameters) => session.query(sql, [...parameters]), release }
  })
  const database = databaseOver(session, lock)
  return { database, connection, duty: onlyDuty(), upgradedFrom: null, copyTo: null, close: () => database.close() }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { postgis } from '@electric-sql/pglite-postgis'
import type { Query } from '../database/database.ts'

/** PostgreSQL's major version of a database folder. */
export async function majorOf(folder: string): Promise<number> {
  return Number(await readFile(join(folder, 'PG_VERSION'), 'utf8'))
}

/** Opens a database folder that nobody else has, as it is: no migration is applied. */
export async function withFolder<T>(folder: string, work: (query: Query) => Promise<T>): Promise<T> {
  const session = await PGlite.create({ dataDir: folder, extensions: { postgis, pgcrypto } })
  const query: Query = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await session.query(sql, [...parameters])).rows as Row[]
  try {
    return await work(query)
  } finally {
    await session.close()
  }
}

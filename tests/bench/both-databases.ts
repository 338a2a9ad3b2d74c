import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database } from '../../server/database/database.ts'
import { openDatabase, openServerDatabase } from '../../server/database/open.ts'
import { startPreparedCluster } from '../contract/back-ends.ts'

export type DatabaseName = 'embedded' | 'PostgreSQL 15'

/**
 * Measures the same on an empty embedded database and on an empty one of a server, one after the other.
 *
 * @throws Error naming the packages when PostgreSQL 15 is not installed and cannot be
 */
export async function onBothDatabases<Figures>(
  measure: (database: Database) => Promise<Figures>,
): Promise<readonly (Figures & { readonly database: DatabaseName })[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-bench-'))
  try {
    const embedded = await openDatabase({
      directory: join(directory, 'made'),
      cacheDirectory: resolve('.lifeline/cache'),
      lockWait: Number.MAX_SAFE_INTEGER,
    })
    const first = { database: 'embedded' as const, ...(await measure(embedded.database)) }
    await embedded.close()
    const { cluster, url } = await startPreparedCluster()
    try {
      const server = await openServerDatabase(url)
      const second = { database: 'PostgreSQL 15' as const, ...(await measure(server.database)) }
      await server.duty.close()
      await server.close()
      return [first, second]
    } finally {
      cluster.stop()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

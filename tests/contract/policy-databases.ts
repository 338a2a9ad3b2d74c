import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Database, Query } from '../../server/database/database.ts'
import { readMigrations } from '../../server/database/migrations.ts'
import { openDatabase } from '../../server/database/open.ts'
import { openPostgres } from '../../server/database/open-postgres.ts'
import type { Person } from './policies.ts'
import { callerOf } from './policy-fixture.ts'
import { startCluster } from './postgres-cluster.ts'

/** A database with all migrations, and what closes it. */
export interface Opened {
  readonly database: Database
  close(): Promise<void>
}

/** An account without a role. */
const ACCOUNT = `insert into auth.users (id, email) values ('00000000-0000-4000-8000-000000000001', 'new@demo.local')`

export async function openEmbedded(directory: string): Promise<Opened> {
  const open = await openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await open.database.query(ACCOUNT)
  return open
}

/** What hosted Supabase is to the migrations: they are applied by a role that is no superuser and owns no `realtime`. */
export async function openLikeHosted(): Promise<Opened> {
  const cluster = startCluster()
  try {
    for (const file of [
      'server/database/bootstrap.sql',
      'server/database/bootstrap-realtime.sql',
      'tests/contract/hosted-stand-in.sql',
    ])
      await cluster.sql('supervisor', await readFile(file, 'utf8'))
    for (const { sql } of await readMigrations()) await cluster.sql('migrator', `begin;\n${sql};\ncommit;`)
    await cluster.sql(
      'supervisor',
      `grant execute on all functions in schema realtime to migrator; grant lifeline_ingest, lifeline_audit to migrator; ${ACCOUNT}`,
    )
    const database = await openPostgres(cluster.url('migrator'))
    return { database, close: () => database.close().finally(() => cluster.stop()) }
  } catch (error) {
    cluster.stop()
    throw error
  }
}

/** Runs `work` as somebody, or as the owner when null, and takes everything back. */
export async function takeBack(
  database: Database,
  person: Person | null,
  work: (query: Query) => Promise<void>,
): Promise<void> {
  const taken = new Error('taken back')
  const run = async (ask: Query) => {
    await work(ask)
    throw taken
  }
  await (person === null ? database.transaction(run) : database.asCaller(callerOf(person), run)).catch(
    (error: unknown) => {
      if (error !== taken) throw error
    },
  )
}

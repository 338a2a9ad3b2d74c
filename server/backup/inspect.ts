import type { Query } from '../database/database.ts'
import type { BackupManifest } from './archive.ts'
import { sumTables } from './table-sums.ts'

/** What a backup tells of its database. */
export type Contents = Pick<BackupManifest, 'build' | 'migrations' | 'tables'>

/** Sums, migrations and build of a database. @throws Error when the chain of its audit is broken */
export async function inspect(query: Query): Promise<Contents> {
  const [chain] = await query<{ broken: string | null }>('select audit.first_broken()::text as broken')
  if (chain?.broken !== null && chain?.broken !== undefined)
    throw new Error(`the audit is not whole: entry ${chain.broken} does not follow from the one before`)
  const [city] = await query<{ build: string }>('select build from public.city')
  const migrations = await query<{ version: string; hash: string }>(
    'select version, hash from supabase_migrations.schema_migrations order by version',
  )
  return { build: city?.build ?? null, migrations, tables: await sumTables(query) }
}

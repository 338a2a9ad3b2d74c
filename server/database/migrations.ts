import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../supabase/migrations/', import.meta.url))

export interface Migration {
  /** the number that the file begins with */
  readonly version: string
  readonly name: string
  readonly sql: string
}

/** The migrations in order; the same files that a hosted project applies. Throws when two begin with one number. */
export async function readMigrations(): Promise<Migration[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()
  const twice = files.find((file, index) => file.split('_')[0] === files[index - 1]?.split('_')[0])
  if (twice) throw new Error(`migration ${twice}: another one has its number`)
  return Promise.all(
    files.map(async (file) => ({
      version: file.split('_')[0] ?? file,
      name: file.replace(/^\d+_|\.sql$/g, ''),
      sql: await readFile(`${FOLDER}${file}`, 'utf8'),
    })),
  )
}

/** What the migrations need of PGlite. */
interface Executor {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>
  exec(sql: string): Promise<unknown>
}

/** Where a database stands. */
export interface MigrationState {
  /** newest version that it has; "" when it has none */
  readonly newest: string
  readonly wanted: readonly Migration[]
}

/**
 * @param isOurs  of versions that other programs may have put into the list too
 * @throws when the database has a migration that was changed since, or one that this program does not know
 */
export async function readMigrationState(
  session: Pick<Executor, 'query'>,
  migrations: readonly Migration[],
  isOurs: (version: string) => boolean = () => true,
): Promise<MigrationState> {
  const { rows } = await session.query('select version, hash from supabase_migrations.schema_migrations')
  const applied = new Map(
    (rows as { version: string; hash: string | null }[]).map(({ version, hash }) => [version, hash]),
  )
  const changed = migrations.find(({ version, sql }) => (applied.get(version) ?? hashOf([sql])) !== hashOf([sql]))
  if (changed)
    throw new Error(
      `migration ${changed.version}_${changed.name} was changed after this database applied it; write a new migration, or remove the city's folder "database" to make it anew (its readings and alarms are lost)`,
    )
  const newest = [...applied.keys()].sort().at(-1) ?? ''
  const known = new Set(migrations.map(({ version }) => version))
  const unknown = [...applied.keys()].filter((version) => isOurs(version) && !known.has(version)).sort()
  if (unknown.length > 0)
    throw new Error(
      `the database has migrations that this program does not know (${unknown.join(', ')}): a newer version served it; start that version, or restore what was before it (docs/operations.md)`,
    )
  return { newest, wanted: migrations.filter(({ version }) => !applied.has(version)) }
}

/** Applies what is not recorded yet, each in its own transaction; returns the versions applied. Throws like `readMigrationState`. */
export async function applyMigrations(
  session: Executor,
  migrations: readonly Migration[],
  isOurs?: (version: string) => boolean,
): Promise<string[]> {
  const { wanted } = await readMigrationState(session, migrations, isOurs)
  for (const { version, name, sql } of wanted) {
    try {
      await session.exec(`begin;\n${sql}`)
      await session.query(
        'insert into supabase_migrations.schema_migrations (version, name, hash) values ($1, $2, $3)',
        [version, name, hashOf([sql])],
      )
      await session.exec('commit')
    } catch (error) {
      await session.exec('rollback')
      throw new Error(`migration ${version}_${name}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      })
    }
  }
  return wanted.map(({ version }) => version)
}

/** Changes when any of the texts does. */
export function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex').slice(0, 16)
}

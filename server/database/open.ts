import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { postgis } from '@electric-sql/pglite-postgis'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import { createPgliteConnection, type PgliteConnection } from '@supabase/lite/pglite'
import { Kysely } from 'kysely'
import { type Database, databaseOver } from './database.ts'
import { lockDirectory } from './directory-lock.ts'
import { createLock } from './lock.ts'
import { lockedDialect } from './locked-dialect.ts'
import { applyMigrations, hashOf, type Migration, readMigrations } from './migrations.ts'

/** Longest wait for the session [ms]: behind it is one user's slow query, and the client may come again. */
const LOCK_WAIT = 8000

/** An open database with lite's connection on the same session and the same lock. */
export interface OpenDatabase {
  readonly database: Database
  readonly connection: PgliteConnection
  close(): Promise<void>
}

interface OpenOptions {
  /** the city's folder; the database lies in its `database/` */
  readonly directory: string
  /** where seed archives lie, shared by all cities */
  readonly cacheDirectory: string
  readonly onStep?: (step: string) => void
  readonly lockWait?: number
}

/**
 * Takes the city's folder for this process and opens its database.
 *
 * @throws DirectoryInUseError when another process has it
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const unlock = lockDirectory(options.directory)
  try {
    const open = await openLockedDatabase(options)
    return { ...open, close: () => open.close().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Opens the city's database, making it when it is not there: from the seed archive in the cache, or from nothing
 * (about 10 s longer), which then leaves the archive behind. Applies the migrations that are new.
 * The folder must be locked by `lockDirectory` before.
 */
export async function openLockedDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { directory, cacheDirectory, onStep = () => {}, lockWait = LOCK_WAIT } = options
  const migrations = await readMigrations()
  const bootstrap = await readBootstrap()
  const folder = join(directory, 'database')
  const seed = join(cacheDirectory, `seed-${await seedKey(bootstrap, migrations)}.tar.gz`)
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) await rm(folder, { recursive: true, force: true })
  const hasSeed = isNew && existsSync(seed)

  onStep(isNew && !hasSeed ? 'creating the database' : 'opening the database')
  const connection = await createPgliteConnection({
    url: folder,
    pgliteOptions: {
      extensions: { postgis },
      relaxedDurability: false,
      ...(hasSeed ? { loadDataDir: new Blob([await readFile(seed)]) } : {}),
    },
  })
  const session = connection.driver
  try {
    await session.waitReady
    if (isNew && !hasSeed) for (const sql of bootstrap) await session.exec(sql)
    await session.exec('set search_path = "$user", public, extensions')
    if ((await applyMigrations(session, migrations)).length > 0) onStep('migrations applied')
    if (isNew && !hasSeed) await writeSeed(seed, await session.dumpDataDir('gzip'))
  } catch (error) {
    await session.close()
    // Half a database would look like a whole one at the next start.
    if (isNew) await rm(folder, { recursive: true, force: true })
    throw error
  }

  const lock = createLock(lockWait)
  connection.kysely = new Kysely({ dialect: lockedDialect(session, lock) })
  // Else lite finds out by itself and then grants everything on every schema with policies to anonymous users.
  Object.assign(connection, { rlsState: 'active' })
  await connection.clearSchemaCache?.()
  const database = databaseOver(session, lock)
  return { database, connection, close: () => database.close() }
}

/** The texts of everything that hosted Supabase already has, in order. */
async function readBootstrap(): Promise<string[]> {
  const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')
  return [
    await read('bootstrap.sql'),
    getAuthSchemaSql(),
    SUPABASE_AUTH_HELPERS_SQL,
    await read('bootstrap-auth.sql'),
    await read('bootstrap-realtime.sql'),
  ]
}

async function seedKey(bootstrap: readonly string[], migrations: readonly Migration[]): Promise<string> {
  const require = createRequire(import.meta.url)
  const manifest: { dependencies: Record<string, string> } = require('../../package.json')
  const versions = ['@electric-sql/pglite', '@electric-sql/pglite-postgis', '@supabase/lite'].map(
    (name) => `${name}@${manifest.dependencies[name]}`,
  )
  return hashOf([...versions, ...bootstrap, ...migrations.flatMap(({ version, sql }) => [version, sql])])
}

/** Written beside and renamed, so that a half-written archive is never read. */
async function writeSeed(file: string, archive: Blob): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, Buffer.from(await archive.arrayBuffer()))
  await rename(draft, file)
}

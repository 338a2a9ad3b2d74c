import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { postgis } from '@electric-sql/pglite-postgis'
import { createPgliteConnection, type PgliteConnection } from '@supabase/lite/pglite'
import { Kysely } from 'kysely'
import { type Database, databaseOver } from './database.ts'
import { lockDirectory } from './directory-lock.ts'
import { createLock } from './lock.ts'
import { lockedDialect } from './locked-dialect.ts'
import { applyMigrations, readMigrations } from './migrations.ts'
import { makeSeedElsewhere, readBootstrap, seedKey } from './seed.ts'
import { keepStack } from './stack-keeper.ts'

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
 * Opens the city's database, making it from the seed archive in the cache when it is not there (and the archive first
 * when that is missing: about 10 s more). Applies the migrations that are new.
 * The folder must be locked by `lockDirectory` before.
 */
export async function openLockedDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { directory, cacheDirectory, onStep = () => {}, lockWait = LOCK_WAIT } = options
  const migrations = await readMigrations()
  const folder = join(directory, 'database')
  const seed = join(cacheDirectory, `seed-${seedKey(await readBootstrap(), migrations)}.tar.gz`)
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) await rm(folder, { recursive: true, force: true })
  if (isNew && !existsSync(seed)) {
    onStep('creating the database')
    await makeSeedElsewhere(seed)
  }
  onStep('opening the database')
  const connection = await createPgliteConnection({
    url: folder,
    pgliteOptions: {
      extensions: { postgis },
      relaxedDurability: false,
      ...(isNew ? { loadDataDir: new Blob([await readFile(seed)]) } : {}),
    },
  })
  const session = connection.driver
  try {
    await session.waitReady
    await session.exec('set search_path = "$user", public, extensions')
    if ((await applyMigrations(session, migrations)).length > 0) onStep('migrations applied')
  } catch (error) {
    await session.close()
    // Half a database would look like a whole one at the next start.
    if (isNew) await rm(folder, { recursive: true, force: true })
    throw error
  }

  const settle = keepStack(session)
  const lock = createLock(lockWait, settle)
  connection.kysely = new Kysely({ dialect: lockedDialect(session, lock) })
  // Else lite finds out by itself and then grants everything on every schema with policies to anonymous users.
  Object.assign(connection, { rlsState: 'active' })
  await connection.clearSchemaCache?.()
  const database = databaseOver(session, lock, settle)
  return { database, connection, close: () => database.close() }
}

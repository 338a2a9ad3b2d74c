import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { postgis } from '@electric-sql/pglite-postgis'
import type { Connection } from '@supabase/lite'
import { copyBefore, copyFolder } from './copy-folder.ts'
import { type Database, databaseOver } from './database.ts'
import { lockDirectory } from './directory-lock.ts'
import { type Duty, onlyDuty } from './duty.ts'
import { liteConnection } from './lite-connection.ts'
import { createLock } from './lock.ts'
import { applyMigrations, type Migration, readMigrationState, readMigrations } from './migrations.ts'
import { openPostgres } from './open-postgres.ts'
import { COLUMN_PARSERS } from './postgres-types.ts'
import { preparePostgres } from './prepare-postgres.ts'
import { makeSeedElsewhere, readBootstrap, readRealtimeBootstrap, seedKey } from './seed.ts'
import { keepStack } from './stack-keeper.ts'

/** Longest wait for the session [ms]: behind it is one user's slow query, and the client may come again. */
const LOCK_WAIT = 8000

/** An open database with lite's connection on the same sessions. */
export interface OpenDatabase {
  readonly database: Database
  readonly connection: Connection
  readonly duty: Duty
  /** newest migration before this start; null when there was nothing to upgrade */
  readonly upgradedFrom: string | null
  /** Copies the embedded database as it is now, while everybody waits; null for that of a server, which copies itself. */
  readonly copyTo: ((target: string) => Promise<void>) | null
  close(): Promise<void>
}

interface OpenOptions {
  /** the city's folder; the database lies in its `database/` */
  readonly directory: string
  /** where seed archives lie, shared by all cities */
  readonly cacheDirectory: string
  readonly onStep?: (step: string) => void
  readonly lockWait?: number
  /** those of this program as a rule */
  readonly migrations?: readonly Migration[]
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
 * when that is missing: about 10 s more). Applies the migrations that are new; of a database that had others it keeps a
 * copy beside it until the next good start.
 * The folder must be locked by `lockDirectory` before.
 */
export async function openLockedDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { directory, cacheDirectory, onStep = () => {}, lockWait = LOCK_WAIT } = options
  const { migrations = await readMigrations() } = options
  const folder = join(directory, 'database')
  const seed = join(cacheDirectory, `seed-${seedKey(await readBootstrap(), migrations)}.tar.gz`)
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) await rm(folder, { recursive: true, force: true })
  if (isNew && !existsSync(seed)) {
    onStep('creating the database')
    await makeSeedElsewhere(seed)
  }
  onStep('opening the database')
  await mkdir(folder, { recursive: true })
  const session = await PGlite.create({
    dataDir: folder,
    extensions: { postgis, pgcrypto },
    parsers: COLUMN_PARSERS,
    relaxedDurability: false,
    ...(isNew ? { loadDataDir: new Blob([await readFile(seed)]) } : {}),
  })
  let upgradedFrom: string | null = null
  try {
    await session.exec('set search_path = "$user", public, extensions')
    const { newest, wanted } = await readMigrationState(session, migrations)
    if (wanted.length > 0 && !isNew) {
      onStep('copying the database before its upgrade')
      await session.exec('checkpoint')
      await copyFolder(folder, copyBefore(folder, newest))
      upgradedFrom = newest
    }
    // of a new database too: its archive may be days old, and with it the partitions that broadcasts go to
    await session.exec(await readRealtimeBootstrap())
    if ((await applyMigrations(session, migrations)).length > 0) onStep('migrations applied')
  } catch (error) {
    await session.close()
    // Half a database would look like a whole one at the next start.
    if (isNew) await rm(folder, { recursive: true, force: true })
    throw error
  }

  const settle = keepStack(session)
  const lock = createLock(lockWait, settle)
  const connection = liteConnection(async () => {
    const release = await lock.acquire()
    return { query: (sql, parameters) => session.query(sql, [...parameters]), release }
  })
  const database = databaseOver(session, lock, settle)
  const copyTo = (target: string) =>
    lock.run(async () => {
      await session.exec('checkpoint')
      await copyFolder(folder, target)
    })
  return { database, connection, duty: onlyDuty(), upgradedFrom, copyTo, close: () => database.close() }
}

/**
 * Opens the database of a PostgreSQL server, prepares it when it is empty and applies the migrations that are new.
 *
 * @param url  of the role that owns the tables; see `lifeline database prepare --print`
 * @throws Error naming what the database lacks; nothing is changed then
 */
export async function openServerDatabase(
  url: string,
  onStep: (step: string) => void = () => {},
): Promise<OpenDatabase> {
  onStep('opening the database')
  if ((await preparePostgres(url)).length > 0) onStep('migrations applied')
  const database = await openPostgres(url)
  const duty = await database.takeDuty((error) => console.error('duty:', error))
  return {
    database,
    connection: liteConnection(database.take),
    duty,
    upgradedFrom: null,
    copyTo: null,
    close: () => duty.close().finally(() => database.close()),
  }
}

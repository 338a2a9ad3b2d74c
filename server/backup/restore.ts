import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { lockDirectory } from '../database/directory-lock.ts'
import { type BackupManifest, readArchive } from './archive.ts'
import { withFolder } from './database-folder.ts'
import { inspect } from './inspect.ts'
import { restoreDump } from './postgres-dump.ts'
import { differences } from './table-sums.ts'

export interface RestoreOptions {
  readonly file: string
  readonly dataDirectory: string
  /** holds a folder a city of the public grade, which is replaced */
  readonly publicTiles: string
  /** put what is there aside instead of refusing */
  readonly isForced: boolean
  /** an empty database of a PostgreSQL server, for a backup of one */
  readonly databaseUrl?: string
  readonly onStep: (step: string) => void
}

/**
 * Puts a city back as it was backed up: unpacked beside, every checksum, row and sum compared, the audit's chain followed,
 * and only then moved into its place.
 *
 * @returns what it was, and where the folders lie that it replaced
 * @throws Error when the place is taken, the archive is not whole, or what came back is not what was backed up; the data
 *   folder is as before then
 */
export async function restore(options: RestoreOptions): Promise<{ manifest: BackupManifest; aside: string | null }> {
  const { file, dataDirectory, publicTiles, isForced, databaseUrl, onStep } = options
  await mkdir(dataDirectory, { recursive: true })
  const work = await mkdtemp(join(dataDirectory, 'restore-'))
  try {
    onStep('unpacking')
    const manifest = await readArchive(file, work)
    const directory = join(dataDirectory, manifest.city)
    if ((manifest.kind === 'postgres') !== (databaseUrl !== undefined))
      throw new Error(
        manifest.kind === 'postgres'
          ? `${file} is of a PostgreSQL server: give --database URL of an empty database`
          : `${file} is of an embedded database: leave out --database and unset DATABASE_URL`,
      )
    const parts = ['database', 'secrets.json', 'gids.csv', 'build', 'made-by.txt'].filter((name) =>
      existsSync(join(work, name)),
    )
    const taken = parts.filter((name) => existsSync(join(directory, name)))
    if (taken.length > 0 && !isForced)
      throw new Error(`${directory} has ${taken.join(', ')} already; give --force to put them aside`)
    const unlock = lockDirectory(directory)
    try {
      onStep('comparing every table')
      const found = databaseUrl
        ? await restoreDump(databaseUrl, join(work, 'database.dump'))
        : await withFolder(join(work, 'database'), inspect)
      const wrong = differences(manifest.tables, found.tables)
      if (wrong.length > 0) throw new Error(`what came back is not what was backed up: ${wrong.join('; ')}`)
      const aside = taken.length > 0 ? await mkdtemp(join(directory, 'replaced-')) : null
      for (const name of taken) if (aside !== null) await rename(join(directory, name), join(aside, name))
      for (const name of parts) await rename(join(work, name), join(directory, name))
      const tiles = join(publicTiles, manifest.city)
      if (existsSync(join(work, 'public'))) {
        await rm(tiles, { recursive: true, force: true })
        // it may lie on another disk
        await cp(join(work, 'public'), tiles, { recursive: true })
      }
      return { manifest, aside }
    } finally {
      unlock()
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

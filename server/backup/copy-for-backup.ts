import { randomUUID } from 'node:crypto'
import { readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { folderSize } from '../database/copy-folder.ts'
import { isAlive } from '../database/directory-lock.ts'

/** How the folders of backups in work begin; the process that made one follows. */
const COPIES = /^backup-(?:work|copy)-(\d+)-/
/** A copy that is older than this was left, though the server that made it lives [ms]. */
const LONGEST_BACKUP = 3_600_000
/** Room that must be left beside the copy [bytes]. */
const SPARE = 1 << 30

/** What the server answers to `lifeline backup`. */
export interface CopyForBackup {
  /** folder with the copy; whoever asked removes it */
  readonly folder: string
  /** the moment that it shows, ISO 8601 UTC */
  readonly at: string
}

/**
 * Copies the database of a running server beside itself.
 *
 * @throws Error when the database is that of a server, or there is no room
 */
export async function copyForBackup(
  copyTo: ((target: string) => Promise<void>) | null,
  directory: string,
): Promise<CopyForBackup> {
  if (!copyTo) throw new Error('the database is that of a PostgreSQL server: give --database URL')
  const { bavail, bsize } = await statfs(directory)
  const needed = (await folderSize(join(directory, 'database'))) + SPARE
  if (bavail * bsize < needed)
    throw new Error(`the backup needs ${Math.ceil(needed / 1e6)} MB of room beside the database`)
  const folder = join(directory, `backup-copy-${process.pid}-${randomUUID()}`)
  const at = new Date().toISOString()
  await copyTo(folder)
  return { folder, at }
}

/** Removes what backups that were killed left. */
export async function removeLeftCopies(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const owner = COPIES.exec(name)?.[1]
    if (owner === undefined) continue
    const folder = join(directory, name)
    const isOld = (await stat(folder)).mtimeMs < Date.now() - LONGEST_BACKUP
    if (isOld || !isAlive(Number(owner))) await rm(folder, { recursive: true, force: true })
  }
}

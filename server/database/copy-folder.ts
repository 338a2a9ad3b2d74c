import { constants } from 'node:fs'
import { cp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const BEFORE = 'database.before-'

/**
 * Copies a database folder while no statement runs, under a draft's name until it is whole. A checkpoint before it spares
 * the copy a recovery.
 */
export async function copyFolder(folder: string, target: string): Promise<void> {
  const draft = `${target}.part`
  await rm(draft, { recursive: true, force: true })
  try {
    await cp(folder, draft, { recursive: true, mode: constants.COPYFILE_FICLONE })
    await rm(target, { recursive: true, force: true })
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** Of all files under a folder [bytes]. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(
    // a running database may remove one meanwhile
    entries.map((entry) => (entry.isFile() ? stat(join(entry.parentPath, entry.name)).catch(() => null) : null)),
  )
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0)
}

/** Where the database as it was before an upgrade lies. @param version  newest migration that it has */
export function copyBefore(folder: string, version: string): string {
  return join(dirname(folder), `${BEFORE}${version}`)
}

/** Removes what upgrades left in a city's folder: the program has started well on the upgraded database. */
export async function removeCopiesBefore(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (name.startsWith(BEFORE)) await rm(join(directory, name), { recursive: true, force: true })
}

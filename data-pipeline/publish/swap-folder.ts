import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a folder as one step: `write` fills `<folder>.tmp`, which then takes the place of the old folder with all its
 * stale files. When `write` fails the old folder stays as it was.
 */
export async function swapFolder(folder: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const [temporary, old] = [`${folder}.tmp`, `${folder}.old`]
  await Promise.all([rm(temporary, { recursive: true, force: true }), rm(old, { recursive: true, force: true })])
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(temporary)
  try {
    await write(temporary)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(temporary, folder)
  await rm(old, { recursive: true, force: true })
}

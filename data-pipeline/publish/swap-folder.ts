import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a folder as one step: `write` fills `<folder>.tmp`, which then takes the place of the old folder with all its
 * stale files. When `write` fails the old folder stays as it was. @returns what `write` does
 */
export async function swapFolder<Result>(
  folder: string,
  write: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const [temporary, old] = [`${folder}.tmp`, `${folder}.old`]
  await Promise.all([rm(temporary, { recursive: true, force: true }), rm(old, { recursive: true, force: true })])
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(temporary)
  const result = await write(temporary).catch(async (error: unknown) => {
    await rm(temporary, { recursive: true, force: true })
    throw error
  })
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(temporary, folder)
  await rm(old, { recursive: true, force: true })
  return result
}

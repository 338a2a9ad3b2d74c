import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PIPELINE_VERSION } from './build-id.ts'
import { swapFolder } from './swap-folder.ts'

const MADE = 'made.json'

interface Made<Told> {
  readonly hash: string
  readonly told: Told
}

/**
 * Fills a folder that is kept from build to build: as it is while what it is made of has the same hash and this program
 * made it, else anew, whole or not at all.
 *
 * @param make  writes the files; what it tells, plain data, is kept beside them
 */
export async function keepMade<Told>(
  folder: string,
  hash: string,
  make: (folder: string) => Promise<Told>,
): Promise<Told> {
  const wanted = `${PIPELINE_VERSION} ${hash}`
  const before = await readMade<Told>(folder)
  if (before?.hash === wanted) return before.told
  return await swapFolder(folder, async (temporary) => {
    const told = await make(temporary)
    await writeFile(join(temporary, MADE), JSON.stringify({ hash: wanted, told }))
    return told
  })
}

/** Null when there is none, or it was cut short by a crash of the machine. */
async function readMade<Told>(folder: string): Promise<Made<Told> | null> {
  try {
    return JSON.parse(await readFile(join(folder, MADE), 'utf8')) as Made<Told>
  } catch {
    return null
  }
}

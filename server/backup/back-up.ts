import { existsSync } from 'node:fs'
import { copyFile, cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { copyFolder } from '../database/copy-folder.ts'
import { lockDirectory } from '../database/directory-lock.ts'
import { askControl } from '../operations/control.ts'
import { type BackupManifest, writeArchive } from './archive.ts'
import { removeLeftCopies } from './copy-for-backup.ts'
import { majorOf, withFolder } from './database-folder.ts'
import { type Contents, inspect } from './inspect.ts'
import { dumpPostgres } from './postgres-dump.ts'

const copySchema = z.object({ folder: z.string(), at: z.string() })

export interface BackupOptions {
  readonly file: string
  readonly city: string
  /** the city's folder */
  readonly directory: string
  /** of this program */
  readonly version: string
  /** also the build folder and the tiles of the public grade */
  readonly hasBuild: boolean
  /** the city's folder of the public grade */
  readonly publicTiles: string
  /** of a PostgreSQL server; else the embedded database */
  readonly databaseUrl?: string
  readonly onStep: (step: string) => void
}

/**
 * Backs a city up, whether its server runs or not.
 *
 * @throws Error when there is no such city, no room, or what was copied is not whole
 */
export async function backUp(
  options: BackupOptions,
): Promise<{ bytes: number; manifest: Omit<BackupManifest, 'files' | 'format'> }> {
  const { file, city, directory, version, hasBuild, publicTiles, databaseUrl, onStep } = options
  if (!existsSync(join(directory, 'secrets.json'))) throw new Error(`no city "${city}" was started in ${directory}`)
  await removeLeftCopies(directory)
  const work = await mkdtemp(join(directory, `backup-work-${process.pid}-`))
  try {
    const taken = databaseUrl
      ? { kind: 'postgres' as const, ...(await dumpPostgres(databaseUrl, join(work, 'database.dump'), onStep)) }
      : { kind: 'embedded' as const, ...(await copyEmbedded(directory, join(work, 'database'), onStep)) }
    // without its ledger of numbers a city could not be built again
    await copyParts(directory, work, ['secrets.json', 'gids.csv', ...(hasBuild ? ['build', 'made-by.txt'] : [])])
    const manifest = join(directory, 'build', 'city.json')
    if (existsSync(manifest)) await copyFile(manifest, join(work, 'city.json'))
    if (hasBuild && existsSync(publicTiles)) await cp(publicTiles, join(work, 'public'), { recursive: true })
    onStep('packing')
    const about = { city, version, ...taken }
    return { bytes: await writeArchive(file, work, about), manifest: about }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function copyParts(from: string, to: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    if (existsSync(join(from, name))) await cp(join(from, name), join(to, name), { recursive: true })
}

type Taken = Contents & Pick<BackupManifest, 'madeAt' | 'postgres'>

async function copyEmbedded(directory: string, target: string, onStep: (step: string) => void): Promise<Taken> {
  onStep('copying the database')
  const answer = await askControl(directory, 'backup', {})
  let madeAt: string
  if (answer === undefined) {
    if (!existsSync(join(directory, 'database', 'PG_VERSION'))) throw new Error(`no database in ${directory}`)
    const unlock = lockDirectory(directory)
    try {
      await copyFolder(join(directory, 'database'), target)
    } finally {
      unlock()
    }
    madeAt = new Date().toISOString()
  } else {
    const copy = copySchema.parse(answer)
    await rename(copy.folder, target)
    madeAt = copy.at
  }
  onStep('opening the copy and adding up its tables')
  return { madeAt, postgres: await majorOf(target), ...(await withFolder(target, inspect)) }
}

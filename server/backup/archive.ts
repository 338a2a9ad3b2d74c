import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import tar from 'tar-stream'
import { z } from 'zod'

const MANIFEST = 'backup.json'
const fileSchema = z.object({ name: z.string(), bytes: z.int().min(0), sha256: z.string() })
const tableSchema = z.object({ rows: z.number(), sum: z.string() })

export const manifestSchema = z.object({
  format: z.literal(1),
  city: z.string(),
  /** of the pipeline; null when no city was loaded yet */
  build: z.string().nullable(),
  /** ISO 8601, UTC: the moment that the backup shows */
  madeAt: z.string(),
  /** of this program */
  version: z.string(),
  /** embedded: files of PGlite under database/; postgres: a dump of pg_dump */
  kind: z.enum(['embedded', 'postgres']),
  /** PostgreSQL's major version */
  postgres: z.int(),
  migrations: z.array(z.object({ version: z.string(), hash: z.string() })),
  tables: z.record(z.string(), tableSchema),
  files: z.array(fileSchema),
})
export type BackupManifest = z.infer<typeof manifestSchema>

/**
 * Writes a folder as one gzipped tar with its manifest first and a checksum of every file; beside and renamed, readable
 * by its owner alone.
 *
 * @returns its size [bytes]
 */
export async function writeArchive(
  file: string,
  folder: string,
  about: Omit<BackupManifest, 'format' | 'files'>,
): Promise<number> {
  const { files, folders } = await list(folder)
  const sums: z.infer<typeof fileSchema>[] = []
  for (const name of files) sums.push({ name, ...(await sumFile(join(folder, name))) })
  const manifest: BackupManifest = { format: 1, ...about, files: sums }
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.part`
  const pack = tar.pack()
  const written = pipeline(pack, createGzip({ level: 1 }), createWriteStream(draft, { mode: 0o600 }))
  const fill = async () => {
    pack.entry({ name: MANIFEST }, JSON.stringify(manifest, null, 1))
    for (const name of folders) pack.entry({ name, type: 'directory' })
    for (const { name, bytes } of sums) {
      const entry = pack.entry({ name, size: bytes })
      await pipeline(createReadStream(join(folder, name)), entry)
    }
    pack.finalize()
  }
  try {
    await Promise.all([fill(), written])
    const handle = await open(draft)
    await handle.sync()
    await handle.close()
    await rename(draft, file)
  } catch (error) {
    pack.destroy()
    await written.catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
  return (await stat(file)).size
}

/**
 * Unpacks an archive into an empty folder.
 *
 * @throws Error when it is none of ours, is cut short, or a file is not as its checksum says
 */
export async function readArchive(file: string, folder: string): Promise<BackupManifest> {
  const extract = tar.extract()
  const unpacked = pipeline(createReadStream(file), createGunzip(), extract)
  // awaited below; a fault shows in the loop first
  unpacked.catch(() => {})
  let manifest: BackupManifest | null = null
  const missing = new Map<string, z.infer<typeof fileSchema>>()
  try {
    for await (const entry of extract) {
      const { name, type } = entry.header
      if (manifest === null) {
        if (name !== MANIFEST) throw new Error('its first entry is not backup.json')
        manifest = manifestSchema.parse(JSON.parse(await textOf(entry)))
        for (const of of manifest.files) missing.set(of.name, of)
        continue
      }
      const target = placeIn(folder, name)
      if (type === 'directory') {
        await mkdir(target, { recursive: true, mode: 0o700 })
        entry.resume()
        continue
      }
      const expected = missing.get(name)
      if (!expected) throw new Error(`${name} is not in its manifest`)
      missing.delete(name)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await pipeline(entry, createWriteStream(target, { mode: 0o600 }))
      const found = await sumFile(target)
      if (found.sha256 !== expected.sha256) throw new Error(`${name} is not as its checksum says`)
    }
    await unpacked
  } catch (error) {
    extract.destroy()
    throw new Error(`${file} cannot be restored: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
  const [lost] = missing.keys()
  if (manifest === null || lost !== undefined)
    throw new Error(`${file} cannot be restored: ${lost === undefined ? 'it is empty' : `${lost} is missing`}`)
  return manifest
}

function placeIn(folder: string, name: string): string {
  const target = normalize(join(folder, name))
  if (!target.startsWith(folder + sep)) throw new Error(`${name} leads out of the folder`)
  return target
}

/** Files and folders under `folder`, parents first; names with `/`. */
async function list(folder: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const named = entries.map((entry) => ({
    entry,
    name: join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .split(sep)
      .join('/'),
  }))
  const names = (isWanted: (entry: (typeof entries)[number]) => boolean) =>
    named.flatMap(({ entry, name }) => (isWanted(entry) ? [name] : [])).sort()
  return { files: names((entry) => entry.isFile()), folders: names((entry) => entry.isDirectory()) }
}

async function sumFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { bytes, sha256: hash.digest('hex') }
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

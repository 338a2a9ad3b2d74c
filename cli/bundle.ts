import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createGzip } from 'node:zlib'
import tar from 'tar-stream'
import { type Command, EXIT, textOption, UsageError } from './command.ts'
import { buildPage } from './page-build.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const NAME = 'lifeline-twin'
const BIG = 256 << 20

/** A file of the bundle: from disk, or with its text. */
type Source = { readonly path: string } | { readonly text: string }

/** Everything that an intranet needs to run this version, in one archive. */
export const bundle: Command = {
  name: 'bundle',
  summary: '离线安装包 · an offline install bundle',
  help: `
lifeline bundle --to FILE [--json]

Packs this version for machines without internet: the repository as committed, the built page, the packages that it runs on
for this platform, a list of them (SBOM, CycloneDX), and a checksum of every file. There: unpack it, then ./install.sh,
which needs Node alone, then ./lifeline start. The tree must be committed.

  --to FILE  archive to write (.tar.gz)
  --json     print what was packed as JSON

Exit codes: 0 packed · 2 wrong command line · 3 not packed: changes that are not committed, a package missing, …

Example: lifeline bundle --to /media/usb/lifeline-twin.tar.gz`,
  options: { to: { type: 'string' } },
  async run(args, terminal) {
    const to = textOption(args, 'to')
    if (to === undefined) throw new UsageError('expected --to FILE')
    const commit = await committed()
    await buildPage({ root: ROOT, progress: terminal.progress, signal: new AbortController().signal })
    terminal.progress('collecting')
    const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      version: string
      engines: { node: string }
    }
    const about = {
      version: manifest.version,
      commit,
      platform: `${process.platform}-${process.arch}`,
      node: manifest.engines.node.replace('>=', ''),
    }
    const sources = new Map<string, Source>([
      ...(await repository()),
      ...(await under('dist')),
      ...(await packages()),
      ...['install.sh', 'install.mjs', 'lifeline'].map(
        (name) => [name, { path: join(ROOT, 'cli/bundle', name) }] as const,
      ),
      ['bundle.json', { text: `${JSON.stringify(about, null, 2)}\n` }],
      ['sbom.cdx.json', { text: await billOfMaterials() }],
    ])
    const file = resolve(to)
    terminal.progress(`packing ${sources.size} files`)
    const bytes = await pack(file, sources)
    terminal.result(
      { file, bytes, files: sources.size, ...about },
      `${to}: ${(bytes / 1e6).toFixed(0)} MB, ${sources.size} files, version ${about.version} at ${commit.slice(0, 12)} for ${about.platform}`,
    )
    return EXIT.ok
  },
}

async function git(...args: string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd: ROOT, maxBuffer: BIG })).stdout
}

async function committed(): Promise<string> {
  const changes = (await git('status', '--porcelain')).trim()
  if (changes !== '') throw new Error(`commit your changes first: a bundle is of one commit\n${changes}`)
  return (await git('rev-parse', 'HEAD')).trim()
}

async function repository(): Promise<[string, Source][]> {
  const names = (await git('ls-files', '-z')).split('\0').filter(Boolean)
  return names.map((name) => [name, { path: join(ROOT, name) }])
}

/** Every file of a folder, by its name in the bundle. Links of package managers are left out. */
async function under(folder: string): Promise<[string, Source][]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  return entries.flatMap((entry): [string, Source][] => {
    const path = join(entry.parentPath, entry.name)
    return entry.isFile() ? [[path.slice(ROOT.length).split(sep).join('/'), { path }]] : []
  })
}

/** The packages that are needed to run, those for other platforms not among them. */
async function packages(): Promise<[string, Source][]> {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; peer?: boolean; devOptional?: boolean }>
  }
  const found: [string, Source][] = [
    ['node_modules/.package-lock.json', { path: join(ROOT, 'node_modules/.package-lock.json') }],
  ]
  const all = Object.entries(lock.packages).filter(([path]) => path !== '')
  for (const [path, { dev, optional, peer, devOptional }] of all) {
    if (dev || devOptional) continue
    if (!existsSync(join(ROOT, path))) {
      if (optional || peer) continue
      throw new Error(`${path} is not installed: run npm ci`)
    }
    // packages inside this one have entries of their own
    for (const [name, source] of await under(path))
      if (!name.slice(path.length + 1).startsWith('node_modules/')) found.push([name, source])
  }
  return found
}

async function billOfMaterials(): Promise<string> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']
  return (await promisify(execFile)(npm, args, { cwd: ROOT, maxBuffer: BIG })).stdout
}

/** Writes the archive with its list of checksums last; beside and renamed. Returns its size [bytes]. */
async function pack(file: string, sources: ReadonlyMap<string, Source>): Promise<number> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.part`
  const archive = tar.pack()
  const written = pipeline(archive, createGzip({ level: 6 }), createWriteStream(draft))
  const fill = async () => {
    const sums: string[] = []
    for (const [name, source] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const entry = `${NAME}/${name}`
      const hash = createHash('sha256')
      if ('text' in source) {
        hash.update(source.text)
        archive.entry({ name: entry }, source.text)
      } else {
        const { size, mode } = await stat(source.path)
        const target = archive.entry({ name: entry, size, mode: mode & 0o111 ? 0o755 : 0o644 })
        const read = createReadStream(source.path)
        read.on('data', (chunk) => hash.update(chunk))
        await pipeline(read, target)
      }
      sums.push(`${hash.digest('hex')}  ${name}\n`)
    }
    archive.entry({ name: `${NAME}/SHA256SUMS` }, sums.join(''))
    archive.finalize()
  }
  try {
    await Promise.all([fill(), written])
    await rename(draft, file)
  } catch (error) {
    archive.destroy()
    await written.catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
  return (await stat(file)).size
}

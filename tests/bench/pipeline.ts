import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { writeCitySurvey } from './city-survey.ts'

/** What the child process tells of its build. */
interface BuildFigures {
  readonly seconds: number
  readonly cpuSeconds: number
  /** largest resident memory, threads included */
  readonly peakBytes: number
  readonly totals: { readonly errors: number; readonly warnings: number; readonly notes: number }
  readonly counts: Readonly<Record<string, number>>
  readonly stages: readonly { readonly at: number; readonly stage: string }[]
}

export interface PipelineBench extends BuildFigures {
  readonly lines: number
  readonly points: number
  /** of the tables that were read */
  readonly sourceBytes: number
  readonly tilesets: readonly TilesetWeight[]
}

/** A tileset as it lies, and each file packed by itself. */
interface TilesetWeight extends Weight {
  readonly name: string
  /** its finest tiles, with what lists the tiles; the rest are overviews */
  readonly leaves: Weight
}

interface Weight {
  readonly files: number
  readonly bytes: number
  readonly gzip: number
}

/** What is read of a tile. */
interface Tile {
  readonly content?: { readonly uri: string }
  readonly children?: readonly Tile[]
}

/**
 * Builds a made city of so many lines, from CSV tables to tiles, report and rows, in a process of its own. Making the
 * tables is not counted.
 *
 * @param keep  folder that keeps tables and build; a temporary one that is removed when null
 */
export async function benchPipeline(lines: number, workers: number, keep: string | null): Promise<PipelineBench> {
  const directory = keep ?? (await mkdtemp(join(tmpdir(), 'lifeline-pipeline-')))
  try {
    const survey = join(directory, 'survey')
    const made = await writeCitySurvey(survey, lines)
    const figures = await build(survey, join(directory, 'data'), workers)
    const tiles = join(directory, 'data/bench/build/tiles')
    const tilesets = []
    for (const name of await readdir(tiles)) {
      const weight = await weigh(join(tiles, name))
      if (weight.files === 0) continue
      const overviews = await readOverviews(join(tiles, name, 'tileset.json'))
      const leaves = await weigh(join(tiles, name), (path) => !overviews.has(path))
      tilesets.push({ name, ...weight, leaves })
    }
    return { ...figures, ...made, sourceBytes: (await weigh(survey)).bytes, tilesets }
  } finally {
    if (keep === null) await rm(directory, { recursive: true, force: true })
  }
}

async function build(survey: string, data: string, workers: number): Promise<BuildFigures> {
  const child = fork(fileURLToPath(new URL('pipeline-run.ts', import.meta.url)), [survey, data, String(workers)], {
    execArgv: ['--import', new URL('../../tools/ts.mjs', import.meta.url).href],
  })
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`the build ended with exit code ${code}`)
  })
  exit.catch(() => {})
  const [figures] = (await Promise.race([once(child, 'message'), exit])) as [BuildFigures]
  return figures
}

/** Paths of the contents of tiles that have finer ones below, through tilesets that others name. */
async function readOverviews(file: string): Promise<ReadonlySet<string>> {
  const overviews = new Set<string>()
  const read = async (path: string) => {
    const { root } = JSON.parse(await readFile(path, 'utf8')) as { root: Tile }
    const listed: string[] = []
    const visit = ({ content, children = [] }: Tile) => {
      const target = content && join(dirname(path), content.uri)
      if (target?.endsWith('.json')) listed.push(target)
      else if (target && children.length > 0) overviews.add(target)
      children.forEach(visit)
    }
    visit(root)
    for (const next of listed) await read(next)
  }
  await read(file)
  return overviews
}

async function weigh(directory: string, isWanted = (_: string) => true): Promise<Weight> {
  let [files, bytes, gzip] = [0, 0, 0]
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !isWanted(path)) continue
    const content = await readFile(path)
    files++
    bytes += content.length
    gzip += gzipSync(content).length
  }
  return { files, bytes, gzip }
}

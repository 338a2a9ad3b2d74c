import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  /** of each tileset, as it lies and each file packed by itself */
  readonly tilesets: readonly {
    readonly name: string
    readonly files: number
    readonly bytes: number
    readonly gzip: number
  }[]
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
    for (const name of await readdir(tiles)) tilesets.push({ name, ...(await weigh(join(tiles, name))) })
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

async function weigh(directory: string): Promise<{ files: number; bytes: number; gzip: number }> {
  let [files, bytes, gzip] = [0, 0, 0]
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const content = await readFile(join(entry.parentPath, entry.name))
    files++
    bytes += content.length
    gzip += gzipSync(content).length
  }
  return { files, bytes, gzip }
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPreparedCluster } from '../contract/back-ends.ts'
import { tinyRows, writeTinyBuild } from '../contract/tiny-city.ts'

/** Requests one after another, and with 10 in flight. */
interface Rate {
  readonly median_ms: number
  readonly perSecond: number
}

/** Readings a second, and a second of the processor time of the server's process: embedded the database is in it. */
interface IngestRate {
  readonly perSecond: number
  readonly perCpuSecond: number
}

/** What one server process tells. */
interface Run {
  readonly startSeconds: number
  /** processor time of this process until then, its own loading too */
  readonly startCpuSeconds: number
  readonly residentBytes: number
  readonly peakBytes: number
  readonly figures: {
    /** with two embeds */
    readonly select: Rate
    readonly role: Rate
    readonly near: Rate
    /** readings a second, in batches of this size */
    readonly oneRow: IngestRate
    readonly thousandRows: IngestRate
    readonly fiveThousandRows: IngestRate
  } | null
}

export interface BackEndFigures {
  readonly backEnd: 'PGlite' | 'PostgreSQL 15'
  /** an empty data folder, and nothing in the cache */
  readonly freshSeconds: number
  /** a new city with the seed archive in the cache; null where there is none */
  readonly cachedSeconds: number | null
  /** the same city again */
  readonly againSeconds: number
  readonly run: Run
}

/** @throws Error naming the packages when PostgreSQL 15 is not installed and cannot be */
export async function benchBackEnds(sensors: number): Promise<readonly BackEndFigures[]> {
  const cache = await mkdtemp(join(tmpdir(), 'lifeline-cache-'))
  const { cluster, url } = await startPreparedCluster()
  try {
    const embedded = await withFolder(sensors, async (folder) => (await serve(folder, cache, '', 0)).startSeconds)
    return [
      await withFolder(sensors, async (folder) => ({
        backEnd: 'PGlite',
        freshSeconds: embedded,
        cachedSeconds: (await serve(folder, cache, '', 0)).startSeconds,
        ...(await serveAgain(folder, cache, '', sensors)),
      })),
      await withFolder(sensors, async (folder) => ({
        backEnd: 'PostgreSQL 15',
        freshSeconds: (await serve(folder, cache, url, 0)).startSeconds,
        cachedSeconds: null,
        ...(await serveAgain(folder, cache, url, sensors)),
      })),
    ]
  } finally {
    cluster.stop()
    await rm(cache, { recursive: true, force: true })
  }
}

async function serveAgain(folder: string, cache: string, url: string, sensors: number) {
  const run = await serve(folder, cache, url, sensors)
  return { againSeconds: run.startSeconds, run }
}

async function withFolder<T>(sensors: number, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-bench-'))
  try {
    const [pattern] = tinyRows.sensor
    if (!pattern) throw new Error('withFolder: the tiny city has no sensor')
    const made = Array.from({ length: sensors }, (_, index) => ({
      ...pattern,
      id: `s-${index}`,
      name: `压力 ${index}`,
    }))
    await writeTinyBuild(folder, { ...tinyRows, sensor: [...tinyRows.sensor, ...made] })
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param sensors  0 starts it and no more */
async function serve(folder: string, cache: string, url: string, sensors: number): Promise<Run> {
  const script = fileURLToPath(new URL('./backend-run.ts', import.meta.url))
  const child = fork(script, [folder, cache, url, String(sensors)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const told = once(child, 'message')
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`benchBackEnds: the server ended with ${code}`)
  })
  const [run] = (await Promise.race([told, ended])) as [Run]
  await ended.catch(() => {})
  return run
}

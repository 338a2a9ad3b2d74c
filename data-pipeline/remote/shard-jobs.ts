import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { GroundData } from '../publish/ground.ts'
import { DEM_FILE } from '../read/raster.ts'
import type { ShardDone, ShardSettings, ShardTask } from '../shard/shard-task.ts'

/** names the queue of a data folder, in that folder */
const QUEUE_FILE = 'shard-queue'
/** a worker that does not renew its claim for so long is taken for dead [ms] */
export const LOCK = 10_000

/** One shard to be made for a build. Its rows lie in the data folder that builders and workers share. */
export interface ShardJob {
  readonly city: string
  /** of one run of the build: jobs of an earlier run are out of date */
  readonly run: string
  readonly task: ShardTask
}
export type ShardJobResult = ShardDone

interface SharedSettings {
  readonly run: string
  readonly settings: ShardSettings
}

const jobSchema = z.object({
  city: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  run: z.string(),
  task: z.object({ name: z.string().regex(/^-?\d+_-?\d+$/) }),
})

/**
 * Where the builds of a data folder leave shards and its workers fetch them. The folder itself says so, as machines may
 * know it by different paths: builds of other folders on the same Redis keep to themselves.
 */
export async function queueOf(dataDirectory: string): Promise<string> {
  await mkdir(dataDirectory, { recursive: true })
  const path = join(dataDirectory, QUEUE_FILE)
  const own = `${path}-${randomUUID()}`
  await writeFile(own, randomUUID())
  // whoever comes first names it, whole; the others read that name
  await link(own, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(own)
  return `lifeline-shards-${await readFile(path, 'utf8')}`
}

/** Puts what all shards have alike into the shared folder. @returns the name of the run */
export async function shareSettings(dataDirectory: string, settings: ShardSettings): Promise<string> {
  const run = randomUUID()
  await writeFile(settingsFile(dataDirectory, settings.city), serialize({ run, settings } satisfies SharedSettings))
  return run
}

/**
 * The settings of a job's build, with its folders where this machine has them.
 *
 * @returns null when the build is over, or was begun anew
 */
export async function settingsOf(dataDirectory: string, job: ShardJob): Promise<ShardSettings | null> {
  const { city, run } = jobSchema.parse(job)
  const bytes = await readFile(settingsFile(dataDirectory, city)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (bytes === null) return null
  const shared = deserialize(bytes) as SharedSettings
  if (shared.run !== run) return null
  const folder = join(dataDirectory, city)
  const chunks = join(folder, 'work/chunks')
  return { ...shared.settings, ground: groundIn(chunks, shared.settings.ground), chunks, parts: join(folder, 'parts') }
}

/** A large DEM lies among the chunks. */
function groundIn(chunks: string, ground: GroundData): GroundData {
  if (ground.origin !== 'dem' || !('hash' in ground.raster.values)) return ground
  const values = { ...ground.raster.values, path: join(chunks, DEM_FILE) }
  return { ...ground, raster: { ...ground.raster, values } }
}

function settingsFile(dataDirectory: string, city: string): string {
  return join(dataDirectory, city, 'work/settings.bin')
}

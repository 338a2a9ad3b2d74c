import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { ConnectionOptions } from 'bullmq'
import { z } from 'zod'
import type { GroundData } from '../publish/ground.ts'
import { DEM_FILE } from '../read/dem.ts'
import type { ShardDone, ShardSettings, ShardTask } from '../shard/shard-task.ts'

/** Where builds leave shards and workers fetch them. */
export const QUEUE = 'lifeline-shards'
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

/** @throws TypeError when the URL is none of Redis */
export function connectionOf(url: string): ConnectionOptions {
  if (!/^rediss?:$/.test(new URL(url).protocol)) throw new TypeError(`${url}: expected redis://HOST:PORT`)
  return { url, maxRetriesPerRequest: null }
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

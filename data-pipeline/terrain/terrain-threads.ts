import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Ground } from '../../src/domain/geo/ground.ts'
import type { GroundData } from '../publish/ground.ts'
import { surfaceOf } from './surface.ts'
import { countTerrainTiles, type TerrainOptions, type TerrainTiles, writeTerrain } from './write-terrain.ts'

/** below so many tiles, at some 0.7 ms each, threads cost more than they bring */
const FEWEST_TILES = 1000
const WORKERS = 2
const LOADER = new URL('../../tools/ts.mjs', import.meta.url).href

/** What all threads are given alike: plain data. */
export interface TerrainWork extends Omit<TerrainOptions, 'surface'> {
  readonly data: GroundData
  /** the grid that pages read, for where the data knows nothing */
  readonly grid: Ground
}

/**
 * `writeTerrain` in threads where it pays. A tile depends on nothing but the ground under it, so the bytes are equal at
 * any number of them.
 *
 * @param workers  threads where there is much to do; default 2
 */
export async function writeTerrainTiles(work: TerrainWork, workers: number | undefined): Promise<TerrainTiles> {
  const { data, grid, ...options } = work
  const threads = countTerrainTiles(options) < FEWEST_TILES ? 0 : (workers ?? WORKERS)
  if (threads === 0) return writeTerrain({ ...options, surface: surfaceOf(data, grid) })
  const parts = await Promise.all(
    Array.from({ length: threads }, async (_, index) => {
      const workerData = { ...work, share: { index, of: threads } }
      const worker = new Worker(new URL('./terrain-worker.ts', import.meta.url), {
        workerData,
        execArgv: ['--import', LOADER],
      })
      try {
        const [tiles] = (await once(worker, 'message')) as [TerrainTiles]
        return tiles
      } finally {
        await worker.terminate()
      }
    }),
  )
  const sum = (read: (part: TerrainTiles) => number) => parts.reduce((total, part) => total + read(part), 0)
  return { level: parts[0]?.level ?? 0, tiles: sum((part) => part.tiles), bytes: sum((part) => part.bytes) }
}

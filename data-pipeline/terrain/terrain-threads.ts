import type { Ground } from '../../src/domain/geo/ground.ts'
import type { GroundData } from '../publish/ground.ts'
import { inThreads, PipelineThread } from '../thread.ts'
import { surfaceOf } from './surface.ts'
import {
  countTerrainTiles,
  type TerrainOptions,
  type TerrainShare,
  type TerrainTiles,
  writeTerrain,
} from './write-terrain.ts'

/** below so many tiles, at some 0.7 ms each, threads cost more than they bring */
const FEWEST_TILES = 1000
const WORKERS = 2

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
  const shares = Array.from({ length: threads }, (_, index) => ({ index, of: threads }))
  const parts: TerrainTiles[] = []
  const open = () => new TerrainThread(new URL('./terrain-worker.ts', import.meta.url), work)
  await inThreads(shares, threads, open, (tiles) => parts.push(tiles))
  const sum = (read: (part: TerrainTiles) => number) => parts.reduce((total, part) => total + read(part), 0)
  return { level: parts[0]?.level ?? 0, tiles: sum((part) => part.tiles), bytes: sum((part) => part.bytes) }
}

class TerrainThread extends PipelineThread<TerrainShare, TerrainTiles> {}

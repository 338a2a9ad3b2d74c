import { workerData } from 'node:worker_threads'
import { doTasks } from '../thread.ts'
import { surfaceOf } from './surface.ts'
import type { TerrainWork } from './terrain-threads.ts'
import { type TerrainShare, type TerrainTiles, writeTerrain } from './write-terrain.ts'

/** A thread that writes its share of the terrain tiles. */
const { data, grid, ...options } = workerData as TerrainWork

doTasks<TerrainShare, TerrainTiles>(async (share) =>
  writeTerrain({ ...options, surface: surfaceOf(data, grid) }, share),
)

import { parentPort, workerData } from 'node:worker_threads'
import { surfaceOf } from './surface.ts'
import type { TerrainWork } from './terrain-threads.ts'
import { type TerrainShare, writeTerrain } from './write-terrain.ts'

/** A thread that writes its share of the terrain tiles and ends. */
const { data, grid, share, ...options } = workerData as TerrainWork & { readonly share: TerrainShare }
parentPort?.postMessage(writeTerrain({ ...options, surface: surfaceOf(data, grid) }, share))

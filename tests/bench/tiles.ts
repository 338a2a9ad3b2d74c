import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TileFeature } from '../../data-pipeline/tile/feature.ts'
import { writeTileset } from '../../data-pipeline/tile/write-tileset.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'

const FLAT: GeoidGrid = {
  source: 'none',
  accuracy: null,
  west: 0,
  south: 0,
  east: 1,
  north: 1,
  columns: 2,
  rows: 2,
  values: [0, 0, 0, 0],
}
/** Metres a degree of latitude and of longitude at the bench's place. */
const [METRES_LAT, METRES_LON] = [111_000, 96_000]
const STREET = 40

export interface TilesBench {
  readonly segments: number
  /** on the clock, with whatever else the machine was doing */
  readonly seconds: number
  /** of all cores of this process: the fair number on a shared machine */
  readonly cpuSeconds: number
  readonly segmentsPerSecond: number
  readonly segmentsPerCpuSecond: number
  readonly bytesPerSegment: number
  readonly tiles: number
}

/** Writes a street grid of one-segment pipes into a temporary folder and says how fast it went. */
export async function benchTiles(segments: number): Promise<TilesBench> {
  const features = streetGrid(segments)
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-tiles-'))
  try {
    const start = performance.now()
    const cpuBefore = process.cpuUsage()
    const summary = await writeTileset(features, { directory, geoid: FLAT })
    const seconds = (performance.now() - start) / 1000
    const cpu = process.cpuUsage(cpuBefore)
    const cpuSeconds = (cpu.user + cpu.system) / 1e6
    return {
      segments,
      seconds,
      cpuSeconds,
      segmentsPerSecond: Math.round(segments / seconds),
      segmentsPerCpuSecond: Math.round(segments / cpuSeconds),
      bytesPerSegment: Math.round(summary.bytes / segments),
      tiles: summary.tiles,
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Pipes along the streets of a square town, eight beside one another at most, in spatial order. */
function streetGrid(segments: number): TileFeature[] {
  const blocks = Math.ceil(Math.sqrt(segments / 8))
  return Array.from({ length: segments }, (_, index) => {
    const lane = index % 8
    const block = Math.floor(index / 8)
    const lon = 117 + ((block % blocks) * STREET) / METRES_LON
    const lat = 30 + (Math.floor(block / blocks) * STREET + lane) / METRES_LAT
    const level = -1 - lane * 0.3
    return {
      properties: {
        id: `bench/water/P${index}~P${index + 1}~1`,
        gid: index + 1,
        discipline: 'water',
        kind: 'line',
        material: '球墨铸铁',
        size: `DN${100 * (1 + lane)}`,
        year: 2000 + lane,
        startLevel: level,
        endLevel: level - 0.1,
      },
      shape: {
        kind: 'tube',
        path: [
          { lon, lat, height: level },
          { lon: lon + STREET / METRES_LON, lat, height: level - 0.1 },
        ],
        section: { kind: 'circle', diameter: 0.1 * (1 + lane) },
      },
      prominence: 0.1 * (1 + lane),
    }
  })
}

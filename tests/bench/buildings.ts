import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createRandom } from '../../data-pipeline/synth/random.ts'
import type { Shape } from '../../data-pipeline/tile/feature.ts'
import { writeBuildings } from '../../data-pipeline/tile/write-buildings.ts'
import { FLAT_GEOID } from './flat-geoid.ts'
import { firstView } from './tiles.ts'

const WEST = 117.05
const SOUTH = 30.05
const METRES_PER_LAT = 110_860
const METRES_PER_LON = 96_350
/** a lot, and how many lie side by side before a street [m] */
const LOT = 34
const BLOCK = 6
const STREET = 24

export interface BuildingsBench {
  readonly buildings: number
  readonly tiles: number
  readonly cpuSeconds: number
  readonly buildingsPerCpuSecond: number
  /** bytes a building in leaves, on disk and by gzip */
  readonly leafBytes: number
  readonly leafGzip: number
  /** bytes of all overviews against those of leaves */
  readonly parentShare: number
  readonly largestTile: number
  /** bytes by gzip of what an engine loads to show the whole city in a window of 1440 × 900 */
  readonly firstViewGzip: number
}

/** Tiles of a made city of blocks and courts, in a temporary folder. */
export async function benchBuildings(count: number): Promise<BuildingsBench> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-buildings-'))
  try {
    const shapes = madeBuildings(count)
    const before = process.cpuUsage()
    const written = await writeBuildings(count, (number) => shapes[number] ?? null, { directory, geoid: FLAT_GEOID })
    const { user, system } = process.cpuUsage(before)
    const cpuSeconds = (user + system) / 1e6
    const { bytes, gzip, largest } = await leafSizes(join(directory, 'tiles'))
    return {
      buildings: written.features,
      tiles: written.tiles,
      cpuSeconds,
      buildingsPerCpuSecond: Math.round(written.features / cpuSeconds),
      leafBytes: bytes / written.features,
      leafGzip: gzip / written.features,
      parentShare: written.parentBytes / bytes,
      largestTile: largest,
      firstViewGzip: await firstView(directory),
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function leafSizes(folder: string) {
  let [bytes, gzip, largest] = [0, 0, 0]
  const names = await readdir(folder)
  const parents = new Set(names.map((name) => name.slice(0, name.lastIndexOf('-'))))
  for (const name of names) {
    const content = await readFile(join(folder, name))
    largest = Math.max(largest, content.byteLength)
    if (parents.has(name.replace('.glb', ''))) continue
    bytes += content.byteLength
    gzip += gzipSync(content).byteLength
  }
  return { bytes, gzip, largest }
}

/** One building a lot, of 8 to 26 m: two of three are rectangles, the others have a wing, or a court open or closed. */
function madeBuildings(count: number): Shape[] {
  const random = createRandom(1, 'buildings')
  const columns = Math.ceil(Math.sqrt(count))
  const place = (lot: number) => lot * LOT + Math.floor(lot / BLOCK) * STREET
  return Array.from({ length: count }, (_, index): Shape => {
    const [x, y] = [place(index % columns), place(Math.floor(index / columns))]
    const [width, depth] = [random.between(8, 26), random.between(8, 26)]
    const turn = random.between(-0.2, 0.2)
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const ring = (...corners: readonly (readonly [number, number])[]) =>
      corners.map(([u, v]) => ({
        lon: WEST + (x + u * width * cos - v * depth * sin) / METRES_PER_LON,
        lat: SOUTH + (y + u * width * sin + v * depth * cos) / METRES_PER_LAT,
      }))
    const square = ring([0, 0], [1, 0], [1, 1], [0, 1])
    const rings = random.weighted([
      [[square], 66],
      [[ring([0, 0], [1, 0], [1, 0.5], [0.5, 0.5], [0.5, 1], [0, 1])], 20],
      [[ring([0, 0], [1, 0], [1, 1], [0.7, 1], [0.7, 0.4], [0.3, 0.4], [0.3, 1], [0, 1])], 9],
      [[square, ring([0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7])], 5],
    ])
    const bottom = 5 + x / 1000
    return { kind: 'prism', rings, bottom, top: bottom + 3 * random.whole(1, 30) }
  })
}

import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { benchFolder } from '../reference/bench-folder.ts'
import { unzip } from '../reference/unzip.ts'

const RADIAN = 180 / Math.PI
/** Where samples that lie nowhere on Earth are put, and how large they become [m]. */
const [LON, LAT, HEIGHT, SIZE] = [120.3, 36.06, 20, 20]
const METRES = 111_000
const SAMPLES = ['FeatureIdAttribute', 'GpuInstancesMetadata', 'SparseImplicitQuadtree']

/** A public tileset that others made, as a viewer is given it. */
export interface OutsideTileset {
  readonly name: string
  /** of its tileset.json, relative to the folder they lie in */
  readonly url: string
  readonly bounds: Bounds
  /** ellipsoidal heights of its bottom and top [m] */
  readonly heights: readonly [bottom: number, top: number]
}

/** Every tileset of bench/tiles and the reference tiles of bench/pipeline, unpacked into a folder; none without them. */
export async function writeOutsideTilesets(directory: string): Promise<OutsideTileset[]> {
  const tilesets: OutsideTileset[] = []
  for (const zip of await zipsIn(['tiles', 'pipeline/plateau-underground/reference-3dtiles'])) {
    const name = basename(zip, '.zip')
    await unzip(zip, join(directory, name))
    const files = await readdir(join(directory, name), { recursive: true })
    const file = files.find((candidate) => candidate.endsWith('tileset.json')) ?? ''
    const { root } = JSON.parse(await readFile(join(directory, name, file), 'utf8'))
    const [west = 0, south = 0, east = 0, north = 0, bottom = 0, top = 0]: number[] = root.boundingVolume.region
    const bounds = [west * RADIAN, south * RADIAN, east * RADIAN, north * RADIAN] as const
    tilesets.push({ name, url: `${name}/${file}`, bounds, heights: [bottom, top] })
  }
  for (const name of SAMPLES) {
    const from = join(benchFolder, 'tiles/cesium_samples', name)
    if (existsSync(from)) tilesets.push(await placed(directory, from, name))
  }
  return tilesets
}

async function zipsIn(folders: readonly string[]): Promise<string[]> {
  const zips: string[] = []
  for (const folder of folders.map((name) => join(benchFolder, name))) {
    if (!existsSync(folder)) continue
    const files = await readdir(folder, { recursive: true })
    zips.push(...files.filter((file) => file.endsWith('.zip')).map((file) => join(folder, file)))
  }
  return zips.sort()
}

/** A sample about the middle of the Earth, put on its surface by a tileset above it. */
async function placed(directory: string, from: string, name: string): Promise<OutsideTileset> {
  await mkdir(join(directory, name), { recursive: true })
  await cp(from, join(directory, name, 'sample'), { recursive: true })
  const { root: sample } = JSON.parse(await readFile(join(from, 'tileset.json'), 'utf8'))
  const box: number[] = sample.boundingVolume.box
  const [x = [], y = [], z = []] = [0, 1, 2].map((axis) => {
    const [middle, reach] = [box[axis] ?? 0, Math.hypot(box[3 + axis] ?? 0, box[6 + axis] ?? 0, box[9 + axis] ?? 0)]
    return [middle - reach, middle + reach]
  })
  const scale = SIZE / Math.max(...[x, y, z].map(([from = 0, to = 0]) => to - from))
  const [sinLon, cosLon, sinLat, cosLat] = [
    Math.sin(LON / RADIAN),
    Math.cos(LON / RADIAN),
    Math.sin(LAT / RADIAN),
    Math.cos(LAT / RADIAN),
  ]
  const eastward = [-sinLon, cosLon, 0]
  const northward = [-sinLat * cosLon, -sinLat * sinLon, cosLat]
  const upward = [cosLat * cosLon, cosLat * sinLon, sinLat]
  const [a, e2] = [6_378_137, 0.00669437999014]
  const n = a / Math.sqrt(1 - e2 * sinLat * sinLat)
  const at = [(n + HEIGHT) * cosLat * cosLon, (n + HEIGHT) * cosLat * sinLon, (n * (1 - e2) + HEIGHT) * sinLat]
  const column = (axis: readonly number[], last: number) => [...axis.map((part) => part * scale), last]
  const transform = [...column(eastward, 0), ...column(northward, 0), ...column(upward, 0), ...at, 1]
  const root = {
    transform,
    boundingVolume: sample.boundingVolume,
    geometricError: 1000,
    refine: 'ADD',
    content: { uri: 'sample/tileset.json' },
  }
  await writeFile(
    join(directory, name, 'tileset.json'),
    JSON.stringify({ asset: { version: '1.1' }, geometricError: 2000, root }),
  )
  const lon = (metres = 0) => LON + (metres * scale) / (METRES * cosLat)
  const lat = (metres = 0) => LAT + (metres * scale) / METRES
  return {
    ...{ name, url: `${name}/tileset.json` },
    bounds: [lon(x[0]), lat(y[0]), lon(x[1]), lat(y[1])],
    heights: [HEIGHT + (z[0] ?? 0) * scale, HEIGHT + (z[1] ?? 0) * scale],
  }
}

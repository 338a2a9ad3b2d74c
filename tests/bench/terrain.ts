import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { terrainGrid } from '../../data-pipeline/publish/public-terrain.ts'
import { type Raster, rasterModel } from '../../data-pipeline/read/raster.ts'
import { readTerrainTile } from '../../data-pipeline/terrain/a-terrain-tile.ts'
import { surfaceOf } from '../../data-pipeline/terrain/surface.ts'
import { writeTerrain } from '../../data-pipeline/terrain/write-terrain.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { crsOf } from '../../src/domain/geo/crs.ts'
import { decodeGround } from '../../src/domain/geo/ground.ts'
import { terrainTileBounds } from '../../src/domain/geo/terrain-tiling.ts'
import { FLAT_GEOID } from './flat-geoid.ts'

/** pixel of the made elevation model [m] */
const PIXEL = 5
const CELLS = 64
/** of the finest squares so many are compared with the model */
const COMPARED = 60
const CRS = 'EPSG:4548'
const [WEST, SOUTH] = [505_000, 3_325_000]

export interface TerrainBench {
  /** pixels of the elevation model */
  readonly samples: number
  readonly tiles: number
  readonly cpuSeconds: number
  readonly samplesPerCpuSecond: number
  /** of the finest level, on average */
  readonly tileBytes: number
  readonly tileVertices: number
  /** of its mesh against the model, at the model's own pixels [m] */
  readonly largestError: number
  readonly rmsError: number
}

/** Ground of a made country of hills, terraces and a river, `pixels` wide and deep, in a temporary folder. */
export async function benchTerrain(pixels: number): Promise<TerrainBench> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-terrain-'))
  try {
    const raster = madeRaster(pixels)
    const bounds = boundsWithin(raster)
    const before = process.cpuUsage()
    const model = rasterModel(raster)
    const { file } = terrainGrid(bounds, { at: model, origin: 'dem' }, PIXEL)
    const surface = surfaceOf({ origin: 'dem', raster }, decodeGround(file.slice().buffer))
    const written = await writeTerrain({
      ...{ directory, name: 'bench', bounds, geoid: FLAT_GEOID, surface, resolution: PIXEL },
    })
    const { user, system } = process.cpuUsage(before)
    const cpuSeconds = (user + system) / 1e6
    const samples = pixels * pixels
    return {
      samples,
      tiles: written.tiles,
      cpuSeconds,
      samplesPerCpuSecond: Math.round(samples / cpuSeconds),
      ...(await finest(join(directory, String(written.level)), written.level, raster, bounds)),
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Sizes of the squares of the finest level, and how far some of them are off, as another's decoder reads them. */
async function finest(folder: string, level: number, raster: Raster, bounds: Bounds) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.terrain')).sort()
  const step = Math.max(1, Math.floor(names.length / COMPARED))
  let [bytes, vertices, read, count, squares, largestError] = [0, 0, 0, 0, 0, 0]
  for (const [index, name] of names.entries()) {
    const content = await readFile(join(folder, name))
    bytes += content.byteLength
    if (index % step > 0) continue
    const [column = 0, row = 0] = name.match(/\d+/g)?.map(Number) ?? []
    const square = terrainTileBounds(level, column, row)
    const tile = readTerrainTile(content, square)
    vertices += tile.points.length
    read++
    for (const error of errorsOf(tile.heights, square, raster, bounds)) {
      largestError = Math.max(largestError, Math.abs(error))
      squares += error * error
      count++
    }
  }
  const tileBytes = bytes / names.length
  return { tileBytes, tileVertices: vertices / read, largestError, rmsError: Math.sqrt(squares / count) }
}

/** At every pixel of the model inside a square: the mesh, which is straight between posts, less the model. */
function* errorsOf(heights: Float64Array, square: Bounds, { box, columns, rows, values }: Raster, bounds: Bounds) {
  const crs = crsOf(CRS)
  if (!crs || 'hash' in values) throw new Error('errorsOf: a raster that is not the bench’s own')
  const [west, south, east, north] = square
  const corners = [west, east].flatMap((lon) => [south, north].map((lat) => crs.fromLonLat(lon, lat)))
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const at = (column: number, row: number) => heights[row * (CELLS + 1) + column] ?? 0
  for (let row = Math.floor((box[3] - Math.max(...ys)) / PIXEL); row < (box[3] - Math.min(...ys)) / PIXEL; row++)
    for (
      let column = Math.floor((Math.min(...xs) - box[0]) / PIXEL);
      column < (Math.max(...xs) - box[0]) / PIXEL;
      column++
    ) {
      if (row < 0 || column < 0 || row >= rows || column >= columns) continue
      const { lon, lat } = crs.toLonLat(box[0] + (column + 0.5) * PIXEL, box[3] - (row + 0.5) * PIXEL)
      if (lon < bounds[0] || lon > bounds[2] || lat < bounds[1] || lat > bounds[3]) continue
      const [u, v] = [((lon - west) / (east - west)) * CELLS, ((north - lat) / (north - south)) * CELLS]
      if (u < 0 || v < 0 || u >= CELLS || v >= CELLS) continue
      const [i, j, fx, fy] = [Math.floor(u), Math.floor(v), u % 1, v % 1]
      const mesh =
        (at(i, j) * (1 - fx) + at(i + 1, j) * fx) * (1 - fy) + (at(i, j + 1) * (1 - fx) + at(i + 1, j + 1) * fx) * fy
      yield mesh - (values[row * columns + column] ?? 0)
    }
}

function madeRaster(pixels: number): Raster {
  const values = new Float32Array(new SharedArrayBuffer(pixels * pixels * 4))
  for (let row = 0; row < pixels; row++)
    for (let column = 0; column < pixels; column++)
      values[row * pixels + column] = heightAt(column * PIXEL, row * PIXEL)
  const side = pixels * PIXEL
  return { crs: CRS, columns: pixels, rows: pixels, box: [WEST, SOUTH, WEST + side, SOUTH + side], values }
}

/** Hills of some kilometres, terraces with banks of 2 m, a river 60 m wide. */
function heightAt(x: number, y: number): number {
  const hills = 60 * Math.sin(x / 1900) * Math.cos(y / 2300) + 15 * Math.sin(x / 410 + y / 530)
  const terrace = 2 * Math.tanh(Math.sin(x / 170) * 12)
  const river = -6 * Math.exp(-(((x - 4000 - 800 * Math.sin(y / 1500)) / 30) ** 2))
  return 100 + hills + terrace + river
}

/** The bounds of a city whose model reaches beyond them on every side. */
function boundsWithin({ box: [west, south, east, north] }: Raster): Bounds {
  const crs = crsOf(CRS)
  if (!crs) throw new Error(`boundsWithin: unknown CRS ${CRS}`)
  const rim = (east - west) * 0.02
  const [low, high] = [crs.toLonLat(west + rim, south + rim), crs.toLonLat(east - rim, north - rim)]
  return [low.lon, low.lat, high.lon, high.lat]
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terrainGrid } from '../../data-pipeline/publish/public-terrain.ts'
import { readRaster } from '../../data-pipeline/read/dem.ts'
import { geoidGrid } from '../../data-pipeline/read/geoid.ts'
import { type Raster, rasterModel, rasterResolution } from '../../data-pipeline/read/raster.ts'
import { readTerrainTile } from '../../data-pipeline/terrain/a-terrain-tile.ts'
import { surfaceOf } from '../../data-pipeline/terrain/surface.ts'
import { writeTerrain } from '../../data-pipeline/terrain/write-terrain.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { decodeGround } from '../../src/domain/geo/ground.ts'
import { undulation } from '../../src/domain/geo/heights.ts'
import { terrainError, terrainTileBounds } from '../../src/domain/geo/terrain-tiling.ts'
import { benchFolder } from './bench-folder.ts'

/** The middle of Lisbon with the Tagus: hills, a coast, and water at and below 0. */
const LISBON: Bounds = [-9.17, 38.69, -9.12, 38.74]
const CELLS = 64
const EARTH_RADIUS = 6_371_000

// Counts are those of the README beside the data (GeoTIFF/test-data; Deltares/hydromt_delft3dfm).
describe('DEMs of others', () => {
  let folder: string
  let lisbon: Raster
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeline-terrain-'))
    lisbon = await readRaster(join(benchFolder, 'pipeline/dem/LisbonElevation.tif'), null, join(folder, 'dem.bin'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('Lisbon is read with its own figures', () => {
    const { known, least, most, mean } = figures(lisbon)
    expect([lisbon.columns, lisbon.rows, known]).toEqual([547, 421, 547 * 421])
    expect(least).toBeCloseTo(-6.8294, 4)
    expect(most).toBeCloseTo(217.9408, 4)
    expect(mean).toBeCloseTo(38.763, 3)
  })

  test('the bed of the Piave is read with its own figures', async () => {
    const piave = await readRaster(join(benchFolder, 'pipeline/dem/piave_bedlevel.tif'), null, join(folder, 'dem.bin'))
    const { known, least, most, mean } = figures(piave)
    expect([piave.columns, piave.rows, known]).toEqual([93, 110, 93 * 110])
    expect(least).toBeCloseTo(680.3, 3)
    expect(most).toBeCloseTo(2470.7, 3)
    expect(mean).toBeCloseTo(1187.522, 3)
  })

  test('Lisbon as terrain tiles keeps to the DEM within the error of each level', async () => {
    const geoid = await geoidGrid('egm96', LISBON)
    const at = rasterModel(lisbon)
    const resolution = rasterResolution(lisbon)
    const { file, filled } = terrainGrid(LISBON, { at, origin: 'dem' }, resolution)
    expect(filled).toBe(0)
    const surface = surfaceOf({ origin: 'dem', raster: lisbon }, decodeGround(file.slice().buffer))
    const directory = join(folder, 'terrain')
    const { level: finest } = writeTerrain({
      directory,
      name: 'lisbon',
      bounds: LISBON,
      geoid,
      surface,
      resolution,
    })
    const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.terrain'))
    let compared = 0
    for (const name of names) {
      const [level = 0, column = 0, row = 0] = name.match(/\d+/g)?.map(Number) ?? []
      if (level < finest - 3) continue
      const [west, south, east, north] = terrainTileBounds(level, column, row)
      const tile = readTerrainTile(await readFile(join(directory, name)), [west, south, east, north])
      const sag = (((north - south) * 111_320) / 2) ** 2 / EARTH_RADIUS
      // a quarter of the level's error, the steps of 15 bits, the curve between vertices, and 5 mm for places that are
      // projected on a lattice only
      const limit = terrainError(level) / 4 + tile.range / 32_767 + sag + 0.005
      tile.heights.forEach((height, post) => {
        const lon = west + ((east - west) * (post % (CELLS + 1))) / CELLS
        const lat = north - ((north - south) * Math.floor(post / (CELLS + 1))) / CELLS
        if (lon < LISBON[0] || lon > LISBON[2] || lat < LISBON[1] || lat > LISBON[3]) return
        const expected = at(lon, lat)
        if (expected === null) return
        compared += 1
        const error = Math.abs(height - undulation(geoid, lon, lat) - expected)
        if (!(error <= limit)) expect(error, name).toBeLessThanOrEqual(limit)
      })
    }
    expect(compared).toBeGreaterThan(25_000)
  })
})

function figures({ columns, rows, values }: Raster) {
  if ('hash' in values) throw new Error('figures: a raster in a file')
  let [known, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let pixel = 0; pixel < columns * rows; pixel += 1) {
    const value = values[pixel] ?? Number.NaN
    if (Number.isNaN(value)) continue
    known += 1
    sum += value
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return { known, least, most, mean: sum / known }
}

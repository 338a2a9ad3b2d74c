import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicManifest } from '../../src/domain/config/city-manifest.ts'
import { encodeColumns } from '../../src/domain/formats/columns.ts'
import { CELL_SIZE } from '../../src/domain/geo/cell-grid.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { decodeGround } from '../../src/domain/geo/ground.ts'
import { rasterResolution } from '../read/raster.ts'
import { linkFile, linkTree } from '../shard/link-tree.ts'
import { writeTerrainTiles } from '../terrain/terrain-threads.ts'
import type { TerrainTiles } from '../terrain/write-terrain.ts'
import type { CityBuild } from './city-build.ts'
import { type Ground, groundHash } from './ground.ts'
import { keepMade } from './keep-made.ts'

const METRES_PER_DEGREE = 111_320
/** `terrain.bin` has at most so many cells: 4 MB, as a page loads it whole */
const MOST_CELLS = 1 << 20

const FOLDER = 'ground'

/** What is told of a ground that was made. */
interface MadeGround extends TerrainTiles {
  /** share of `terrain.bin` without a height */
  readonly filled: number
}

/**
 * Writes the ground of a city into the public grade: `terrain.bin`, from which pages and simulations read heights, and
 * `terrain/`, the same ground as tiles for globes; from the last build where it has not changed.
 */
export async function writePublicTerrain(
  city: Pick<CityBuild, 'survey' | 'ground' | 'geoid' | 'bounds' | 'kept' | 'workers'>,
  directory: string,
): Promise<Pick<PublicManifest, 'terrain' | 'terrainTiles'>> {
  const { survey, ground, geoid, bounds } = city
  if (ground.origin === 'none') return { terrain: null, terrainTiles: null }
  const folder = join(city.kept, FOLDER)
  const hash = `${survey.city} ${JSON.stringify([bounds, geoid])} ${groundHash(ground.data)}`
  const made = await keepMade(folder, hash, (temporary) => makeGround(city, temporary))
  await linkFile(join(folder, 'terrain.bin'), join(directory, 'terrain.bin'))
  await linkTree(join(folder, 'terrain'), join(directory, 'terrain'))
  survey.facts['terrain tiles'] = `${made.tiles}, level 0–${made.level}, ${made.bytes} bytes`
  if (made.filled > 0) tellFilled(survey, made.filled)
  return { terrain: 'terrain.bin', terrainTiles: { layer: 'terrain/layer.json', filled: made.filled } }
}

async function makeGround(
  { survey, ground, geoid, bounds, workers }: Parameters<typeof writePublicTerrain>[0],
  directory: string,
): Promise<MadeGround> {
  const { data } = ground
  const resolution = data.origin === 'dem' ? rasterResolution(data.raster) : CELL_SIZE
  const { file, filled } = terrainGrid(bounds, ground, resolution)
  await writeFile(join(directory, 'terrain.bin'), file)
  const grid = decodeGround(file.slice().buffer)
  const options = { directory: join(directory, 'terrain'), name: survey.city, bounds, geoid, resolution }
  return { filled, ...(await writeTerrainTiles({ ...options, data, grid }, workers)) }
}

/**
 * `terrain.bin`: H on a regular lon/lat grid over the bounds, row 0 north, NaN where nothing is known. A ground made of
 * the survey's own points is given no finer than cells: its bends would show where the points are.
 *
 * @param resolution  cell size of the model behind the ground [m]; cells are wider where there would be too many
 * @returns  the file, and the share of its cells without a height
 */
export function terrainGrid(
  [west, south, east, north]: Bounds,
  ground: Pick<Ground, 'at' | 'origin'>,
  resolution: number,
): { readonly file: Uint8Array; readonly filled: number } {
  const width = (east - west) * METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const depth = (north - south) * METRES_PER_DEGREE
  const count = (metres: number, cell: number) =>
    Math.max(2, (ground.origin === 'points' ? Math.floor(metres / cell) : Math.ceil(metres / cell)) + 1)
  let cell = resolution
  while (count(width, cell) * count(depth, cell) > MOST_CELLS) cell *= 1.01
  const [columns, rows] = [count(width, cell), count(depth, cell)]
  const height = new Float32Array(columns * rows)
  let unknown = 0
  for (let row = 0; row < rows; row++) {
    const lat = north - (row / (rows - 1)) * (north - south)
    for (let column = 0; column < columns; column++) {
      const lon = west + (column / (columns - 1)) * (east - west)
      const known = ground.at(lon, lat)
      if (known === null) unknown++
      height[row * columns + column] = known ?? Number.NaN
    }
  }
  const metres = (value: number) => Math.round(value * 1000) / 1000
  const cells = { cell_east_m: metres(width / (columns - 1)), cell_north_m: metres(depth / (rows - 1)) }
  const meta = { west, south, east, north, columns, rows, origin: ground.origin, ...cells }
  return { file: encodeColumns(meta, { height }), filled: Math.round((unknown / height.length) * 1e4) / 1e4 }
}

function tellFilled({ findings }: CityBuild['survey'], filled: number): void {
  const percent = Math.round(filled * 1e4) / 100
  const message = {
    zh: `高程模型没有覆盖全城 ${percent} % 的面积：该处地形按最近的已知高程补平，只供显示`,
    en: `the DEM has no height for ${percent} % of the city: the ground there is drawn at the nearest known height, for display only`,
  }
  findings.add('note', 'terrain-filled', message, { value: `${percent} %` })
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import {
  type TileRange,
  terrainError,
  terrainRoots,
  terrainTileBounds,
  terrainTilesOver,
} from '../../src/domain/geo/terrain-tiling.ts'
import { meshSquare } from './mesh-square.ts'
import { encodeQuantizedMesh } from './quantized-mesh.ts'
import type { Surface } from './surface.ts'

/** cells along a side of a square */
const CELLS = 64
/** above this level a square spans so much of the globe that every post of a coarse grid is a vertex */
const FIRST_MESHED = 8
const GLOBE_CELLS = 16
const METRES_PER_DEGREE = 111_320
/** cells of the finest level may be this many times as wide as those of the model */
const RESOLUTION_SLACK = 1.5
const FINEST_LEVEL = 22
/** largest error of the finest level [m], which stays however near one looks: less than a cover lies off the ground */
const FINEST_ERROR = 0.05

export interface TerrainOptions {
  /** receives layer.json and `<level>/<column>/<row>.terrain` */
  readonly directory: string
  readonly name: string
  /** squares beyond are written only as roots */
  readonly bounds: Bounds
  readonly geoid: GeoidGrid
  readonly surface: Surface
  /** cell size of the model behind the surface [m], > 0 */
  readonly resolution: number
}

export interface TerrainTiles {
  /** finest level */
  readonly level: number
  readonly tiles: number
  readonly bytes: number
}

/** The part of the tiles that one of several threads writes. */
export interface TerrainShare {
  readonly index: number
  readonly of: number
}

const WHOLE: TerrainShare = { index: 0, of: 1 }

/**
 * Writes the ground as quantized-mesh tiles of the geographic TMS tiling, from the whole globe down to the resolution of the
 * model. A mesh keeps within a quarter of its level's error at the posts of its square, one of the finest level within 5 cm.
 *
 * @param share  every so many-th column only; the first also writes layer.json
 * @throws file system errors as they come
 */
export function writeTerrain(options: TerrainOptions, share: TerrainShare = WHOLE): TerrainTiles {
  const { directory, bounds, geoid, surface } = options
  mkdirSync(directory, { recursive: true })
  const ranges = rangesOf(bounds, finestLevel(bounds, options.resolution))
  let [tiles, bytes, columns] = [0, 0, 0]
  for (const { level, west, south, east, north } of ranges) {
    const isMeshed = level >= FIRST_MESHED
    const error = Math.min(
      terrainError(level) / 4,
      level === ranges.length - 1 ? FINEST_ERROR : Number.POSITIVE_INFINITY,
    )
    for (let column = west; column <= east; column += 1) {
      if (columns++ % share.of !== share.index) continue
      const folder = join(directory, String(level), String(column))
      mkdirSync(folder, { recursive: true })
      for (let row = south; row <= north; row += 1) {
        const square = terrainTileBounds(level, column, row)
        const heights = surface(square, isMeshed ? CELLS : GLOBE_CELLS)
        const file = encodeQuantizedMesh(meshSquare(square, heights, geoid, isMeshed ? error : -1))
        writeFileSync(join(folder, `${row}.terrain`), file)
        tiles += 1
        bytes += file.length
      }
    }
  }
  if (share.index === 0)
    writeFileSync(join(directory, 'layer.json'), `${JSON.stringify(layerOf(options, ranges), null, 2)}\n`)
  return { level: ranges.length - 1, tiles, bytes }
}

/** Tiles that will be written. */
export function countTerrainTiles({ bounds, resolution }: Pick<TerrainOptions, 'bounds' | 'resolution'>): number {
  const ranges = rangesOf(bounds, finestLevel(bounds, resolution))
  return ranges.reduce((sum, { west, south, east, north }) => sum + (east - west + 1) * (north - south + 1), 0)
}

/** The level whose cells are about as wide as those of the model. */
function finestLevel(bounds: Bounds, resolution: number): number {
  const side = (180 * METRES_PER_DEGREE) / CELLS / (resolution * RESOLUTION_SLACK)
  return Math.min(Math.max(Math.ceil(Math.log2(side)), terrainRoots(bounds).level), FINEST_LEVEL)
}

/** What is written of each level, from 0 on: both halves of the globe, what leads to the roots, the roots, the city. */
function rangesOf(bounds: Bounds, finest: number): TileRange[] {
  const roots = terrainRoots(bounds)
  return Array.from({ length: finest + 1 }, (_, level) => {
    if (level === 0) return { level, west: 0, south: 0, east: 1, north: 0 }
    if (level > roots.level) return terrainTilesOver(bounds, level)
    const up = 2 ** (roots.level - level)
    const { west, south, east, north } = roots
    const [left, right] = [Math.floor(west / up), Math.floor(east / up)]
    return { level, west: left, south: Math.floor(south / up), east: right, north: Math.floor(north / up) }
  })
}

function layerOf({ name, bounds }: TerrainOptions, ranges: readonly TileRange[]): object {
  return {
    tilejson: '2.1.0',
    name,
    description:
      'Ground as ellipsoidal heights. Where the elevation model knows nothing, and around the city, the nearest known height.',
    version: '1.0.0',
    format: 'quantized-mesh-1.0',
    scheme: 'tms',
    projection: 'EPSG:4326',
    tiles: ['{z}/{x}/{y}.terrain'],
    extensions: ['octvertexnormals'],
    bounds: [...bounds],
    minzoom: 0,
    maxzoom: ranges.length - 1,
    available: ranges.map(({ west, south, east, north }) => [{ startX: west, startY: south, endX: east, endY: north }]),
  }
}

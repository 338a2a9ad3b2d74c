import {
  Math as CesiumMath,
  CesiumTerrainProvider,
  CustomHeightmapTerrainProvider,
  GeographicTilingScheme,
  Rectangle,
  type Request,
  type TerrainProvider,
} from 'cesium'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import { terrainError, terrainRoots, terrainTileBounds } from '../../../domain/geo/terrain-tiling.ts'
import type { Frame } from './frame.ts'

/** posts along a side of a square that is made of the grid */
const POSTS = 33

/** The squares of the ground below the roots of a city. */
export interface CityTiling {
  readonly scheme: GeographicTilingScheme
  /** level of the whole globe's tiling at which the scheme begins */
  readonly level: number
  /** first column, and first row from the north, of that level */
  readonly column: number
  readonly row: number
}

/**
 * Squares of the globe's geographic tiling, from the few that just hold the city and its surroundings. From the globe's own
 * two roots a software renderer needs a minute to come down 16 levels; from these it takes six.
 */
export function cityTiling(bounds: Bounds): CityTiling {
  const { level, west, south, east, north } = terrainRoots(bounds)
  const [left, bottom] = terrainTileBounds(level, west, south)
  const [, , right, top] = terrainTileBounds(level, east, north)
  return {
    level,
    column: west,
    row: 2 ** level - 1 - north,
    scheme: new GeographicTilingScheme({
      rectangle: Rectangle.fromDegrees(left, bottom, right, top),
      numberOfLevelZeroTilesX: east - west + 1,
      numberOfLevelZeroTilesY: north - south + 1,
    }),
  }
}

/** Ground from its grid: inside that the grid, around it the height of its nearest edge; flat at H = 0 without one. */
export function gridTerrain(
  { scheme, level: rootLevel }: CityTiling,
  frame: Frame,
  ground: Ground | null,
): CustomHeightmapTerrainProvider {
  const provider = new CustomHeightmapTerrainProvider({
    width: POSTS,
    height: POSTS,
    tilingScheme: scheme,
    callback: (x, y, level) => {
      const rectangle = scheme.tileXYToRectangle(x, y, level)
      const heights = new Float32Array(POSTS * POSTS)
      for (let row = 0; row < POSTS; row += 1) {
        const lat = CesiumMath.toDegrees(CesiumMath.lerp(rectangle.north, rectangle.south, row / (POSTS - 1)))
        for (let column = 0; column < POSTS; column += 1) {
          const lon = CesiumMath.toDegrees(CesiumMath.lerp(rectangle.west, rectangle.east, column / (POSTS - 1)))
          const height = ground ? groundHeight(ground, lon, lat) : 0
          heights[row * POSTS + column] = frame.ellipsoidal(lon, lat, height)
        }
      }
      return heights
    },
  })
  provider.getLevelMaximumGeometricError = (level) => terrainError(rootLevel + level)
  return provider
}

/**
 * Ground from the build's quantized-mesh tiles.
 *
 * @param folder  URL of the folder that holds layer.json
 * @throws Error when layer.json cannot be read
 */
export async function meshTerrain(tiling: CityTiling, folder: string): Promise<TerrainProvider> {
  return new MeshTerrain(tiling, await CesiumTerrainProvider.fromUrl(folder))
}

/** The globe's tiles, called by their places below the city's roots. */
class MeshTerrain implements TerrainProvider {
  readonly tilingScheme: GeographicTilingScheme
  readonly errorEvent: CesiumTerrainProvider['errorEvent']
  readonly credit: CesiumTerrainProvider['credit']
  readonly availability: TerrainProvider['availability']
  readonly hasWaterMask = false
  /** the ground is not lit */
  readonly hasVertexNormals = false
  private readonly tiling: CityTiling
  private readonly globe: CesiumTerrainProvider

  constructor(tiling: CityTiling, globe: CesiumTerrainProvider) {
    this.tiling = tiling
    this.globe = globe
    this.tilingScheme = tiling.scheme
    this.errorEvent = globe.errorEvent
    this.credit = globe.credit
    this.availability = globe.availability
  }

  requestTileGeometry(x: number, y: number, level: number, request?: Request) {
    return this.globe.requestTileGeometry(...this.place(x, y, level), request)
  }

  getLevelMaximumGeometricError(level: number): number {
    return terrainError(this.tiling.level + level)
  }

  getTileDataAvailable(x: number, y: number, level: number) {
    return this.globe.getTileDataAvailable(...this.place(x, y, level))
  }

  loadTileDataAvailability(x: number, y: number, level: number) {
    return this.globe.loadTileDataAvailability(...this.place(x, y, level))
  }

  private place(x: number, y: number, level: number): [x: number, y: number, level: number] {
    const { column, row, level: rootLevel } = this.tiling
    return [column * 2 ** level + x, row * 2 ** level + y, rootLevel + level]
  }
}

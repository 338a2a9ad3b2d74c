import { Math as CesiumMath, CustomHeightmapTerrainProvider, GeographicTilingScheme, Rectangle } from 'cesium'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import type { Frame } from './frame.ts'

/** posts along a side of a terrain tile */
const POSTS = 33
/** ground goes on for this many times the city's size beyond each side, level with the grid's edge */
const MARGIN = 2
/** height error of a tile, as a share of its post spacing: a city's ground is smoother than its grid is wide */
const ROUGHNESS = 0.06
const METRES_PER_DEGREE = 111_320

/**
 * Squares of the ground, from one root that just covers the city and its surroundings. With the usual whole-globe
 * scheme a software renderer needs a minute to come down its 16 levels; from this root it takes five.
 */
export function cityTiling([west, south, east, north]: Bounds): GeographicTilingScheme {
  const [width, depth] = [(east - west) * MARGIN, (north - south) * MARGIN]
  return new GeographicTilingScheme({
    rectangle: Rectangle.fromDegrees(west - width, south - depth, east + width, north + depth),
    numberOfLevelZeroTilesX: 1,
    numberOfLevelZeroTilesY: 1,
  })
}

/** Terrain of a city: its grid inside, the height of the grid's nearest edge outside; flat at H = 0 without a grid. */
export function terrainProvider(
  tilingScheme: GeographicTilingScheme,
  frame: Frame,
  ground: Ground | null,
): CustomHeightmapTerrainProvider {
  return new CityTerrain({
    width: POSTS,
    height: POSTS,
    tilingScheme,
    callback: (x, y, level) => {
      const rectangle = tilingScheme.tileXYToRectangle(x, y, level)
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
}

class CityTerrain extends CustomHeightmapTerrainProvider {
  override getLevelMaximumGeometricError(level: number): number {
    const { west, east, south, north } = this.tilingScheme.rectangle
    const size = CesiumMath.toDegrees(Math.max(east - west, north - south)) * METRES_PER_DEGREE
    return (ROUGHNESS * size) / POSTS / 2 ** level
  }
}

import { Math as CesiumMath, CustomHeightmapTerrainProvider, GeographicTilingScheme } from 'cesium'
import { type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import type { Frame } from './frame.ts'

/** posts along a side of a terrain tile */
const POSTS = 33

/** Terrain of the whole globe from one city's grid: exact inside, level with the grid's edge outside. */
export function terrainProvider(ground: Ground, frame: Frame): CustomHeightmapTerrainProvider {
  const tilingScheme = new GeographicTilingScheme()
  return new CustomHeightmapTerrainProvider({
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
          heights[row * POSTS + column] = frame.ellipsoidal(lon, lat, groundHeight(ground, lon, lat))
        }
      }
      return heights
    },
  })
}

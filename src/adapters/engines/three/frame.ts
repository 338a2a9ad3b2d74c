import { Matrix4, Vector3 } from 'three'
import type { Bounds, LonLatHeight } from '../../../domain/geo/coordinates.ts'
import { ecefToEnu, enuToEcef, fromEcef, toEcef } from '../../../domain/geo/ellipsoid.ts'
import { type GeoidGrid, toEllipsoidal, undulation } from '../../../domain/geo/heights.ts'

/**
 * Between the twin's lon, lat, H and the scene's metres: x east, y north, z up from the middle of the city at H = 0.
 * Heights cross here and nowhere else; Earth-centred numbers stay in doubles and never reach a GPU buffer.
 */
export interface Frame {
  toLocal(point: LonLatHeight): Vector3
  fromLocal(point: Vector3): LonLatHeight
  /** from Earth-centred metres, in which tilesets are placed, to the scene's */
  readonly fromEarth: Matrix4
}

export function createFrame(geoid: GeoidGrid, [west, south, east, north]: Bounds): Frame {
  const lon = (west + east) / 2
  const lat = (south + north) / 2
  const matrix = enuToEcef(lon, lat, toEllipsoidal(geoid, lon, lat, 0))
  const toEarth = new Matrix4().fromArray(matrix)
  return {
    toLocal: ({ lon, lat, height }) => {
      const earth = toEcef(lon, lat, toEllipsoidal(geoid, lon, lat, height))
      return new Vector3(...ecefToEnu(matrix, ...earth))
    },
    fromLocal: (point) => {
      const earth = point.clone().applyMatrix4(toEarth)
      const [lon, lat, height] = fromEcef(earth.x, earth.y, earth.z)
      return { lon, lat, height: height - undulation(geoid, lon, lat) }
    },
    fromEarth: toEarth.clone().invert(),
  }
}

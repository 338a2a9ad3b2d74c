import { Cartesian3, Cartographic, Math as CesiumMath } from 'cesium'
import type { LonLatHeight } from '../../../domain/geo/coordinates.ts'
import { type GeoidGrid, toEllipsoidal, undulation } from '../../../domain/geo/heights.ts'

/** Between the twin's lon, lat, H and the engine's Earth-centred metres: heights cross here and nowhere else. */
export interface Frame {
  toEngine(point: LonLatHeight): Cartesian3
  fromEngine(point: Cartesian3): LonLatHeight
  /** ellipsoidal height h [m] of a normal height H [m] */
  ellipsoidal(lon: number, lat: number, normalHeight: number): number
}

export function createFrame(geoid: GeoidGrid): Frame {
  return {
    toEngine: ({ lon, lat, height }) => Cartesian3.fromDegrees(lon, lat, toEllipsoidal(geoid, lon, lat, height)),
    fromEngine: (point) => {
      const { longitude, latitude, height } = Cartographic.fromCartesian(point)
      const [lon, lat] = [CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude)]
      return { lon, lat, height: height - undulation(geoid, lon, lat) }
    },
    ellipsoidal: (lon, lat, normalHeight) => toEllipsoidal(geoid, lon, lat, normalHeight),
  }
}

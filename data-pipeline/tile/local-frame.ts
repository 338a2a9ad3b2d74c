import { ecefToEnu, enuToEcef, toEcef } from '../../src/domain/geo/ellipsoid.ts'
import { type GeoidGrid, toEllipsoidal } from '../../src/domain/geo/heights.ts'

/** East-north-up frame of a tileset: metres from its anchor. The only door from normal heights to engine geometry. */
export interface LocalFrame {
  /** `transform` of the tileset's root: local metres to Earth-centred metres, column-major */
  readonly transform: readonly number[]
  /** Writes east, north, up of a point at normal height H [m] into `target` from index `at`. */
  place(lon: number, lat: number, normalHeight: number, target: Float64Array, at: number): void
}

/**
 * The frame whose origin lies at a point given in lon, lat [degrees] and normal height H [m].
 *
 * Points are placed through Earth-centred coordinates, so the curvature of the ellipsoid is in the geometry and a large
 * city does not float off the ground at its rim.
 */
export function localFrame(lon: number, lat: number, normalHeight: number, geoid: GeoidGrid): LocalFrame {
  const transform = enuToEcef(lon, lat, toEllipsoidal(geoid, lon, lat, normalHeight))
  return {
    transform,
    place(lon, lat, normalHeight, target, at) {
      const [x, y, z] = toEcef(lon, lat, toEllipsoidal(geoid, lon, lat, normalHeight))
      const local = ecefToEnu(transform, x, y, z)
      target[at] = local[0]
      target[at + 1] = local[1]
      target[at + 2] = local[2]
    },
  }
}

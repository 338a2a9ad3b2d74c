import type { Bounds, LonLat } from '../../src/domain/geo/coordinates.ts'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { codeOfBelt } from '../../src/domain/geo/gauss-krueger.ts'

const BELT = 3
const FALSE_EASTING = 500_000
/** Mercator is not true to scale, so volumes and distances would be wrong */
const NOT_TO_SCALE = /3857|merc\b/

/**
 * The projected CRS that a city is computed in: the survey's own where it has one that is true to scale and can be
 * named, else the 3° belt of CGCS2000 of the city's middle.
 *
 * @returns null where neither is
 */
export function cityPlane(own: Crs, [west, , east]: Bounds): Crs | null {
  if (!own.isGeographic && !NOT_TO_SCALE.test(own.name) && crsOf(own.name)) return own
  const code = codeOfBelt(Math.round((west + east) / 2 / BELT) * BELT, FALSE_EASTING)
  return code === null ? null : crsOf(`EPSG:${code}`)
}

/** To a millimetre: beyond that only binary noise differs. */
export function onPlane(crs: Crs, { lon, lat }: LonLat): [x: number, y: number] {
  const [x, y] = crs.fromLonLat(lon, lat)
  return [rounded(x), rounded(y)]
}

/** To a millimetre [m]. */
export function rounded(metres: number): number {
  return Math.round(metres * 1000) / 1000
}

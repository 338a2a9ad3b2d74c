import type { Bounds, LonLat } from '../../src/domain/geo/coordinates.ts'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { codeOfBelt } from '../../src/domain/geo/gauss-krueger.ts'

/** steps along an edge of the bounds, which is bent in the plane */
const STEPS = 8
const BELT = 3
const FALSE_EASTING = 500_000
/** Mercator is not true to scale, so volumes would be wrong */
const NOT_TO_SCALE = /3857|merc\b/

/** A rectangle of the plane [m]. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/**
 * The projected CRS that a flood of a city is computed in: the survey's own where it has one that is true to scale and can
 * be named, else the 3° belt of CGCS2000 of the city's middle.
 *
 * @returns null where neither is
 */
export function floodPlane(own: Crs, [west, , east]: Bounds): Crs | null {
  if (!own.isGeographic && !NOT_TO_SCALE.test(own.name) && crsOf(own.name)) return own
  const code = codeOfBelt(Math.round((west + east) / 2 / BELT) * BELT, FALSE_EASTING)
  return code === null ? null : crsOf(`EPSG:${code}`)
}

/** The rectangle of a plane around bounds, its sides multiples of a step [m]. */
export function boxAround([west, south, east, north]: Bounds, crs: Crs, step: number): Box {
  const rim: LonLat[] = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS).flatMap((share) => {
    const [lon, lat] = [west + (east - west) * share, south + (north - south) * share]
    return [
      { lon, lat: south },
      { lon, lat: north },
      { lon: west, lat },
      { lon: east, lat },
    ]
  })
  const places = rim.map(({ lon, lat }) => crs.fromLonLat(lon, lat))
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)]
  const [down, up] = [
    (value: number) => Math.floor(value / step) * step,
    (value: number) => Math.ceil(value / step) * step,
  ]
  return {
    west: down(Math.min(...xs)),
    south: down(Math.min(...ys)),
    east: up(Math.max(...xs)),
    north: up(Math.max(...ys)),
  }
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

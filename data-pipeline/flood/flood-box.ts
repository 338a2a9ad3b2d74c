import type { Bounds, LonLat } from '../../src/domain/geo/coordinates.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'

/** steps along an edge of the bounds, which is bent in the plane */
const STEPS = 8

/** A rectangle of the plane [m]. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
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

import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { planLength } from '../../../domain/geo/ellipsoid.ts'
import type { Draw, TilePen } from './drapes.ts'

/** sides of the squares [m]; the legend tells them */
const WIDE = 200
const FINE = 50
/** finer lines show from this ground size of a pixel on [m] */
const FINE_PIXEL = 0.5
/** above this the lines would run into one another [m] */
const COARSEST_PIXEL = 6
const PROBE = 0.01

/** Faint squares on the ground, from the city's south-west corner, so that distance can be judged where nothing stands. */
export function groundGrid(bounds: Bounds, ink: string): Draw {
  const [west, south, , north] = bounds
  const lat = (south + north) / 2
  const perLon = planLength(west, lat, west + PROBE, lat) / PROBE
  const perLat = planLength(west, lat - PROBE / 2, west, lat + PROBE / 2) / PROBE
  return (pen) => {
    if (pen.pixel > COARSEST_PIXEL) return
    const spacings = pen.pixel <= FINE_PIXEL ? [FINE, WIDE] : [WIDE]
    for (const spacing of spacings) {
      pen.context.strokeStyle = ink
      pen.context.globalAlpha = spacing === WIDE ? 0.5 : 0.25
      pen.context.lineWidth = pen.pixel
      pen.context.beginPath()
      trace(pen, bounds, spacing / perLon, spacing / perLat)
      pen.context.stroke()
    }
    pen.context.globalAlpha = 1
  }
}

function trace(pen: TilePen, city: Bounds, stepLon: number, stepLat: number): void {
  const [west, south, east, north] = overlap(pen.bounds, city)
  if (west >= east || south >= north) return
  for (const lon of multiples(west, east, city[0], stepLon)) {
    pen.context.moveTo(pen.x(lon), pen.y(north))
    pen.context.lineTo(pen.x(lon), pen.y(south))
  }
  for (const lat of multiples(south, north, city[1], stepLat)) {
    pen.context.moveTo(pen.x(west), pen.y(lat))
    pen.context.lineTo(pen.x(east), pen.y(lat))
  }
}

function overlap(a: Bounds, b: Bounds): Bounds {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}

/** `origin` plus whole steps, from `low` to `high`. */
function multiples(low: number, high: number, origin: number, step: number): number[] {
  const first = Math.ceil((low - origin) / step)
  const count = Math.floor((high - origin) / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => origin + (first + i) * step)
}

import type { GeographicTilingScheme, ImageryLayer } from 'cesium'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { planLength } from '../../../domain/geo/ellipsoid.ts'
import { drapedCanvas, type TilePen } from './draped-canvas.ts'

/** sides of the squares [m]; the legend tells them */
const WIDE = 200
const FINE = 50
/** finer lines show from this ground size of a pixel on [m] */
const FINE_PIXEL = 0.5
/** above this the lines would run into one another [m] */
const COARSEST_PIXEL = 6
const PROBE = 0.01

/** Faint squares on the ground, from the city's south-west corner, so that distance can be judged where nothing stands. */
export function groundGrid(tilingScheme: GeographicTilingScheme, bounds: Bounds, ink: string): ImageryLayer {
  const [west, south, east, north] = bounds
  const lat = (south + north) / 2
  const perLon = planLength(west, lat, west + PROBE, lat) / PROBE
  const perLat = planLength(west, lat - PROBE / 2, west, lat + PROBE / 2) / PROBE
  return drapedCanvas(tilingScheme, bounds, (pen) => {
    if (pen.pixel > COARSEST_PIXEL) return
    const spacings = pen.pixel <= FINE_PIXEL ? [FINE, WIDE] : [WIDE]
    for (const spacing of spacings) {
      pen.context.strokeStyle = ink
      pen.context.globalAlpha = spacing === WIDE ? 0.5 : 0.25
      pen.context.lineWidth = pen.pixel
      pen.context.beginPath()
      trace(pen, [west, south, east, north], spacing / perLon, spacing / perLat)
      pen.context.stroke()
    }
    pen.context.globalAlpha = 1
  })
}

function trace(pen: TilePen, [west, south, east, north]: Bounds, stepLon: number, stepLat: number): void {
  const [left, bottom, right, top] = pen.bounds
  const edges = { x0: pen.x(left), x1: pen.x(right), y0: pen.y(top), y1: pen.y(bottom) }
  for (const lon of multiples(Math.max(left, west), Math.min(right, east), west, stepLon)) {
    pen.context.moveTo(pen.x(lon), edges.y0)
    pen.context.lineTo(pen.x(lon), edges.y1)
  }
  for (const lat of multiples(Math.max(bottom, south), Math.min(top, north), south, stepLat)) {
    pen.context.moveTo(edges.x0, pen.y(lat))
    pen.context.lineTo(edges.x1, pen.y(lat))
  }
}

/** `origin` plus whole steps, from `low` to `high`. */
function multiples(low: number, high: number, origin: number, step: number): number[] {
  const first = Math.ceil((low - origin) / step)
  const count = Math.floor((high - origin) / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => origin + (first + i) * step)
}

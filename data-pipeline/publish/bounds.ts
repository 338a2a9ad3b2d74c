import type { Bounds, LonLat } from '../../src/domain/geo/coordinates.ts'

/**
 * Bounds are widened by a margin and to whole steps, so that the public manifest tells no survey point [degrees]. A step
 * is more than a public cell (200 m) up to 60° north.
 */
const MARGIN = 0.002
const STEP = 0.004

/** The box around all places, with margin. Throws when there are none. */
export function boundsOf(places: Iterable<LonLat>): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { lon, lat } of places) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  if (!(west <= east && south <= north)) throw new Error('boundsOf: no places')
  const down = (value: number) => Math.round(Math.floor((value - MARGIN) / STEP)) / Math.round(1 / STEP)
  const up = (value: number) => Math.round(Math.ceil((value + MARGIN) / STEP)) / Math.round(1 / STEP)
  return [down(west), down(south), up(east), up(north)]
}

import type { Overlay } from '../ports/scene.ts'
import type { TwinState } from '../state/store.ts'
import { axisAt, floorAt, stationOf, type Walkway, walkwayOf } from '../state/walkway.ts'

export const CHAINAGE = 'inside-chainage'
export const CHAINAGE_NAMES = 'inside-chainage-names'

/** a line across the way every so many metres, a name at every fifth */
const SPACING = 10
const NAMED = 50
/** so far before and behind [m] */
const REACH = 60
/** of the way between the eye and a mark [degrees] */
const SHARPEST_BEND = 40
/** darker or lighter than what it lies on */
const INK = { light: [16, 24, 32, 230], dark: [236, 242, 248, 230], wall: [236, 242, 248, 230] } as const

/** Chainage drawn across the floor of the way one walks, as on a tape laid out; [] outside and before a cut. */
export function insideOverlays({
  inside,
  view,
  section,
  theme,
}: Pick<TwinState, 'inside' | 'view' | 'section' | 'theme'>): Overlay[] {
  if (inside?.asset.state !== 'loaded' || !view || section) return []
  const way = walkwayOf(inside.asset.value)
  const lane = way?.lanes[inside.lane]
  const width = lane?.width ?? null
  if (!way || !lane || width === null) return []
  const here = stationOf(way, view)
  const middle = Math.round(here / NAMED) * NAMED
  const stations = Array.from({ length: (2 * REACH) / SPACING + 1 }, (_, i) => middle - REACH + i * SPACING).filter(
    (station) => station >= way.from && station <= way.to && isAhead(way, station, here),
  )
  return [
    {
      kind: 'lines',
      id: CHAINAGE,
      lines: stations.map((station) => ({
        id: String(station),
        path: acrossFloor(way, station, lane.offset, width),
        color: INK[theme],
        width: station % NAMED === 0 ? 2 : 1,
      })),
    },
    {
      kind: 'labels',
      id: CHAINAGE_NAMES,
      labels: stations
        .filter((station) => station % NAMED === 0)
        .map((station) => ({ at: onFloor(way, station, lane.offset), text: `${station}\u2009m` })),
    },
  ]
}

/** Round a sharp bend a mark would be seen through the wall. */
function isAhead(way: Walkway, station: number, here: number): boolean {
  const turn = axisAt(way, station).heading - axisAt(way, here).heading
  return Math.abs(((turn + 540) % 360) - 180) < SHARPEST_BEND
}

function acrossFloor(way: Walkway, station: number, middle: number, width: number) {
  return [middle - width / 2, middle + width / 2].map((offset) => onFloor(way, station, offset))
}

/** A finger's breadth above the floor, so that it does not flicker with it. */
function onFloor(way: Walkway, station: number, offset: number) {
  const place = floorAt(way, station, offset)
  return { ...place, height: place.height + 0.02 }
}

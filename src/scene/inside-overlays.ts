import type { Overlay } from '../ports/scene.ts'
import type { TwinState } from '../state/store.ts'
import { axisAt, EYE_HEIGHT, eyeAt, stationOf, type Walkway, walkwayOf } from '../state/walkway.ts'

export const CHAINAGE = 'inside-chainage'
export const CHAINAGE_NAMES = 'inside-chainage-names'

/** a line across the way every so many metres, a name at every fifth */
const SPACING = 10
const NAMED = 50
/** so far before and behind [m] */
const REACH = 60
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
  const width = way?.lanes[inside.lane]?.width ?? null
  if (!way || width === null || way.kind === 'bridge') return []
  const middle = Math.round(stationOf(way, view) / NAMED) * NAMED
  const stations = Array.from({ length: (2 * REACH) / SPACING + 1 }, (_, i) => middle - REACH + i * SPACING).filter(
    (station) => station >= way.from && station <= way.to,
  )
  return [
    {
      kind: 'lines',
      id: CHAINAGE,
      lines: stations.map((station) => ({
        id: String(station),
        path: acrossFloor(way, station, inside.lane, width),
        color: INK[theme],
        width: station % NAMED === 0 ? 2 : 1,
      })),
    },
    {
      kind: 'labels',
      id: CHAINAGE_NAMES,
      labels: stations
        .filter((station) => station % NAMED === 0)
        .map((station) => ({ at: floorAt(way, station, inside.lane), text: `${station}\u2009m` })),
    },
  ]
}

function floorAt(way: Walkway, station: number, lane: number) {
  const { lon, lat } = eyeAt(way, station, lane)
  return {
    lon,
    lat,
    height: axisAt(way, station).at.height + (way.kind === 'tunnel' ? way.eye - EYE_HEIGHT : 0) + 0.02,
  }
}

function acrossFloor(way: Walkway, station: number, lane: number, width: number) {
  const half = way.kind === 'tunnel' ? 0.15 * width : width / 2
  const middle = way.lanes[lane]?.offset ?? 0
  return [middle - half, middle + half].map((offset) =>
    floorAt({ ...way, lanes: [{ name: null, offset, width }] }, station, 0),
  )
}

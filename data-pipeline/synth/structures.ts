import type { Place } from './plane.ts'
import { placeOn, type Street } from './streets.ts'
import { groundAt, PASSAGE, RIVER_HALF_WIDTH, riverAt } from './terrain.ts'

export interface Vertex extends Place {
  /** [m, H] */
  readonly z: number
}

export interface Bridge {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly width: number
  readonly thickness: number
  readonly clearance: number
  readonly pierSpacing: number
  readonly mainSpan: number
  /** above the deck; null = its table does not say */
  readonly pylonHeight: number | null
  readonly cableSpacing: number | null
  readonly year: number
  readonly road: string | null
  /** top of the deck */
  readonly path: readonly Vertex[]
}

export interface Tunnel {
  readonly id: string
  readonly name: string
  readonly kind: 'road' | 'metro'
  readonly innerRadius: number
  readonly thickness: number
  /** roadway or track bed above the lowest point inside */
  readonly floor: number
  readonly year: number
  readonly owner: string
  readonly path: readonly Vertex[]
}

/** A rectangular tunnel, inside measures. */
export interface Box {
  readonly id: string
  readonly name: string
  readonly kind: 'metro' | 'underpass'
  readonly width: number
  readonly height: number
  readonly wall: number
  readonly year: number
  readonly owner: string
  /** floor */
  readonly path: readonly Vertex[]
}

export interface Gallery {
  readonly id: string
  readonly name: string
  readonly cabins: string
  readonly height: number
  readonly wall: number
  readonly year: number
  /** floor */
  readonly path: readonly Vertex[]
}

/** Sill of the railway underpass [m, H], domain B. */
export const UNDERPASS_SILL = PASSAGE.floor
export const UNDERPASS: Place = { x: PASSAGE.x, y: PASSAGE.y }
export const METRO_STATION: Place = { x: 2130, y: 1072 }
const RAILWAY_Y = PASSAGE.y
/** the eastern bank is a park up to the first street behind it */
const RIVER_PARK_EAST = 1945
const SEA_BRIDGE_X = 2445
const GALLERY_STREET = '青屿路东段'
const METRO_STREET = '渔歌路'
/** axis and track bed of the running tunnels below ground: the station's floor lies level with the bed */
const METRO_AXIS_DEPTH = 21
const METRO_BED_DEPTH = 23
const STATION_HALF_LENGTH = 75
const STAYED_STREET = '渔歌路'
/** ends of the cable-stayed bridge and its pylons behind the tops of the banks */
const STAYED_APPROACH = 52
const PYLON_FROM_BANK = 10
/** half of what the railway covers of the underpass */
const UNDERPASS_HALF_LENGTH = 20

/** Where no building may stand: the river and its park, the bridge landing, the railway, the gallery's green belt, tunnel portals. */
export function keepFree(place: Place): boolean {
  const isLanding = Math.abs(place.x - SEA_BRIDGE_X) < 40 && place.y < 470
  const isRailway = Math.abs(place.y - RAILWAY_Y) < 18
  const isGallery = place.x > 1740 && place.y > 1335 && place.y < 1375
  const isUnderpass = Math.abs(place.x - UNDERPASS.x) < 16 && Math.abs(place.y - UNDERPASS.y) < 110
  const isStation = Math.abs(place.x - METRO_STATION.x) < 90 && Math.abs(place.y - METRO_STATION.y) < 34
  const isRiverPark = place.x > riverAt(place.y) - RIVER_HALF_WIDTH - 20 && place.x < RIVER_PARK_EAST
  return isRiverPark || isLanding || isRailway || isGallery || isUnderpass || isStation
}

/** The sea bridge with its 168 m main span, and a bridge for every street over the river: one of stays, two of beams. */
export function makeBridges(streets: readonly Street[]): Bridge[] {
  const years = [2001, 2007, 1992]
  const overRiver = streets.flatMap((street, i): Bridge[] => {
    if (!street.river) return []
    const number = streets.slice(0, i).filter(({ river }) => river).length
    const own = {
      id: `BR0${number + 2}`,
      name: `${street.zh}大桥(示例)`,
      width: street.width * 0.8,
      thickness: 1.6,
      pylonHeight: null,
      cableSpacing: null,
      year: years[number] ?? 2001,
      road: street.id,
    }
    if (street.zh === STAYED_STREET) return [{ ...own, ...stayedBridge(street, street.river) }]
    const path = archedPath(street, street.river[0] - 4, street.river[1] + 4, bankLevel(street) + 0.9, 2)
    return [{ ...own, kind: '公路桥', clearance: 3.5, pierSpacing: 22, mainSpan: 24, path }]
  })
  return [seaBridge(), ...overRiver]
}

/** Its pylons stand behind the banks, so that nothing stands in the river. */
function stayedBridge(street: Street, [west, east]: readonly [number, number]) {
  const path = archedPath(street, west - STAYED_APPROACH, east + STAYED_APPROACH, bankLevel(street) + 2.6, 12)
  const mainSpan = east - west + 2 * PYLON_FROM_BANK
  return { kind: '斜拉桥', clearance: 4.5, pierSpacing: 42, mainSpan, path }
}

/** A deck from street level to street level, highest in the middle [m, H]; a vertical curve in so many chords. */
function archedPath(street: Street, from: number, to: number, middle: number, chords: number): Vertex[] {
  const end = (station: number) => {
    const { x, y } = placeOn(street, station, 0)
    return groundAt(x, y) + 0.2
  }
  const [first, last] = [end(from), end(to)]
  const rise = middle - (first + last) / 2
  return Array.from({ length: chords + 1 }, (_, i) => {
    const share = i / chords
    return {
      ...placeOn(street, from + (to - from) * share, 0),
      z: first + (last - first) * share + rise * 4 * share * (1 - share),
    }
  })
}

/** The floor of the utility tunnel lies deep enough for the networks that cross above it. */
export function makeGallery(streets: readonly Street[]): Gallery {
  const street = named(streets, GALLERY_STREET)
  const path = along(street, 30, 1230, 28, 150, 8.2)
  return {
    id: 'GL01',
    name: '青屿路综合管廊(示例)',
    cabins: '燃气舱:1.9;综合舱:3.2;电力舱:2.6',
    height: 3.2,
    wall: 0.35,
    year: 2019,
    path,
  }
}

export function makeTunnels(streets: readonly Street[]): Tunnel[] {
  const metroStreet = named(streets, METRO_STREET)
  const station = METRO_STATION.x - metroStreet.from.x
  const running = (id: string, name: string, from: number, to: number): Tunnel => ({
    id,
    name,
    kind: 'metro',
    owner: 'E09',
    innerRadius: 2.75,
    thickness: 0.35,
    floor: 0.75,
    year: 2018,
    path: along(metroStreet, from, to, -2, 140, METRO_AXIS_DEPTH),
  })
  return [
    {
      id: 'TN01',
      name: '云台山隧道(示例)',
      kind: 'road',
      innerRadius: 5.4,
      thickness: 0.55,
      floor: 1.9,
      year: 2010,
      owner: 'E07',
      path: [
        { x: 520, y: 1890, z: groundAt(520, 1890) - 14 },
        { x: 700, y: 1960, z: groundAt(520, 1890) - 15 },
        { x: 900, y: 2010, z: groundAt(520, 1890) - 17 },
      ],
    },
    running('TN02', '海湾1号线西区间(示例)', 20, station - STATION_HALF_LENGTH),
    running('TN05', '海湾1号线东区间(示例)', station + STATION_HALF_LENGTH, metroStreet.length - 20),
  ]
}

/** The metro station, and the passage under the railway with its floor at the sill. */
export function makeBoxes(streets: readonly Street[]): Box[] {
  const metroStreet = named(streets, METRO_STREET)
  const station = METRO_STATION.x - metroStreet.from.x
  return [
    {
      id: 'TN03',
      name: '海湾站(示例)',
      kind: 'metro',
      owner: 'E09',
      width: 19.4,
      height: 12.6,
      wall: 0.8,
      year: 2020,
      path: along(metroStreet, station - STATION_HALF_LENGTH, station + STATION_HALF_LENGTH, -2, 75, METRO_BED_DEPTH),
    },
    {
      id: 'TN04',
      name: '铁路桥下通道(示例)',
      kind: 'underpass',
      owner: 'E07',
      width: 6,
      height: 2.6,
      wall: 0.4,
      year: 1999,
      path: [-UNDERPASS_HALF_LENGTH, UNDERPASS_HALF_LENGTH].map((dy) => ({
        ...UNDERPASS,
        y: UNDERPASS.y + dy,
        z: UNDERPASS_SILL,
      })),
    },
  ]
}

function seaBridge(): Bridge {
  const landing = groundAt(SEA_BRIDGE_X, 300)
  const path = [
    { y: 300, z: landing + 0.3 },
    { y: 210, z: landing + 4 },
    { y: 60, z: 12 },
    { y: -120, z: 19 },
    { y: -288, z: 20.5 },
    { y: -450, z: 19 },
    { y: -560, z: 16 },
  ].map(({ y, z }) => ({ x: SEA_BRIDGE_X + (300 - y) * 0.06, y, z }))
  return {
    id: 'BR01',
    name: '海湾跨海大桥(示例)',
    kind: '斜拉桥',
    width: 26,
    thickness: 2.8,
    clearance: 15,
    pierSpacing: 50,
    mainSpan: 168,
    pylonHeight: 44,
    cableSpacing: 8,
    year: 2014,
    road: null,
    path,
  }
}

function bankLevel(street: Street): number {
  const [west, east] = street.river ?? [0, 0]
  const levels = [west, east].map((station) => {
    const place = placeOn(street, station, 0)
    return groundAt(place.x, place.y)
  })
  return Math.max(...levels)
}

/** A path beside a street, `below` metres under its smoothed ground. */
function along(street: Street, from: number, to: number, offset: number, step: number, below: number): Vertex[] {
  const parts = Math.max(1, Math.round((to - from) / step))
  return Array.from({ length: parts + 1 }, (_, i) => {
    const station = from + ((to - from) * i) / parts
    const place = placeOn(street, station, offset)
    const nearby = [-60, 0, 60].map((shift) => {
      const at = placeOn(street, station + shift, offset)
      return groundAt(at.x, at.y)
    })
    return { ...place, z: Math.min(...nearby) - below }
  })
}

function named(streets: readonly Street[], name: string): Street {
  const found = streets.find(({ zh }) => zh === name)
  if (!found) throw new Error(`structures: no street ${name}`)
  return found
}

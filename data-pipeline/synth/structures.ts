import type { Place } from './plane.ts'
import { placeOn, type Street } from './streets.ts'
import { groundAt, RIVER_HALF_WIDTH, riverAt } from './terrain.ts'

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
  readonly year: number
  readonly road: string | null
  /** top of the deck */
  readonly path: readonly Vertex[]
}

export interface Tunnel {
  readonly id: string
  readonly name: string
  readonly kind: 'road' | 'metro' | 'underpass'
  readonly innerRadius: number
  readonly thickness: number
  readonly year: number
  readonly owner: string
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
export const UNDERPASS_SILL = 2.1
export const UNDERPASS: Place = { x: 1262, y: 448 }
export const METRO_STATION: Place = { x: 2130, y: 1072 }
const RAILWAY_Y = 448
/** the eastern bank is a park up to the first street behind it */
const RIVER_PARK_EAST = 1945
const SEA_BRIDGE_X = 2445
const GALLERY_STREET = '青屿路东段'
const METRO_STREET = '渔歌路'

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

/** The approach bridge over the sea with its 168 m main span, and a road bridge for every street over the river. */
export function makeBridges(streets: readonly Street[]): Bridge[] {
  const years = [2001, 2007, 1992]
  const overRiver = streets.flatMap((street, i): Bridge[] => {
    if (!street.river) return []
    const [west, east] = street.river
    const path = [west - 4, (west + east) / 2, east + 4].map((station, k) => {
      const place = placeOn(street, station, 0)
      return { ...place, z: k === 1 ? bankLevel(street) + 0.9 : groundAt(place.x, place.y) + 0.2 }
    })
    const number = streets.slice(0, i).filter(({ river }) => river).length
    return [
      {
        id: `BR0${number + 2}`,
        name: `${street.zh}大桥(示例)`,
        kind: '公路桥',
        width: street.width * 0.8,
        thickness: 1.6,
        clearance: 3.5,
        pierSpacing: 22,
        mainSpan: 24,
        year: years[number] ?? 2001,
        road: street.id,
        path,
      },
    ]
  })
  return [seaBridge(), ...overRiver]
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
  const metro = { kind: 'metro' as const, owner: 'E09' }
  return [
    {
      id: 'TN01',
      name: '云台山隧道(示例)',
      kind: 'road',
      innerRadius: 5.4,
      thickness: 0.55,
      year: 2010,
      owner: 'E07',
      path: [
        { x: 520, y: 1890, z: groundAt(520, 1890) - 14 },
        { x: 700, y: 1960, z: groundAt(520, 1890) - 15 },
        { x: 900, y: 2010, z: groundAt(520, 1890) - 17 },
      ],
    },
    {
      ...metro,
      id: 'TN02',
      name: '海湾1号线区间(示例)',
      innerRadius: 2.75,
      thickness: 0.35,
      year: 2018,
      path: along(metroStreet, 20, metroStreet.length - 20, -2, 140, 21),
    },
    {
      ...metro,
      id: 'TN03',
      name: '海湾站(示例)',
      innerRadius: 8.2,
      thickness: 0.8,
      year: 2020,
      path: along(metroStreet, station - 75, station + 75, -2, 75, 17),
    },
    {
      id: 'TN04',
      name: '铁路桥下通道(示例)',
      kind: 'underpass',
      innerRadius: 3.2,
      thickness: 0.6,
      year: 1999,
      owner: 'E07',
      path: [-48, -14, 14, 48].map((dy) => ({
        ...UNDERPASS,
        y: UNDERPASS.y + dy,
        z: (Math.abs(dy) < 20 ? UNDERPASS_SILL : groundAt(UNDERPASS.x, UNDERPASS.y + dy)) + 2,
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
    name: '海湾跨海大桥引桥(示例)',
    kind: '跨海大桥引桥',
    width: 26,
    thickness: 2.8,
    clearance: 15,
    pierSpacing: 50,
    mainSpan: 168,
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

import { type Building, facing } from './buildings.ts'
import type { DemoCity } from './demo-city.ts'
import type { Exchange } from './heat.ts'
import { distance, type Place } from './plane.ts'
import { METRO_STATION, UNDERPASS, UNDERPASS_SILL } from './structures.ts'
import type { SurveyPoint } from './survey-table.ts'
import { groundAt } from './terrain.ts'

export interface Customer {
  readonly id: string
  readonly name: string
  readonly class: string
  readonly water: SurveyPoint | null
  readonly gas: SurveyPoint | null
  /** the station that heats it, and for how much that is laid out [kW] */
  readonly heat: { readonly exchange: Exchange; readonly load: number } | null
  readonly people: number
  /** mean [L/s] */
  readonly demand: number
  readonly place: Place
}

export interface Entry {
  readonly id: string
  readonly name: string
  readonly kind: 'metro' | 'underpass' | 'basement' | 'substation' | 'pump-house'
  /** [m, H] */
  readonly sill: number
  /** [m³] */
  readonly volume: number
  readonly place: Place
}

/** People and mean water use [L a person and day] by use of a building (example values). */
const USE: Readonly<Record<string, readonly [peoplePerFloor: number, litres: number]>> = {
  residential: [34, 140],
  office: [45, 50],
  commercial: [60, 25],
  restaurant: [40, 120],
  industry: [30, 300],
  school: [180, 40],
  kindergarten: [70, 50],
  hospital: [60, 350],
  hotel: [25, 280],
}
const SECONDS_A_DAY = 86_400
/** depth of a basement floor below its sill and share of the footprint, for its volume [m] */
const BASEMENT_DEPTH = 4.2
/** the ground before a door lies so far from the wall [m] */
const DOOR_BEFORE_WALL = 1.5
/** [m³] */
const PUMP_HOUSE_VOLUME = 180

/** Heat for a floor [W/m²] by use of a building (example values); other uses heat themselves. */
const HEAT: Readonly<Record<string, number>> = {
  residential: 45,
  office: 65,
  commercial: 65,
  school: 65,
  kindergarten: 65,
  hospital: 70,
  hotel: 60,
}

/** One customer a building, bound to its own water meter and gas inlet, and to the station that heats it. */
export function makeCustomers(
  buildings: readonly Building[],
  meters: ReadonlyMap<string, SurveyPoint>,
  services: ReadonlyMap<string, SurveyPoint>,
  exchanges: readonly Exchange[],
): Customer[] {
  return buildings.map((building, i) => {
    const [perFloor, litres] = USE[building.use] ?? [20, 100]
    const people = Math.round(perFloor * building.floors)
    return {
      id: `CU${String(i + 1).padStart(4, '0')}`,
      name: `${building.name}(示例)`,
      class: building.use,
      water: meters.get(building.id) ?? null,
      gas: services.get(building.id) ?? null,
      heat: heatOf(building, exchanges),
      people,
      demand: Math.round(((people * litres) / SECONDS_A_DAY) * 10_000) / 10_000,
      place: building.center,
    }
  })
}

/** From the nearest station on a street that it stands at. */
function heatOf(building: Building, exchanges: readonly Exchange[]): Customer['heat'] {
  const perArea = HEAT[building.use]
  const streets = [building.south, building.east, building.north, building.west]
  const away = ({ flow }: Exchange) => distance(flow, building.center)
  const [exchange] = exchanges.filter(({ flow }) => streets.includes(flow.street)).sort((a, b) => away(a) - away(b))
  if (perArea === undefined || !exchange) return null
  return { exchange, load: Math.round((perArea * areaOf(building.ring) * building.floors) / 1000) }
}

/** Ways for water to get in: four metro entries, the underpass, basements of tall buildings, and pump houses. */
export function makeEntries({ buildings, storm, sewer }: Pick<DemoCity, 'buildings' | 'storm' | 'sewer'>): Entry[] {
  const metro = ['A', 'B', 'C', 'D'].map((letter, i): Entry => {
    const place = { x: METRO_STATION.x + (i % 2 ? 62 : -62), y: METRO_STATION.y + (i < 2 ? 31 : -31) }
    const sill = round(groundAt(place.x, place.y) + 0.45)
    return { id: `EN0${i + 1}`, name: `海湾站${letter}口(示例)`, kind: 'metro', sill, volume: 21_000, place }
  })
  const underpass: Entry = {
    id: 'EN05',
    name: '铁路桥下通道(示例)',
    kind: 'underpass',
    sill: UNDERPASS_SILL,
    volume: 1_450,
    place: UNDERPASS,
  }
  const tall = buildings.filter(({ floors }) => floors >= 12).slice(0, 40)
  const basements = tall.map((building, i): Entry => {
    const kind = i % 10 === 9 ? 'substation' : 'basement'
    const title = kind === 'basement' ? '地下车库' : '地下配电房'
    const place = doorOf(building)
    return {
      id: `EN${String(i + 6).padStart(2, '0')}`,
      name: `${building.name}${title}(示例)`,
      kind,
      sill: round(groundAt(place.x, place.y) + 0.15),
      volume: Math.round(areaOf(building.ring) * (kind === 'basement' ? BASEMENT_DEPTH : 1)),
      place,
    }
  })
  const stations = new Set([...storm.pumps.map(({ from }) => from), sewer.liftStation])
  const pumpHouses = [...stations]
    .filter(({ subsid }) => subsid === '泵站')
    .map(
      (point, i): Entry => ({
        ...{ id: `EN${tall.length + 6 + i}`, name: `${point.name}机房`, kind: 'pump-house', volume: PUMP_HOUSE_VOLUME },
        ...{ sill: round(point.ground + 0.3), place: { x: point.x, y: point.y } },
      }),
    )
  return [...metro, underpass, ...basements, ...pumpHouses]
}

/** Before the middle of the wall that faces the nearest street. */
function doorOf(building: Building): Place {
  const { ring, center } = building
  const walls = [building.south, building.east, building.north, building.west]
  const distances = walls.map((street) => facing(street, building))
  const nearest = distances.indexOf(Math.min(...distances))
  const [a, b] = [ring[nearest] ?? center, ring[(nearest + 1) % ring.length] ?? center]
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  const length = Math.hypot(middle.x - center.x, middle.y - center.y)
  const out = (wall: number, from: number) => wall + ((wall - from) / length) * DOOR_BEFORE_WALL
  return { x: out(middle.x, center.x), y: out(middle.y, center.y) }
}

function areaOf(ring: readonly Place[]): number {
  const twice = ring.reduce((sum, a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a
    return sum + a.x * b.y - b.x * a.y
  }, 0)
  return Math.abs(twice) / 2
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

import { type Building, facing } from './buildings.ts'
import { burialOf, type Corridor, type CorridorNode, layCorridors, nearestMiddle, pairs } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import type { Random } from './random.ts'
import { placeOn, type Street, stationOf } from './streets.ts'
import { clearOffset, type Origin, type SurveyPoint, SurveyTable } from './survey-table.ts'

export interface Water {
  readonly table: SurveyTable
  /** meter well of each building, by building id */
  readonly meters: ReadonlyMap<string, SurveyPoint>
  readonly valves: readonly SurveyPoint[]
  readonly sources: readonly SurveyPoint[]
}

/** Crown depth of mains [m] below ground, between frost depth and B.1's upper bound. */
const COVER = 1.35
const AIR_VALVE = { feature: '', subsid: '排气阀', serial: '07', wellDepth: 2 }
const PRESSURE_TAP = { feature: '', subsid: '测压点', serial: '08' }
const BOOSTED = '渔歌路'
/** Trunk mains from the two inlets [mm]. */
const TRUNKS: Readonly<Record<string, number>> = { 云台路: 600, 渔歌路: 500 }

/** Looped distribution network with two inlets, valves on the legs of crossings, hydrants and a meter a building. */
export function makeWater(
  streets: readonly Street[],
  buildings: readonly Building[],
  originOf: (street: Street) => Origin,
  dmaOf: (point: SurveyPoint) => string,
  random: Random,
): Water {
  const table = new SurveyTable('water', 'JS', 'JP', '104')
  const diameters = new Map(streets.map((street) => [street, mainDiameter(street, random)]))
  const corridors = layCorridors(table, {
    streets,
    offset: (street) => laneOffset('water', street),
    origin: originOf,
    spacing: 32,
    leg: 9,
    random,
  })
  const valves: SurveyPoint[] = []
  for (const { nodes, street } of corridors) {
    for (const { point, kind } of nodes) {
      if (kind === 'leg' && random.chance(0.8)) valves.push(becomeValve(point, random))
      else if (kind === 'crossing') setFeature(point, '四通', '03')
      else if (kind === 'middle' && random.chance(0.03)) {
        Object.assign(point, random.chance(0.6) ? AIR_VALVE : PRESSURE_TAP)
      }
    }
    layLine(table, street, nodes, diameters.get(street) ?? 200)
  }
  const sources = addSources(corridors)
  addBooster(corridors)
  addHydrants(table, corridors, originOf)
  const meters = addMeters(table, corridors, buildings, originOf, random)
  for (const point of table.points) point.note = point.note || dmaOf(point)
  return { table, meters, valves, sources }
}

/** Reclaimed water along two arterials: a subclass of water in tables of the same kind. */
export function addReclaimed(
  table: SurveyTable,
  streets: readonly Street[],
  originOf: (street: Street) => Origin,
  random: Random,
) {
  const corridors = layCorridors(table, {
    streets,
    offset: (street) => laneOffset('reclaimed', street),
    origin: originOf,
    spacing: 40,
    leg: 0,
    random,
  })
  for (const { street, nodes } of corridors) {
    for (const { point } of nodes) point.subclass = 'ZS'
    const size = street.class === 'arterial' ? '300' : '200'
    pairs(nodes, (start, end) => {
      const options = { startDepth: 1, endDepth: 1, street, size, subclass: 'ZS', pressure: 0.25, wall: 13 }
      table.line(start.point, end.point, {
        ...options,
        material: 'PE',
        origin: originOf(street),
        burial: burialOf(start, end),
      })
    })
  }
  const first = corridors[0]?.nodes[0]?.point
  if (first) Object.assign(first, { subsid: '再生水厂', feature: '', serial: '30', name: '海湾再生水厂(示例)' })
}

/** Material letters of CJJ 61 by year of laying and diameter. */
function materialOf(year: number, diameter: number): string {
  if (year < 1998) return 'ZT'
  if (year >= 2005 && diameter <= 200) return 'PE'
  return diameter >= 600 && year >= 2010 ? 'G' : 'QM'
}

function mainDiameter(street: Street, random: Random): number {
  const trunk = TRUNKS[street.zh]
  if (trunk) return trunk
  if (street.class === 'arterial') return random.pick([300, 400])
  return street.class === 'collector' ? random.pick([200, 300]) : random.pick([150, 200, 200])
}

function layLine(table: SurveyTable, street: Street, nodes: readonly CorridorNode[], diameter: number) {
  pairs(nodes, (start, end) => {
    const { origin } = start.point
    table.line(start.point, end.point, {
      startDepth: COVER,
      endDepth: COVER,
      material: materialOf(origin.year, diameter),
      size: String(diameter),
      wall: Math.round(diameter / 40 + 4),
      pressure: 0.36,
      origin,
      street,
      burial: burialOf(start, end),
    })
  })
}

function becomeValve(point: SurveyPoint, random: Random): SurveyPoint {
  const operable = random.weighted([
    [1, 88],
    [0, 4],
    [null, 8],
  ] as const)
  return Object.assign(point, { feature: '', subsid: '阀门井', serial: '04', wellDepth: 2.1, operable })
}

function setFeature(point: SurveyPoint, feature: string, serial: string) {
  if (!point.subsid) Object.assign(point, { feature, serial })
}

function addSources(corridors: readonly Corridor[]): SurveyPoint[] {
  const top = corridors.filter(({ street }) => street.axis === 'east').at(-1)
  const west = top?.nodes[0]?.point
  const east = top?.nodes.at(-1)?.point
  if (!west || !east) throw new Error('makeWater: the northern street has no nodes')
  Object.assign(west, { feature: '', subsid: '水厂', serial: '20', name: '云台水厂(示例)', wellDepth: null })
  Object.assign(east, { feature: '', subsid: '水厂', serial: '20', name: '晨曦水厂(示例)', wellDepth: null })
  return [west, east]
}

/** A booster station on the trunk from the eastern inlet: it lifts what comes to it. */
function addBooster(corridors: readonly Corridor[]): void {
  const trunk = corridors.find(({ street }) => street.zh === BOOSTED)?.nodes ?? []
  const free = trunk.filter(({ kind, point }) => kind === 'middle' && !point.subsid)
  const place = free[Math.floor(free.length / 2)]?.point
  if (!place) throw new Error(`makeWater: ${BOOSTED} has no place for a booster`)
  Object.assign(place, { feature: '', subsid: '加压站', serial: '21', name: '渔歌加压站(示例)', wellDepth: null })
}

/** A hydrant on a short spur about every 120 m [domain example value], on the kerb side. */
function addHydrants(table: SurveyTable, corridors: readonly Corridor[], originOf: (street: Street) => Origin) {
  for (const { street, nodes } of corridors) {
    let last = -100
    for (const { point, kind } of nodes) {
      if (kind !== 'middle' || point.station - last < 115) continue
      last = point.station
      const offset = point.offset - 1.1
      const origin = originOf(street)
      const hydrant = table.point(placeOn(street, point.station, offset), {
        street,
        station: point.station,
        offset,
        origin,
      })
      Object.assign(hydrant, { feature: '', subsid: '消防栓', serial: '02' })
      setFeature(point, '三通', '02')
      const material = materialOf(origin.year, 100)
      table.line(point, hydrant, {
        startDepth: COVER,
        endDepth: COVER,
        material,
        size: '100',
        wall: 6,
        pressure: 0.36,
        origin,
        street,
      })
    }
  }
}

/** A spur leaves its main level, however deep a crossing has made it: the hydrant's riser makes up the difference. */
export function levelHydrantSpurs(table: SurveyTable) {
  for (const line of table.lines) if (line.end.subsid === '消防栓') line.endDepth = line.startDepth
}

function addMeters(
  table: SurveyTable,
  corridors: readonly Corridor[],
  buildings: readonly Building[],
  originOf: (street: Street) => Origin,
  random: Random,
): Map<string, SurveyPoint> {
  const byStreet = new Map(corridors.map((corridor) => [corridor.street, corridor]))
  const meters = new Map<string, SurveyPoint>()
  for (const building of buildings) {
    const sides = [building.north, building.west].sort((a, b) => facing(a, building) - facing(b, building))
    const street = sides[0] ?? building.north
    const tap = nearestMiddle(byStreet.get(street)?.nodes ?? [], stationOf(street, building.center))
    if (!tap) continue
    const wanted = -(street.width / 2 + random.between(3, 7))
    const station = tap.station + random.between(-4, 4)
    const offset = clearOffset(table, street, station, wanted)
    const origin = originOf(street)
    const meter = table.point(placeOn(street, station, offset), { street, station, offset, origin })
    Object.assign(meter, {
      feature: '',
      subsid: '水表井',
      serial: '06',
      wellDepth: 1.6,
      name: `${building.name}水表井`,
    })
    setFeature(tap, '三通', '02')
    const size = building.use === 'hospital' || building.use === 'industry' ? '150' : '100'
    const material = materialOf(origin.year, 100)
    table.line(tap, meter, {
      startDepth: COVER,
      endDepth: 1.2,
      material,
      size,
      wall: 6,
      pressure: 0.34,
      origin,
      street,
    })
    meters.set(building.id, meter)
  }
  return meters
}

import { type Building, facing } from './buildings.ts'
import { burialOf, type Corridor, layCorridors, nearestMiddle, pairs } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import type { Random } from './random.ts'
import { placeOn, type Street, stationOf } from './streets.ts'
import { clearOffset, type Origin, type SurveyPoint, SurveyTable } from './survey-table.ts'

export interface Gas {
  readonly table: SurveyTable
  /** service point of each building that has gas, by building id */
  readonly services: ReadonlyMap<string, SurveyPoint>
  readonly regulators: readonly SurveyPoint[]
  readonly gate: SurveyPoint
}

/** Crown depth [m] of mains and services. */
const COVER = 1.1
const REGULATORS = 7
const DRIP_POT = { feature: '', subsid: '凝水缸', serial: '08' }
const PROTECTION_POST = { feature: '', subsid: '阴极保护桩', serial: '10' }

/**
 * Natural gas: medium pressure A mains, one sub-high pressure trunk from the gate station, regulator boxes, services.
 *
 * @param isTaken  does a sewer lateral run within a safe distance of a station of a street?
 */
export function makeGas(
  streets: readonly Street[],
  buildings: readonly Building[],
  originOf: (street: Street) => Origin,
  isTaken: (street: Street, station: number) => boolean,
  random: Random,
): Gas {
  const table = new SurveyTable('gas', 'RQ', 'TR', '303')
  const corridors = layCorridors(table, {
    streets,
    offset: (street) => laneOffset('gas', street),
    origin: originOf,
    spacing: 30,
    leg: 11,
    random,
  })
  const trunk = corridors.filter(({ street }) => street.axis === 'east').at(-1)
  for (const corridor of corridors) layMain(table, corridor, corridor === trunk, random)
  const gate = trunk?.nodes[0]?.point
  if (!gate) throw new Error('makeGas: the northern street has no nodes')
  Object.assign(gate, { feature: '', subsid: '门站', serial: '20', name: '云台燃气门站(示例)' })
  const regulators = addRegulators(table, corridors, originOf)
  const services = addServices(table, corridors, buildings, originOf, isTaken, random)
  return { table, services, regulators, gate }
}

function layMain(table: SurveyTable, { street, nodes }: Corridor, isTrunk: boolean, random: Random) {
  const isWide = street.class === 'arterial'
  for (const { point, kind } of nodes) {
    if (kind === 'leg' && random.chance(0.45)) {
      Object.assign(point, {
        feature: '',
        subsid: '阀门井',
        serial: '04',
        wellDepth: 1.9,
        operable: random.chance(0.9) ? 1 : null,
      })
    } else if (kind === 'crossing' && !point.subsid) Object.assign(point, { feature: '四通', serial: '03' })
    else if (kind === 'middle' && !point.subsid && random.chance(0.035)) {
      Object.assign(point, random.chance(0.5) ? DRIP_POT : PROTECTION_POST)
    }
  }
  pairs(nodes, (start, end) => {
    const { origin } = start.point
    const isSubHigh = isTrunk && Math.max(start.point.station, end.point.station) < 1100
    const isSteel = isSubHigh || (isWide && origin.year < 2010)
    const isOldIron = !isSteel && origin.year < 1996
    const size = isSubHigh ? '426' : isSteel ? '325' : isWide ? '200' : street.class === 'collector' ? '160' : '110'
    table.line(start.point, end.point, {
      startDepth: COVER,
      endDepth: COVER,
      material: isSteel ? 'G' : isOldIron ? 'ZT' : 'PE',
      size,
      wall: isSteel ? 8 : 10,
      pressure: isSubHigh ? 0.8 : 0.35,
      origin,
      street,
      burial: burialOf(start, end),
    })
  })
}

function addRegulators(table: SurveyTable, corridors: readonly Corridor[], originOf: (street: Street) => Origin) {
  const candidates = corridors.flatMap(({ street, nodes }) =>
    nodes.filter(({ kind, point }) => kind === 'middle' && !point.subsid).map(({ point }) => ({ street, point })),
  )
  const step = Math.floor(candidates.length / REGULATORS)
  return Array.from({ length: REGULATORS }, (_, i) => {
    const tap = candidates[Math.floor((i + 0.5) * step)]
    if (!tap) throw new Error('makeGas: too few nodes for the regulator boxes')
    const { street, point } = tap
    const offset = street.width / 2 + 4
    const origin = originOf(street)
    const box = table.point(placeOn(street, point.station, offset), { street, station: point.station, offset, origin })
    Object.assign(box, { feature: '', subsid: '调压箱', serial: '06', name: `${street.zh}${i + 1}号调压箱` })
    Object.assign(point, { feature: '三通', serial: '02' })
    table.line(point, box, {
      startDepth: COVER,
      endDepth: 0.9,
      material: 'PE',
      size: '110',
      wall: 10,
      pressure: 0.35,
      origin,
      street,
    })
    return box
  })
}

/** Gas reaches every building on a gas street whose service finds a place; it leaves on the left, square to the main. */
function addServices(
  table: SurveyTable,
  corridors: readonly Corridor[],
  buildings: readonly Building[],
  originOf: (street: Street) => Origin,
  isTaken: (street: Street, station: number) => boolean,
  random: Random,
): Map<string, SurveyPoint> {
  const byStreet = new Map(corridors.map((corridor) => [corridor.street, corridor]))
  const services = new Map<string, SurveyPoint>()
  for (const building of buildings) {
    const sides = [building.south, building.east].filter((street) => byStreet.has(street))
    const street = sides.sort((a, b) => facing(a, building) - facing(b, building))[0]
    if (!street) continue
    const nodes = byStreet.get(street)?.nodes.filter(({ point }) => !isTaken(street, point.station)) ?? []
    const tap = nearestMiddle(nodes, stationOf(street, building.center))
    if (!tap) continue
    const { station } = tap
    const offset = clearOffset(table, street, station, street.width / 2 + random.between(3, 8))
    const origin = originOf(street)
    const service = table.point(placeOn(street, station, offset), { street, station, offset, origin })
    Object.assign(service, { feature: '出地点', serial: '09', name: `${building.name}引入口` })
    if (!tap.subsid) Object.assign(tap, { feature: '三通', serial: '02' })
    const year = origin.year
    const material = year < 2006 ? 'G' : 'PE'
    table.line(tap, service, {
      startDepth: COVER,
      endDepth: 0.95,
      material,
      size: '63',
      wall: 6,
      pressure: 0.3,
      origin,
      street,
    })
    services.set(building.id, service)
  }
  return services
}

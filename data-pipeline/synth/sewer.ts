import { type Building, facing } from './buildings.ts'
import { type Corridor, layCorridors, nearestMiddle } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import { drain } from './gravity.ts'
import { distance } from './plane.ts'
import type { Random } from './random.ts'
import { addReach, depth, finishWells } from './sewer-lines.ts'
import { placeOn, type Street, stationOf } from './streets.ts'
import { clearOffset, type Origin, type SurveyLine, type SurveyPoint, SurveyTable } from './survey-table.ts'

export interface Sewer {
  readonly table: SurveyTable
  readonly wells: readonly SurveyPoint[]
  readonly liftStation: SurveyPoint
  readonly mains: readonly SurveyLine[]
  readonly laterals: readonly SurveyLine[]
  /** laterals that rain water reaches: known from construction */
  readonly misconnections: readonly SurveyLine[]
}

/** Cover over the crown at the heads [m]: below the storm sewers where they cross. */
const COVER = 3.5
const COAST_STREET = '滨海路'
/** known mis-connections of rain to foul sewers (domain B.1) */
const MISCONNECTIONS = 6

/**
 * Foul sewers: the west falls to a lift station at the river, whose rising main crosses the bridge to the east, which
 * falls to the inlet of the treatment works.
 */
export function makeSewer(
  streets: readonly Street[],
  buildings: readonly Building[],
  originOf: (street: Street) => Origin,
  random: Random,
): Sewer {
  const table = new SurveyTable('sewer', 'WS', 'WS', '202')
  const offset = (street: Street) => laneOffset('sewer', street)
  const corridors = layCorridors(table, { streets, offset, origin: originOf, spacing: 36, leg: 0, random })
  const coast = corridors.find(({ street }) => street.zh === COAST_STREET)
  const [liftStation, eastBank] = coast?.nodes.filter(({ kind }) => kind === 'bank').map(({ point }) => point) ?? []
  const works = coast?.nodes.at(-1)?.point
  if (!liftStation || !eastBank || !works) throw new Error(`makeSewer: street ${COAST_STREET} lacks its nodes`)
  const reaches = drain(corridors, [liftStation, works], { cover: COVER, section: sewerSection })
  const mains = reaches.map((reach) => addReach(table, reach, random))
  Object.assign(works, { name: '海湾污水处理厂进水井(示例)' })
  finishWells(table)
  Object.assign(liftStation, { subsid: '泵站', serial: '12', name: '滨海污水提升泵站(示例)' })
  const wells = [...table.points]
  table.line(liftStation, eastBank, {
    startDepth: 1.5,
    endDepth: 1.5,
    material: 'PE',
    size: '400',
    pressure: 0.2,
    flow: 0,
    origin: liftStation.origin,
    street: liftStation.street,
    burial: 'SJ',
    note: '压力管',
  })
  const laterals = addLaterals(table, corridors, buildings, originOf, random)
  const step = Math.floor(laterals.length / MISCONNECTIONS)
  const misconnections = laterals.filter((_, i) => i % step === 3).slice(0, MISCONNECTIONS)
  return { table, wells, liftStation, mains, laterals, misconnections }
}

function sewerSection(upstream: number): readonly [number, number] {
  const sizes = [
    [500, 300],
    [900, 400],
    [1400, 500],
    [2600, 600],
    [5000, 800],
  ] as const
  const size = sizes.find(([limit]) => upstream <= limit)?.[1] ?? 1000
  return [size, size]
}

function addLaterals(
  table: SurveyTable,
  corridors: readonly Corridor[],
  buildings: readonly Building[],
  originOf: (street: Street) => Origin,
  random: Random,
): SurveyLine[] {
  const byStreet = new Map(corridors.map((corridor) => [corridor.street, corridor]))
  return buildings.flatMap((building) => {
    const sides = [building.south, building.east].filter((street) => byStreet.has(street))
    const street = sides.sort((a, b) => facing(a, building) - facing(b, building))[0]
    const manhole = street && nearestMiddle(byStreet.get(street)?.nodes ?? [], stationOf(street, building.center))
    if (!street || !manhole?.subsid) return []
    const station = manhole.station + random.between(-4, 4)
    const offset = clearOffset(table, street, station, street.width / 2 + random.between(4, 10))
    const origin = originOf(street)
    const tank = table.point(placeOn(street, station, offset), { street, station, offset, origin })
    Object.assign(tank, { feature: '', subsid: '化粪池', serial: '15', wellDepth: 2.6, name: `${building.name}化粪池` })
    const startDepth = Math.max(1.7, tank.ground - manhole.ground + 1.7)
    const level = tank.ground - startDepth - 0.01 * distance(tank, manhole)
    const material = origin.year >= 2003 ? 'PE' : origin.year < 1990 ? 'TC' : 'T'
    const options = {
      startDepth,
      endDepth: depth(manhole, level),
      material,
      size: '300',
      status: origin.year < 1990 && random.chance(0.06) ? (1 as const) : (0 as const),
      flow: 0 as const,
      origin,
      street,
    }
    return [table.line(tank, manhole, options)]
  })
}

/** Tells whether a lateral runs within `within` metres of a station of a street: gas services keep away from there. */
export function lateralsNear(laterals: readonly SurveyLine[], within: number) {
  return (street: Street, station: number): boolean =>
    laterals.some(({ street: own, start, end }) => {
      const low = Math.min(start.station, end.station) - within
      const high = Math.max(start.station, end.station) + within
      return own === street && station > low && station < high
    })
}

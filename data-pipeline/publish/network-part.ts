import { VALVE_STATE } from '../../src/domain/network/topology.ts'
import { isShuttingValve, valveStateOf } from '../../src/domain/network/valve-name.ts'
import { flowOfLine, risesAlong } from '../shard/flow-of-line.ts'
import type { Shard } from '../shard/shard.ts'
import type { Names } from '../store/names.ts'
import { Rows } from '../store/rows.ts'

/** disciplines with flow along their lines */
export const NETWORK_DISCIPLINES = ['water', 'gas', 'heat', 'storm', 'sewer'] as const
export type NetworkDiscipline = (typeof NETWORK_DISCIPLINES)[number]

/** where a network is fed; gravity networks are fed everywhere and have no valves to shut */
export const SOURCES: Record<NetworkDiscipline, RegExp | null> = {
  water: /水源|水厂|取水泵站|送水泵站|水库|清水池|高位水池|水塔/,
  gas: /门站|气源|储配站/,
  heat: /热源|锅炉房|热电厂|供热厂/,
  storm: null,
  sewer: null,
}
/**
 * What only passes on what a source gives, and feeds where no source is: a pump on the line, of which the survey lacks what comes to
 * it; a station of a primary network of heat, or of a secondary one.
 */
const RELAYS: Partial<Record<NetworkDiscipline, RegExp>> = { water: /加压|增压|泵站/, heat: /换热站|热力站/ }
/** Of a point: it may feed, it may shut, it feeds where nothing else does. */
export const ROLE = { source: 1, valve: 2, relay: 4 } as const

const NOTHING = new Uint8Array(0)
/** more than a city has, so that two are one exact number */
const NAMES = 2 ** 26

const NODE_SPEC = {
  /** running number of the point */
  number: 'u32',
  gid: 'u32',
  id: 'text',
  key: 'text',
  lon: 'f64',
  lat: 'f64',
  height: 'f64',
  /** sum of `ROLE` */
  role: 'u8',
  /** 0 known not to work, 1 works, 2 not known */
  operable: 'u8',
  /** codes of VALVE_STATE */
  valveState: 'u8',
  file: 'name',
  row: 'u32',
} as const
const LINK_SPEC = {
  /** running number of the line */
  number: 'u32',
  gid: 'u32',
  id: 'text',
  /** running numbers of its points; -1 = none, then its place counts */
  start: 'i32',
  end: 'i32',
  /** lon, lat, H of both ends */
  place: 'list',
  length: 'f64',
  /** codes of FLOW */
  flow: 'u8',
  isRising: 'u8',
} as const

/** What points may do in a network by what they are called, looked at once for each name. */
export class RolesOfNames {
  private readonly pattern: RegExp | null
  private readonly relay: RegExp | undefined
  private readonly known = new Map<number, number>()

  constructor(discipline: NetworkDiscipline) {
    this.pattern = SOURCES[discipline]
    this.relay = RELAYS[discipline]
  }

  /** @returns sum of `ROLE` */
  of(names: Names, featureName: number, appurtenanceName: number): number {
    const key = featureName * NAMES + appurtenanceName
    const known = this.known.get(key)
    if (known !== undefined) return known
    const { pattern, relay } = this
    const [feature, appurtenance] = [names.text(featureName), names.text(appurtenanceName)]
    const isNamed = (by?: RegExp | null) =>
      [appurtenance, feature].some((text) => typeof text === 'string' && by?.test(text))
    const isSource = isNamed(pattern)
    const isRelay = !isSource && isNamed(relay)
    const isValve = pattern !== null && isShuttingValve(`${appurtenance ?? ''} ${feature ?? ''}`)
    const role = (isSource ? ROLE.source : 0) + (isValve ? ROLE.valve : 0) + (isRelay ? ROLE.relay : 0)
    this.known.set(key, role)
    return role
  }
}

export class NetworkNodes extends Rows<typeof NODE_SPEC> {
  constructor() {
    super(NODE_SPEC)
  }

  /**
   * @param prefix  what an id of the discipline begins with
   * @returns its role
   */
  pushPoint({ points, placedPoints, names }: Shard, point: number, prefix: Uint8Array, roles: RolesOfNames): number {
    const at = this.add()
    const { columns } = this
    const given = points.columns
    columns.number[at] = given.number[point] ?? 0
    columns.gid[at] = placedPoints.gid[point] ?? 0
    columns.id.pushJoined(prefix, given.key, point)
    columns.key.pushJoined(NOTHING, given.key, point)
    columns.lon[at] = given.lon[point] ?? 0
    columns.lat[at] = given.lat[point] ?? 0
    columns.height[at] = placedPoints.height[point] ?? 0
    const role = roles.of(names, given.feature[point] ?? 0, given.appurtenance[point] ?? 0)
    columns.role[at] = role
    columns.operable[at] = given.operable[point] ?? 2
    columns.valveState[at] = role & ROLE.valve ? valveStateOf(given.attributes.at(point)) : VALVE_STATE.unknown
    columns.file[at] = given.file[point] ?? 0
    columns.row[at] = given.row[point] ?? 0
    return role
  }
}

export class NetworkLinks extends Rows<typeof LINK_SPEC> {
  constructor() {
    super(LINK_SPEC)
  }

  /** @param prefix  what an id of the discipline begins with */
  pushLine({ lines, placedLines }: Shard, line: number, prefix: Uint8Array): void {
    const given = lines.columns
    const { path } = given
    const [first, last] = [path.start(line), path.end(line) - 2]
    const at = this.add()
    const { columns } = this
    columns.number[at] = given.number[line] ?? 0
    columns.gid[at] = placedLines.gid[line] ?? 0
    columns.id.pushJoined(prefix, given.key, line)
    columns.start[at] = given.startNumber[line] ?? -1
    columns.end[at] = given.endNumber[line] ?? -1
    columns.length[at] = given.length[line] ?? Number.NaN
    const flow = flowOfLine(given, line)
    columns.flow[at] = flow
    columns.isRising[at] = Number(risesAlong(given, line, flow))
    const to = columns.place.extend(6)
    const [lonLat, place] = [path.block, columns.place.block]
    place[to] = lonLat[first] ?? 0
    place[to + 1] = lonLat[first + 1] ?? 0
    place[to + 2] = placedLines.startAxis[line] ?? 0
    place[to + 3] = lonLat[last] ?? 0
    place[to + 4] = lonLat[last + 1] ?? 0
    place[to + 5] = placedLines.endAxis[line] ?? 0
  }
}

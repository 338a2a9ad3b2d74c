import { isShuttingValve } from '../../src/domain/network/valve-name.ts'
import type { Shard } from '../shard/shard.ts'
import { Rows } from '../store/rows.ts'

/** disciplines with flow along their lines */
export const NETWORK_DISCIPLINES = ['water', 'gas', 'heat', 'storm', 'sewer'] as const
export type NetworkDiscipline = (typeof NETWORK_DISCIPLINES)[number]

/** where a network is fed; gravity networks are fed everywhere and have no valves to shut */
export const SOURCES: Record<NetworkDiscipline, RegExp | null> = {
  water: /水源|水厂|加压站|泵站|水库|高位水池/,
  gas: /门站|气源|储配站/,
  heat: /热源|换热站|锅炉房|热电厂|热力站/,
  storm: null,
  sewer: null,
}
/** Of a point: it may feed, it may shut. */
export const ROLE = { source: 1, valve: 2 } as const

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
} as const

export class NetworkNodes extends Rows<typeof NODE_SPEC> {
  constructor() {
    super(NODE_SPEC)
  }

  pushPoint({ points, placedPoints, names }: Shard, point: number, discipline: NetworkDiscipline): void {
    const at = this.add()
    const { columns } = this
    const given = points.columns
    columns.number[at] = given.number[point] ?? 0
    columns.gid[at] = placedPoints.gid[point] ?? 0
    columns.id.push(placedPoints.id(point))
    columns.key.push(given.key.at(point))
    columns.lon[at] = given.lon[point] ?? 0
    columns.lat[at] = given.lat[point] ?? 0
    columns.height[at] = placedPoints.height[point] ?? 0
    const [feature, appurtenance] = [given.feature, given.appurtenance].map((column) => names.text(column[point] ?? 0))
    const pattern = SOURCES[discipline]
    const isSource = [appurtenance, feature].some((text) => typeof text === 'string' && pattern?.test(text))
    const isValve = pattern !== null && isShuttingValve(`${appurtenance ?? ''} ${feature ?? ''}`)
    columns.role[at] = (isSource ? ROLE.source : 0) + (isValve ? ROLE.valve : 0)
    columns.operable[at] = given.operable[point] ?? 2
    columns.file[at] = given.file[point] ?? 0
    columns.row[at] = given.row[point] ?? 0
  }
}

export class NetworkLinks extends Rows<typeof LINK_SPEC> {
  constructor() {
    super(LINK_SPEC)
  }

  pushLine({ lines, placedLines }: Shard, line: number): void {
    const given = lines.columns
    const { path } = given
    const [first, last] = [path.start(line), path.end(line) - 2]
    const at = this.add()
    const { columns } = this
    columns.number[at] = given.number[line] ?? 0
    columns.gid[at] = placedLines.gid[line] ?? 0
    columns.id.push(placedLines.id(line))
    columns.start[at] = given.startNumber[line] ?? -1
    columns.end[at] = given.endNumber[line] ?? -1
    const [lonLat, from, to] = [path.block, placedLines.startAxis[line] ?? 0, placedLines.endAxis[line] ?? 0]
    const place = (vertex: number, height: number) => [lonLat[vertex] ?? 0, lonLat[vertex + 1] ?? 0, height]
    columns.place.push([...place(first, from), ...place(last, to)])
  }
}

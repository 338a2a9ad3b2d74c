import { ASSET_STATUSES, QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { assetId } from '../../src/domain/ids.ts'
import { lineAxis } from '../shard/line-axis.ts'
import type { Shard } from '../shard/shard.ts'
import { SECTIONS } from '../store/line-rows.ts'
import type { Names } from '../store/names.ts'
import type { PointRows } from '../store/point-rows.ts'

const MILLIMETRES = 1000
/** beyond 0.1 mm only binary noise differs */
const DIGITS = 1e4

/** Which ids the tables of a city have: an owner, road, district or project that its table lacks is no reference. */
export interface KnownReferences {
  readonly owner: readonly string[]
  readonly road: readonly string[]
  readonly district: readonly string[]
  readonly project: readonly string[]
}

/** Database rows of the own lines and points of a shard as NDJSON, by gid. */
export class ShardRowWriter {
  private readonly shard: Shard
  private readonly names: JsonNames
  private readonly known: Readonly<Record<keyof KnownReferences, ReadonlySet<number>>>
  private axis = new Float64Array(0)

  constructor(shard: Shard, known: KnownReferences) {
    this.shard = shard
    this.names = new JsonNames(shard.names)
    const numbers = (ids: readonly string[]) => new Set(ids.map((id) => shard.names.find(id)))
    this.known = {
      owner: numbers(known.owner),
      road: numbers(known.road),
      district: numbers(known.district),
      project: numbers(known.project),
    }
  }

  line(line: number): string {
    const { shard, names } = this
    const { lines, placedLines } = shard
    const { columns } = lines
    const section = SECTIONS[columns.section[line] ?? 0] ?? null
    const isRound = section === 'circle'
    const millimetres = (value: number | undefined) => (value && value > 0 ? Math.round(value * MILLIMETRES) : 'null')
    const [width, height] = [millimetres(columns.width[line]), millimetres(columns.height[line])]
    const discipline = disciplines[columns.discipline[line] ?? 0]?.id ?? ''
    const point = (key: string) => (key === '' ? 'null' : JSON.stringify(assetId(shard.city, discipline, key)))
    return `{${this.head(columns, line, placedLines, 'line')},"feature":null,${this.references(columns, line)},"start_point_id":${point(columns.startKey.at(line))},"end_point_id":${point(columns.endKey.at(line))},"length_m":${rounded(columns.length[line])},"diameter_mm":${isRound ? width : 'null'},"width_mm":${isRound || section === null ? 'null' : width},"height_mm":${isRound || section === null ? 'null' : height},"section":"${section === null || section === 'open' ? 'none' : section}","material":${names.json(columns.material[line])},"burial":${names.json(columns.burial[line])},"pressure_mpa":${plain(columns.pressure[line])},"voltage_kv":${plain(columns.voltage[line])},"start_level_m":${rounded(columns.startLevel[line])},"end_level_m":${rounded(columns.endLevel[line])},"start_ground_m":${rounded(columns.startGround[line])},"end_ground_m":${rounded(columns.endGround[line])},"start_depth_m":${rounded(columns.startDepth[line])},"end_depth_m":${rounded(columns.endDepth[line])},"is_operable":null,${this.tail(columns, line, placedLines.isAssumed[line] === 1)},"geometry":"${this.lineGeometry(line)}"}\n`
  }

  point(point: number): string {
    const { names, shard } = this
    const { columns } = shard.points
    const { placedPoints } = shard
    const ground = rounded(columns.ground[point])
    const feature = names.json(columns.appurtenance[point] || columns.feature[point])
    const operable = ['false', 'true', 'null'][columns.operable[point] ?? 2]
    const place = position(columns.lon[point] ?? 0, columns.lat[point] ?? 0, placedPoints.height[point] ?? 0)
    return `{${this.head(columns, point, placedPoints, 'point')},"feature":${feature},${this.references(columns, point)},"start_point_id":null,"end_point_id":null,"length_m":null,"diameter_mm":null,"width_mm":null,"height_mm":null,"section":"none","material":null,"burial":null,"pressure_mpa":null,"voltage_kv":null,"start_level_m":${ground},"end_level_m":${rounded(columns.bottom[point])},"start_ground_m":${ground},"end_ground_m":null,"start_depth_m":null,"end_depth_m":null,"is_operable":${operable},${this.tail(columns, point, placedPoints.isAssumed[point] === 1)},"geometry":"SRID=4490;POINT Z (${place})"}\n`
  }

  private head(columns: Common, row: number, placed: Placed, kind: 'line' | 'point'): string {
    const { names } = this
    const name = columns.name.at(row)
    return `"id":${JSON.stringify(placed.id(row))},"gid":${placed.gid[row]},"kind":"${kind}","discipline":"${disciplines[columns.discipline[row] ?? 0]?.id}","subclass":${names.json(columns.subclass[row])},"element_code":${names.json(columns.elementCode[row])},"name":${name === '' ? 'null' : JSON.stringify(name)}`
  }

  private references(columns: Common, row: number): string {
    const keep = (table: keyof KnownReferences, name: number | undefined) =>
      name && this.known[table].has(name) ? this.names.json(name) : 'null'
    const year = columns.builtYear[row] ?? 0
    const quality = columns.quality[row] ?? 0
    return `"owner_id":${keep('owner', columns.owner[row])},"road_id":${keep('road', columns.road[row])},"district_id":${keep('district', columns.district[row])},"project_id":${keep('project', columns.project[row])},"built_year":${year || 'null'},"status":"${ASSET_STATUSES[columns.status[row] ?? 0]}","quality_level":${quality ? `"${QUALITY_LEVELS[quality - 1]}"` : 'null'},"horizontal_error_m":${plain(columns.horizontalError[row])},"vertical_error_m":${plain(columns.verticalError[row])}`
  }

  /** What is kept as text: further attributes, and references to what its table does not have. */
  private tail(columns: Common, row: number, isAssumed: boolean): string {
    const parts: string[] = []
    const attributes = columns.attributes.at(row)
    if (attributes !== '') parts.push(attributes.slice(1, -1))
    for (const table of ['owner', 'road', 'district', 'project'] as const) {
      const name = columns[table][row] ?? 0
      if (name && !this.known[table].has(name)) parts.push(`"${table}":${this.names.json(name)}`)
    }
    if (isAssumed) parts.push('"level_assumed":true')
    const source = `${this.shard.names.text(columns.file[row] ?? 0)}:${columns.row[row]}`
    return `"attributes":{${parts.join(',')}},"source":${JSON.stringify(source)}`
  }

  private lineGeometry(line: number): string {
    const { path } = this.shard.lines.columns
    const needed = ((path.end(line) - path.start(line)) / 2) * 3
    if (this.axis.length < needed) this.axis = new Float64Array(needed * 2)
    const { axis } = this
    const count = lineAxis(this.shard, line, axis)
    let text = 'SRID=4490;LINESTRING Z ('
    for (let at = 0; at < count * 3; at += 3)
      text += `${at > 0 ? ', ' : ''}${position(axis[at] ?? 0, axis[at + 1] ?? 0, axis[at + 2] ?? 0)}`
    return `${text})`
  }
}

type Common = Shard['lines']['columns'] | PointRows['columns']
type Placed = Pick<Shard['placedPoints'], 'id' | 'gid'>

/** The JSON text of every name, made once. */
class JsonNames {
  private readonly names: Names
  private readonly texts: string[] = ['null']

  constructor(names: Names) {
    this.names = names
  }

  json(number: number | undefined): string {
    const index = number ?? 0
    const known = this.texts[index]
    if (known !== undefined) return known
    const text = JSON.stringify(this.names.text(index))
    this.texts[index] = text
    return text
  }
}

/** lon, lat [degrees, 9 digits = 0.1 mm] and H [m, 4 digits], as `ewkt.ts` writes them. */
function position(lon: number, lat: number, height: number): string {
  return `${lon.toFixed(9)} ${lat.toFixed(9)} ${height.toFixed(4)}`
}

function rounded(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? 'null' : String(Math.round(value * DIGITS) / DIGITS)
}

function plain(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? 'null' : String(value)
}

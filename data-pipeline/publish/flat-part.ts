import { ASSET_KINDS, type AssetKind } from '../../src/domain/asset/asset.ts'
import { axisMiddle, lineAxis } from '../shard/line-axis.ts'
import type { Shard } from '../shard/shard.ts'
import { Rows } from '../store/rows.ts'
import { idPrefixes } from '../tile/shard-tiles.ts'

const MILLIMETRES = 1000
/** largest value of a u16 column */
const LARGEST = 65_535
const VERTEX = 3
const [LINE, POINT] = [ASSET_KINDS.indexOf('line'), ASSET_KINDS.indexOf('point')]

type ShardColumns = Shard['lines']['columns'] | Shard['points']['columns']
const NOTHING = new Uint8Array(0)

/** Columns of `flat.bin`, of the assets of one shard, by gid. */
const FLAT_SPEC = {
  gid: 'u32',
  id: 'text',
  discipline: 'u8',
  kind: 'u8',
  builtYear: 'u16',
  diameter: 'u16',
  quality: 'u8',
  status: 'u8',
  lon: 'f64',
  lat: 'f64',
  height: 'f64',
  /** lon, lat, H triples */
  path: 'list',
} as const

/** One asset of the flat extract. */
export interface FlatAsset {
  readonly gid: number
  readonly id: string
  /** position in `disciplines` */
  readonly discipline: number
  readonly kind: AssetKind
  /** 0 = not known */
  readonly builtYear: number
  /** largest inner size [m]; 0 for what has none or whose size is not known */
  readonly size: number
  /** 0 = not known, else 1 + position in QUALITY_LEVELS */
  readonly quality: number
  /** position in ASSET_STATUSES */
  readonly status: number
  readonly middle: { readonly lon: number; readonly lat: number; readonly height: number }
}

/** Assets of the flat extract in any order. */
export class FlatRows extends Rows<typeof FLAT_SPEC> {
  constructor() {
    super(FLAT_SPEC)
  }

  /** @param path  lon, lat, H triples */
  push(asset: FlatAsset, path: ArrayLike<number>): void {
    const at = this.add()
    const { columns } = this
    columns.gid[at] = asset.gid
    columns.id.push(asset.id)
    columns.discipline[at] = asset.discipline
    columns.kind[at] = ASSET_KINDS.indexOf(asset.kind)
    columns.builtYear[at] = whole(asset.builtYear)
    columns.diameter[at] = whole(asset.size * MILLIMETRES)
    columns.quality[at] = asset.quality
    columns.status[at] = asset.status
    columns.lon[at] = asset.middle.lon
    columns.lat[at] = asset.middle.lat
    columns.height[at] = asset.middle.height
    columns.path.push(path)
  }
}

/** The own rows of a shard for the flat extract, straight from its columns. */
export class ShardFlatRows extends FlatRows {
  private readonly shard: Shard
  private readonly prefixes: readonly Uint8Array[]
  private readonly middle = new Float64Array(VERTEX)

  constructor(shard: Shard) {
    super()
    this.shard = shard
    this.prefixes = idPrefixes(shard)
  }

  line(line: number): void {
    const { lines, placedLines } = this.shard
    const given = lines.columns
    const at = this.common(given, line, placedLines.gid[line] ?? 0, LINE)
    const size = Math.max(given.width[line] || 0, given.height[line] || 0)
    const { columns, middle } = this
    columns.diameter[at] = whole(size * MILLIMETRES)
    const count = (given.path.end(line) - given.path.start(line)) / 2
    const from = columns.path.extend(count * VERTEX)
    const { block } = columns.path
    lineAxis(this.shard, line, block, from)
    axisMiddle(block, from, count, middle)
    this.place(at, middle[0] ?? 0, middle[1] ?? 0, middle[2] ?? 0)
  }

  point(point: number): void {
    const { points, placedPoints } = this.shard
    const given = points.columns
    const at = this.common(given, point, placedPoints.gid[point] ?? 0, POINT)
    const { columns } = this
    columns.diameter[at] = 0
    this.place(at, given.lon[point] ?? 0, given.lat[point] ?? 0, placedPoints.height[point] ?? 0)
    const from = columns.path.extend(VERTEX)
    const { block } = columns.path
    block[from] = columns.lon[at] ?? 0
    block[from + 1] = columns.lat[at] ?? 0
    block[from + 2] = columns.height[at] ?? 0
  }

  private common(given: ShardColumns, row: number, gid: number, kind: number): number {
    const at = this.add()
    const { columns } = this
    const discipline = given.discipline[row] ?? 0
    columns.gid[at] = gid
    columns.id.pushJoined(this.prefixes[discipline] ?? NOTHING, given.key, row)
    columns.discipline[at] = discipline
    columns.kind[at] = kind
    columns.builtYear[at] = whole(given.builtYear[row] ?? 0)
    columns.quality[at] = given.quality[row] ?? 0
    columns.status[at] = given.status[row] ?? 0
    return at
  }

  private place(at: number, lon: number, lat: number, height: number): void {
    const { columns } = this
    columns.lon[at] = lon
    columns.lat[at] = lat
    columns.height[at] = height
  }
}

/** A whole number that the column holds; what does not fit is not known. */
function whole(value: number): number {
  const rounded = Math.round(value)
  return rounded > 0 && rounded <= LARGEST ? rounded : 0
}

import { ASSET_KINDS, type AssetKind } from '../../src/domain/asset/asset.ts'
import { Rows } from '../store/rows.ts'

const MILLIMETRES = 1000
/** largest value of a u16 column */
const LARGEST = 65_535

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

/** A whole number that the column holds; what does not fit is not known. */
function whole(value: number): number {
  const rounded = Math.round(value)
  return rounded > 0 && rounded <= LARGEST ? rounded : 0
}

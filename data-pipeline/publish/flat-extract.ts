import { ASSET_KINDS, ASSET_STATUSES, QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { encodeColumns } from '../../src/domain/formats/columns.ts'
import { attributesOf } from './features.ts'
import type { PlacedAsset } from './placed.ts'

const MILLIMETRES = 1000
/** largest value of a u16 column */
const LARGEST = 65_535

/** `flat.bin`: every asset at the position of its gid; gids that this build does not use have an empty id. */
export function flatExtract(
  city: string,
  assets: readonly PlacedAsset[],
  gids: ReadonlyMap<string, number>,
  maxGid: number,
): Uint8Array {
  const size = maxGid + 1
  const ids = new Array<string>(size).fill('')
  const discipline = new Uint8Array(size)
  const kind = new Uint8Array(size)
  const builtYear = new Uint16Array(size)
  const diameter = new Uint16Array(size)
  const quality = new Uint8Array(size)
  const status = new Uint8Array(size)
  const lon = new Float64Array(size)
  const lat = new Float64Array(size)
  const height = new Float32Array(size)
  const pathStart = new Uint32Array(size + 1)
  const byGid = new Array<PlacedAsset | undefined>(size)
  for (const asset of assets) byGid[gids.get(asset.id) ?? 0] = asset
  const path: number[] = []
  byGid[0] = undefined
  for (let gid = 0; gid < size; gid++) {
    const asset = byGid[gid]
    if (asset) {
      ids[gid] = asset.id
      discipline[gid] = disciplines.findIndex(({ id }) => id === asset.discipline)
      kind[gid] = ASSET_KINDS.indexOf(asset.kind)
      const { builtYear: year, qualityLevel, status: state } = attributesOf(asset)
      builtYear[gid] = whole(year ?? 0)
      diameter[gid] = whole(sizeOf(asset) * MILLIMETRES)
      quality[gid] = qualityLevel === null ? 0 : QUALITY_LEVELS.indexOf(qualityLevel) + 1
      status[gid] = ASSET_STATUSES.indexOf(state)
      lon[gid] = asset.middle.lon
      lat[gid] = asset.middle.lat
      height[gid] = asset.middle.height
      for (const at of asset.path) path.push(at.lon, at.lat, at.height)
    }
    pathStart[gid + 1] = path.length / 3
  }
  return encodeColumns(
    { city },
    {
      id: ids,
      discipline,
      kind,
      built_year: builtYear,
      diameter_mm: diameter,
      quality_level: quality,
      status,
      lon,
      lat,
      height,
      path_start: pathStart,
      path: Float64Array.from(path),
    },
  )
}

/** Largest inner size of a line [m]; 0 for what has none or whose size is not known. */
function sizeOf({ of }: PlacedAsset): number {
  return of.type === 'line' && of.line.section ? Math.max(of.line.section.width, of.line.section.height) : 0
}

/** A whole number that the column holds; what does not fit is not known. */
function whole(value: number): number {
  const rounded = Math.round(value)
  return rounded > 0 && rounded <= LARGEST ? rounded : 0
}

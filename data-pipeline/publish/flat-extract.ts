import { ASSET_KINDS } from '../../src/domain/asset/asset.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { encodeColumns } from '../../src/domain/formats/columns.ts'
import type { PlacedAsset } from './placed.ts'

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
      lon[gid] = asset.middle.lon
      lat[gid] = asset.middle.lat
      height[gid] = asset.middle.height
      for (const at of asset.path) path.push(at.lon, at.lat, at.height)
    }
    pathStart[gid + 1] = path.length / 3
  }
  const columns = { id: ids, discipline, kind, lon, lat, height, path_start: pathStart, path: Float64Array.from(path) }
  return encodeColumns({ city }, columns)
}

import { decodeColumns } from '../formats/columns.ts'
import type { PackedTexts } from '../formats/packed-texts.ts'
import type { LonLatHeight } from '../geo/coordinates.ts'
import type { AssetId } from '../ids.ts'
import { ASSET_KINDS } from './asset.ts'

/** Every asset by gid, from the flat extract: what colours, filters and overlays are computed from. */
export interface AssetIndex {
  /** '' where no asset has the gid */
  readonly ids: PackedTexts
  readonly gidOf: Pick<ReadonlyMap<AssetId, number>, 'get' | 'has'>
  readonly discipline: Uint8Array
  /** code of ASSET_KINDS */
  readonly kind: Uint8Array
  /** 0 = not known */
  readonly builtYear: Uint16Array
  /** largest inner size [mm]; 0 = none (points, structures) or not known */
  readonly diameter: Uint16Array
  /** 0 = not known, else 1 + code of QUALITY_LEVELS */
  readonly qualityLevel: Uint8Array
  /** code of ASSET_STATUSES */
  readonly status: Uint8Array
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly height: Float32Array
  readonly pathStart: Uint32Array
  readonly path: Float64Array
}

/**
 * Opens `flat.bin` (layout: data-pipeline/README.md); columns are views into the buffer, entry i is gid i.
 *
 * @throws Error when the buffer is not a flat extract or its columns do not fit together
 */
export function decodeAssetIndex(buffer: ArrayBuffer): AssetIndex {
  const columns = decodeColumns(buffer)
  const ids = columns.texts('id')
  const index: AssetIndex = {
    ids,
    gidOf: gidsOf(ids),
    discipline: columns.numeric('discipline', 'u8'),
    kind: columns.numeric('kind', 'u8'),
    builtYear: columns.numeric('built_year', 'u16'),
    diameter: columns.numeric('diameter_mm', 'u16'),
    qualityLevel: columns.numeric('quality_level', 'u8'),
    status: columns.numeric('status', 'u8'),
    lon: columns.numeric('lon', 'f64'),
    lat: columns.numeric('lat', 'f64'),
    height: columns.numeric('height', 'f32'),
    pathStart: columns.numeric('path_start', 'u32'),
    path: columns.numeric('path', 'f64'),
  }
  if (index.discipline.length !== ids.length || index.pathStart.length !== ids.length + 1) {
    throw new Error(
      `decodeAssetIndex: ${ids.length} ids, ${index.discipline.length} disciplines, ${index.pathStart.length} path starts`,
    )
  }
  return index
}

/** Looks gids up in the ids themselves: a table of a million strings would be ten times as large. */
function gidsOf(ids: PackedTexts): AssetIndex['gidOf'] {
  return {
    get: (id) => {
      const gid = ids.indexOf(id)
      return gid < 0 ? undefined : gid
    },
    has: (id) => ids.indexOf(id) >= 0,
  }
}

/** Bridges, tunnels, galleries. */
export function structureGids(index: AssetIndex): number[] {
  const code = ASSET_KINDS.indexOf('structure')
  return [...index.kind.keys()].filter((gid) => index.ids.has(gid) && index.kind[gid] === code)
}

/** Vertices of one asset (lon, lat [degrees], H [m]); empty when the gid is unknown. `path_start` counts vertices. */
export function pathOf(index: AssetIndex, gid: number): LonLatHeight[] {
  const out: LonLatHeight[] = []
  const from = index.pathStart[gid] ?? 0
  const to = index.pathStart[gid + 1] ?? from
  for (let i = from; i < to; i += 1) {
    out.push({ lon: index.path[3 * i] ?? 0, lat: index.path[3 * i + 1] ?? 0, height: index.path[3 * i + 2] ?? 0 })
  }
  return out
}

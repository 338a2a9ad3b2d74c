import { SCHEMATIC_PARTS } from '../../src/domain/asset/bridge-part.ts'
import { assetId } from '../../src/domain/ids.ts'
import type { AssetRow } from '../../src/domain/records/rows.ts'
import { schematicParts } from './bridge.ts'
import { lineEwkt, pointEwkt } from './ewkt.ts'
import { attributesOf } from './features.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'
import type { KnownReferences } from './shard-rows.ts'

/** structures have no outline in tables yet: their line is their geometry */
const NOT_A_LINE = {
  start_point_id: null,
  end_point_id: null,
  diameter_mm: null,
  width_mm: null,
  height_mm: null,
  section: 'none',
  material: null,
  burial: null,
  pressure_mpa: null,
  voltage_kv: null,
  start_level_m: null,
  end_level_m: null,
  start_ground_m: null,
  end_ground_m: null,
  start_depth_m: null,
  end_depth_m: null,
} as const satisfies Partial<AssetRow>

/**
 * Database rows of structures, models and devices. An owner, road, district or project that its table does not have
 * becomes null and is kept as text in `attributes`; `known` says which exist.
 */
export function assetRows(
  city: string,
  assets: readonly PlacedAsset[],
  known: KnownReferences,
  ground: Ground,
): AssetRow[] {
  const sets = {
    owner: new Set(known.owner),
    road: new Set(known.road),
    district: new Set(known.district),
    project: new Set(known.project),
  }
  return assets.map((asset): AssetRow => {
    const common = attributesOf(asset)
    const unresolved: Record<string, string> = {}
    const keep = (name: keyof KnownReferences, value: string | null) => {
      if (value === null || sets[name].has(value)) return value
      unresolved[name] = value
      return null
    }
    return {
      ...NOT_A_LINE,
      id: asset.id,
      gid: asset.gid,
      kind: asset.kind,
      discipline: asset.discipline,
      subclass: common.subclass,
      element_code: common.elementCode,
      name: common.name,
      feature: null,
      owner_id: keep('owner', common.owner),
      road_id: keep('road', common.roadId),
      district_id: keep('district', common.districtId),
      project_id: keep('project', common.projectId),
      built_year: common.builtYear,
      status: common.status,
      length_m: asset.length === null ? null : round(asset.length),
      quality_level: common.qualityLevel,
      horizontal_error_m: common.horizontalError,
      vertical_error_m: common.verticalError,
      is_operable: null,
      attributes: {
        ...common.attributes,
        ...unresolved,
        ...schematic(asset, ground),
        ...(asset.of.type === 'device' ? { level_assumed: true } : {}),
      },
      source: `${common.source.file}:${common.source.row}`,
      geometry: asset.path.length === 1 ? pointEwkt(asset.middle) : lineEwkt(asset.path),
      ...ownColumns(city, asset),
    }
  })
}

/** An inferred pylon must not look surveyed: the record names what is drawn as bridges usually have it. */
function schematic({ of, path }: PlacedAsset, ground: Ground): Record<string, string> {
  if (of.type !== 'structure' || of.structure.shape.kind !== 'bridge') return {}
  return { [SCHEMATIC_PARTS]: schematicParts(path, of.structure.shape, ground).join(';') }
}

function ownColumns(city: string, { of }: PlacedAsset): Partial<AssetRow> {
  if (of.type === 'device') {
    const point = (key: string) => assetId(city, of.device.discipline, key)
    return {
      feature: of.device.kind,
      start_point_id: point(of.device.startPoint),
      end_point_id: point(of.device.endPoint),
    }
  }
  if (of.type === 'model') return { feature: of.model.kind }
  const [first, last] = [of.structure.path[0], of.structure.path.at(-1)]
  return {
    feature: of.structure.kind,
    start_level_m: rounded(first?.height ?? null),
    end_level_m: rounded(last?.height ?? null),
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : round(value)
}

/** to 0.1 mm: beyond that only binary noise differs */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

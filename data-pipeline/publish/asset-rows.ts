import { assetId } from '../../src/domain/ids.ts'
import type { AssetRow, RowsByTable } from '../../src/domain/records/rows.ts'
import type { Survey } from '../survey.ts'
import { lineEwkt, pointEwkt } from './ewkt.ts'
import { attributesOf } from './features.ts'
import type { PlacedAsset } from './placed.ts'

const MILLIMETRES = 1000
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
 * Database rows of all assets, by gid. An owner, road, district or project that its table does not have becomes null
 * and is kept as text in `attributes`; `known` says which exist.
 */
export function assetRows(
  survey: Survey,
  assets: readonly PlacedAsset[],
  gids: ReadonlyMap<string, number>,
): RowsByTable['asset'][] {
  const known = {
    owner: new Set(survey.tables.organisation.map(({ id }) => id)),
    road: new Set(survey.tables.road.map(({ id }) => id)),
    district: new Set(survey.tables.district.map(({ id }) => id)),
    project: new Set(survey.tables.project.map(({ id }) => id)),
  }
  return assets
    .map((asset): AssetRow => {
      const common = attributesOf(asset)
      const unresolved: Record<string, string> = {}
      const keep = (name: keyof typeof known, value: string | null) => {
        if (value === null || known[name].has(value)) return value
        unresolved[name] = value
        return null
      }
      const references = {
        owner_id: keep('owner', common.owner),
        road_id: keep('road', common.roadId),
        district_id: keep('district', common.districtId),
        project_id: keep('project', common.projectId),
      }
      return {
        ...NOT_A_LINE,
        id: asset.id,
        gid: gids.get(asset.id) ?? 0,
        kind: asset.kind,
        discipline: asset.discipline,
        subclass: common.subclass,
        element_code: common.elementCode,
        name: common.name,
        feature: null,
        ...references,
        built_year: common.builtYear,
        status: common.status,
        length_m: asset.length === null ? null : round(asset.length),
        quality_level: common.qualityLevel,
        horizontal_error_m: common.horizontalError,
        vertical_error_m: common.verticalError,
        is_operable: null,
        attributes: { ...common.attributes, ...unresolved, ...(asset.isAssumed ? { level_assumed: true } : {}) },
        source: `${common.source.file}:${common.source.row}`,
        geometry: asset.path.length === 1 ? pointEwkt(asset.middle) : lineEwkt(asset.path),
        ...ownColumns(survey.city, asset),
      }
    })
    .sort((a, b) => a.gid - b.gid)
}

function ownColumns(city: string, { of }: PlacedAsset): Partial<AssetRow> {
  if (of.type === 'line') {
    const { line } = of
    const { section } = line
    const millimetres = (value: number) => (value > 0 ? Math.round(value * MILLIMETRES) : null)
    const isRound = section?.kind === 'circle'
    const point = (key: string | null) => (key === null ? null : assetId(city, line.discipline, key))
    return {
      start_point_id: point(line.startPoint),
      end_point_id: point(line.endPoint),
      diameter_mm: section && isRound ? millimetres(section.width) : null,
      width_mm: section && !isRound ? millimetres(section.width) : null,
      height_mm: section && !isRound ? millimetres(section.height) : null,
      section: !section || section.kind === 'open' ? 'none' : section.kind,
      material: line.material,
      burial: line.burial,
      pressure_mpa: line.pressure,
      voltage_kv: line.voltage,
      start_level_m: rounded(line.start.level),
      end_level_m: rounded(line.end.level),
      start_ground_m: rounded(line.start.ground),
      end_ground_m: rounded(line.end.ground),
      start_depth_m: rounded(line.start.depth),
      end_depth_m: rounded(line.end.depth),
    }
  }
  if (of.type === 'point') {
    const { point } = of
    return {
      feature: point.appurtenance ?? point.feature,
      start_level_m: rounded(point.ground),
      end_level_m: rounded(point.bottom),
      start_ground_m: rounded(point.ground),
      is_operable: point.isOperable,
    }
  }
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

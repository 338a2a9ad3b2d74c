import type { GatheredCity } from '../ingest/gather.ts'
import { DEFAULT_DEPTH } from '../shard/place-shard.ts'

/**
 * Decisions of the pipeline that change what one sees, told in the report.
 *
 * @param assumed  assets drawn at a default level
 */
export function tellDecisions({ survey, ground, openChannels }: GatheredCity, assumed: number): void {
  const { facts, findings, devices } = survey
  facts.ground = ground.origin
  if (ground.origin === 'points') {
    const message = {
      zh: '没有高程模型：地形由管点地面高程内插而成，仅供示意',
      en: 'no DEM: the terrain is interpolated from the ground levels of points and only indicative',
    }
    findings.add('note', 'terrain-from-points', message)
  }
  facts['drawn at an assumed level'] = assumed
  if (assumed > 0) {
    const message = {
      zh: `${assumed} 个对象高程未知，图中画在地面下 ${DEFAULT_DEPTH} m（有埋深者按埋深），属性中高程为空`,
      en: `${assumed} assets of unknown level are drawn ${DEFAULT_DEPTH} m below ground (at their depth where known); their levels stay empty`,
    }
    findings.add('note', 'assumed-level', message, { value: assumed })
  }
  if (openChannels + devices.length > 0) {
    const message = {
      zh: `${openChannels} 条明渠和 ${devices.length} 个泵、堰、孔口没有实体，不在三维瓦片中`,
      en: `${openChannels} open channels and ${devices.length} pumps, weirs and orifices have no solid and are not in the tiles`,
    }
    findings.add('note', 'not-drawn', message, { value: openChannels + devices.length })
  }
}

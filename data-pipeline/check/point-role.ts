import { u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** CJJ 61: a point has a 特征 or an 附属物, never both and never neither. Only for census tables. */
export const pointRole: ShardRule = (check) => {
  const { shard, findings } = check
  const { feature, appurtenance, file } = shard.points.columns
  for (let point = 0; point < shard.ownPoints; point++) {
    if ((feature[point] === 0) !== (appurtenance[point] === 0) || !check.isCensus(u32(file, point))) continue
    const message = {
      zh: feature[point] === 0 ? '特征与附属物都为空' : '特征与附属物同时填写',
      en: feature[point] === 0 ? 'neither feature nor appurtenance' : 'both feature and appurtenance',
    }
    const given = [feature, appurtenance].map((column) => shard.names.text(u32(column, point)) ?? '')
    findings.add('warning', 'point-role', message, {
      ...check.point(point),
      column: 'Feature, Subsid',
      value: given.join('|'),
    })
  }
}

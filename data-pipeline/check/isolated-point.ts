import type { ShardRule } from './shard-check.ts'

/** A point that no line and no device of its discipline ends at. */
export const isolatedPoint: ShardRule = (check) => {
  const { shard, findings, context } = check
  const { degree } = shard.placedPoints
  for (let point = 0; point < shard.ownPoints; point++) {
    if (degree[point] !== 0) continue
    if (context.deviceEnds.has(check.pointAsset(point))) continue
    const message = { zh: '孤立点：没有管线与之相连', en: 'isolated: no line ends at this point' }
    findings.add('warning', 'isolated-point', message, {
      ...check.point(point),
      value: shard.points.columns.key.at(point),
    })
  }
}

import { f64 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** where all but this share of the known levels lie higher than `LOWEST` [m], a level of exactly 0 is a missing one */
const LOW_SHARE = 0.05
const LOWEST = 2
/** fewer levels tell nothing about a place */
const FEWEST = 10

/** Elevation 0 as "missing": exact zeros among levels that are nowhere near the sea. */
export const zeroElevation: ShardRule = (check) => {
  const { shard, findings } = check
  const { ground } = shard.points.columns
  const known: number[] = []
  for (let point = 0; point < shard.points.count; point++) {
    const level = f64(ground, point)
    if (level !== 0 && !Number.isNaN(level)) known.push(level)
  }
  if (known.length < FEWEST) return
  const low = Float64Array.from(known).sort()[Math.floor(known.length * LOW_SHARE)] ?? 0
  if (low < LOWEST) return
  let count = 0
  for (let point = 0; point < shard.ownPoints; point++) {
    if (ground[point] !== 0) continue
    count++
    const message = {
      zh: `地面高程为 0，附近高程在 ${low.toFixed(1)} m 以上：应为缺失`,
      en: `ground level 0 among levels above ${low.toFixed(1)} m: most likely missing`,
    }
    findings.add('warning', 'zero-elevation', message, {
      ...check.point(point),
      value: 0,
      expected: `≥ ${low.toFixed(1)} m`,
    })
  }
  findings.tally('points of elevation 0', count)
}

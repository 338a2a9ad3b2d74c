import { f64 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** A line end without level: kept without one, drawn at a default depth. */
export const unknownLevel: ShardRule = (check) => {
  const { shard, findings } = check
  const { startLevel, endLevel } = shard.lines.columns
  let count = 0
  for (let line = 0; line < shard.ownLines; line++) {
    if (!Number.isNaN(f64(startLevel, line) + f64(endLevel, line))) continue
    count++
    const message = {
      zh: '缺埋深或地面高程，高程未知；图中按默认深度示意',
      en: 'no depth or no ground level: its level is not known; drawn at a default depth',
    }
    findings.add('warning', 'unknown-level', message, check.line(line))
  }
  findings.tally('lines of unknown level', count)
}

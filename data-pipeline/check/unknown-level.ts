import type { Shard } from '../shard/shard.ts'
import { f64, u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/**
 * A line end without level: kept without one, drawn at a default depth. Of a file that gives no level at all, a water
 * model for one, lines are only counted: its reader says so once.
 */
export const unknownLevel: ShardRule = (check) => {
  const { shard, findings } = check
  const { file } = shard.lines.columns
  const levelled = filesWithLevels(shard)
  let count = 0
  for (let line = 0; line < shard.ownLines; line++) {
    if (isKnown(shard, line)) continue
    count++
    const from = u32(file, line)
    if (!levelled.has(from) && !check.isCensus(from)) continue
    const message = {
      zh: '缺埋深或地面高程，高程未知；图中按默认深度示意',
      en: 'no depth or no ground level: its level is not known; drawn at a default depth',
    }
    findings.add('warning', 'unknown-level', message, check.line(line))
  }
  findings.tally('lines of unknown level', count)
}

function isKnown({ lines }: Shard, line: number): boolean {
  const { startLevel, endLevel } = lines.columns
  return !Number.isNaN(f64(startLevel, line) + f64(endLevel, line))
}

function filesWithLevels(shard: Shard): Set<number> {
  const files = new Set<number>()
  const { file } = shard.lines.columns
  for (let line = 0; line < shard.lines.count; line++)
    if (!files.has(u32(file, line)) && isKnown(shard, line)) files.add(u32(file, line))
  return files
}

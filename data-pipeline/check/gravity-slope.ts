import { FLOW, SAME_LEVEL } from '../shard/flow-of-line.ts'
import { f64 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** A gravity line whose downstream invert lies above its upstream invert; level ones are counted in the facts. */
export const gravitySlope: ShardRule = (check) => {
  const { shard, findings, flow } = check
  const { startLevel, endLevel } = shard.lines.columns
  let [rising, level] = [0, 0]
  for (let line = 0; line < shard.ownLines; line++) {
    if (flow[line] === FLOW.none) continue
    const along = f64(endLevel, line) - f64(startLevel, line)
    const rise = flow[line] === FLOW.reversed ? -along : along
    if (Math.abs(rise) <= SAME_LEVEL) level++
    if (!(rise > SAME_LEVEL)) continue
    rising++
    const message = {
      zh: `重力流管道逆坡，上升 ${rise.toFixed(3)} m`,
      en: `gravity line rises by ${rise.toFixed(3)} m`,
    }
    findings.add('warning', 'adverse-slope', message, { ...check.line(line), value: rise, expected: '≤ 0 m' })
  }
  findings.tally('gravity lines rising', rising)
  findings.tally('gravity lines level', level)
}

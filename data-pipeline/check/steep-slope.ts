import { FLOW } from '../shard/flow-of-line.ts'
import { f64 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** steepest angle against the horizontal that a survey has without being asked [degrees] */
const STEEPEST_BY_GRAVITY = 10
const STEEPEST_OTHERS = 30
/** below this plan length [m] a line is a vertical piece: a drop pipe, a riser */
const VERTICAL = 0.05

/** A line that is steeper than such lines are laid: a wrong level or depth at one end, most often. */
export const steepSlope: ShardRule = (check) => {
  const { shard, findings, flow } = check
  const { startLevel, endLevel, length } = shard.lines.columns
  for (let line = 0; line < shard.ownLines; line++) {
    const limit = flow[line] === FLOW.none ? STEEPEST_OTHERS : STEEPEST_BY_GRAVITY
    const fall = Math.abs(f64(endLevel, line) - f64(startLevel, line))
    const angle = (Math.atan2(fall, f64(length, line)) * 180) / Math.PI
    if (f64(length, line) < VERTICAL || !(angle > limit)) continue
    const message = { zh: `坡角 ${angle.toFixed(1)}°，过陡`, en: `slopes by ${angle.toFixed(1)}°` }
    findings.add('warning', 'steep-slope', message, { ...check.line(line), value: angle, expected: `≤ ${limit}°` })
  }
}

import { planPathLength } from '../../src/domain/geo/ellipsoid.ts'
import type { Rule } from './rule.ts'
import { runsByGravity } from './runs-by-gravity.ts'

/** steepest angle against the horizontal that a survey has without being asked [degrees] */
const STEEPEST_BY_GRAVITY = 10
const STEEPEST_OTHERS = 30
/** below this plan length [m] a line is a vertical piece: a drop pipe, a riser */
const VERTICAL = 0.05

/** A line that is steeper than such lines are laid: a wrong level or depth at one end, most often. */
export const steepSlope: Rule = (survey) => {
  for (const line of survey.lines) {
    if (line.start.level === null || line.end.level === null) continue
    const limit = runsByGravity(line) ? STEEPEST_BY_GRAVITY : STEEPEST_OTHERS
    const fall = Math.abs(line.end.level - line.start.level)
    const length = planPathLength(line.path)
    const angle = (Math.atan2(fall, length) * 180) / Math.PI
    if (length < VERTICAL || angle <= limit) continue
    const message = { zh: `坡角 ${angle.toFixed(1)}°，过陡`, en: `slopes by ${angle.toFixed(1)}°` }
    const assets = [`${line.discipline}/${line.key}`]
    const expected = `≤ ${limit}°`
    survey.findings.add('warning', 'steep-slope', message, { ...line.source, value: angle, expected, assets })
  }
}

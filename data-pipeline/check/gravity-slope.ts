import type { Rule } from './rule.ts'
import { runsByGravity } from './runs-by-gravity.ts'

/** levels nearer than this are the same: source files carry binary noise [m] */
const SAME_LEVEL = 1e-9

/** A gravity line whose downstream invert lies above its upstream invert; level ones are counted in the facts. */
export const gravitySlope: Rule = (survey) => {
  let [rising, level] = [0, 0]
  for (const line of survey.lines) {
    if (!runsByGravity(line) || line.start.level === null || line.end.level === null) continue
    // FlowDir 1 of CJJ 61: water runs against the drawing direction
    const isReversed = line.attributes.FlowDir === '1'
    const rise = isReversed ? line.start.level - line.end.level : line.end.level - line.start.level
    if (Math.abs(rise) <= SAME_LEVEL) level++
    if (rise <= SAME_LEVEL) continue
    rising++
    const message = {
      zh: `重力流管道逆坡，上升 ${rise.toFixed(3)} m`,
      en: `gravity line rises by ${rise.toFixed(3)} m`,
    }
    const assets = [`${line.discipline}/${line.key}`]
    survey.findings.add('warning', 'adverse-slope', message, {
      ...line.source,
      value: rise,
      expected: '≤ 0 m',
      assets,
    })
  }
  survey.facts['gravity lines rising'] = rising
  survey.facts['gravity lines level'] = level
}

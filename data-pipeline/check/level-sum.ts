import { ENDS } from './depth.ts'
import type { Rule } from './rule.ts'

/** three figures rounded to a centimetre may miss each other by 0.015 m; the rest is for binary noise */
const TOLERANCE = 0.02

/** Where a survey gives all three: ground level = depth + level of the line. The level is what is used. */
export const levelSum: Rule = (survey) => {
  for (const line of survey.lines) {
    for (const { end, zh, en } of ENDS) {
      const { ground, depth, level } = line[end]
      if (ground === null || depth === null || level === null) continue
      if (Math.abs(ground - depth - level) <= TOLERANCE) continue
      const sum = (depth + level).toFixed(3)
      const message = {
        zh: `${zh}埋深与管线高程之和 ${sum} m 不等于地面高程；按管线高程使用`,
        en: `at its ${en} depth and level make ${sum} m, not the ground level; its level is used`,
      }
      const expected = `${ground.toFixed(3)} m ± ${TOLERANCE} m`
      const assets = [`${line.discipline}/${line.key}`]
      survey.findings.add('warning', 'level-sum', message, { ...line.source, value: Number(sum), expected, assets })
    }
  }
}

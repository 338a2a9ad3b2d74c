import { depthOf, ENDS } from './depth.ts'
import type { Rule } from './rule.ts'

/** A line end above the ground that the same survey gives, or a negative depth. */
export const aboveGround: Rule = (survey) => {
  let count = 0
  for (const line of survey.lines) {
    for (const { end, zh, en } of ENDS) {
      const { ground, level } = line[end]
      const depth = depthOf(line[end])
      if (depth === null || depth >= 0) continue
      count++
      const height = (-depth).toFixed(3)
      const message = { zh: `${zh}高出地面 ${height} m`, en: `its ${en} lies ${height} m above ground` }
      survey.findings.add('warning', 'above-ground', message, {
        ...line.source,
        value: level ?? -depth,
        expected: ground === null ? '≥ 0 m' : `≤ ${ground.toFixed(3)} m`,
        assets: [`${line.discipline}/${line.key}`],
      })
    }
  }
  survey.facts['line ends above ground'] = count
}

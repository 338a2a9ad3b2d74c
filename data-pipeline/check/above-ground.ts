import type { Rule } from './rule.ts'

/** A line end above the ground that the same survey gives, or a negative depth. */
export const aboveGround: Rule = {
  id: 'above-ground',
  check(survey) {
    let count = 0
    for (const line of survey.lines) {
      for (const [name, end] of [
        ['start', line.start],
        ['end', line.end],
      ] as const) {
        const depth = end.ground !== null && end.level !== null ? end.ground - end.level : end.depth
        if (depth === null || depth >= 0) continue
        count++
        const message = {
          zh: `${name === 'start' ? '起点' : '终点'}高出地面 ${(-depth).toFixed(3)} m`,
          en: `its ${name} lies ${(-depth).toFixed(3)} m above ground`,
        }
        const assets = [`${line.discipline}/${line.key}`]
        const expected = end.ground === null ? '≥ 0 m' : `≤ ${end.ground.toFixed(3)} m`
        survey.findings.add('warning', 'above-ground', message, {
          ...line.source,
          value: end.level ?? -depth,
          expected,
          assets,
        })
      }
    }
    survey.facts['line ends above ground'] = count
  },
}

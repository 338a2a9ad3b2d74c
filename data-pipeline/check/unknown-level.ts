import type { Rule } from './rule.ts'

/** A line end without level: kept without one, drawn at a default depth. */
export const unknownLevel: Rule = (survey) => {
  let count = 0
  for (const line of survey.lines) {
    if (line.start.level !== null && line.end.level !== null) continue
    count++
    const message = {
      zh: '缺埋深或地面高程，高程未知；图中按默认深度示意',
      en: 'no depth or no ground level: its level is not known; drawn at a default depth',
    }
    const assets = [`${line.discipline}/${line.key}`]
    survey.findings.add('warning', 'unknown-level', message, { ...line.source, assets })
  }
  survey.facts['lines of unknown level'] = count
}

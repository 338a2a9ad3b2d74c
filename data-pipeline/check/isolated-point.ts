import type { Rule } from './rule.ts'

/** A point that no line of its discipline ends at. */
export const isolatedPoint: Rule = (survey) => {
  const used = new Map<string, Set<string | null>>()
  for (const { discipline, startPoint, endPoint } of [...survey.lines, ...survey.devices]) {
    const keys = used.get(discipline) ?? new Set()
    used.set(discipline, keys.add(startPoint).add(endPoint))
  }
  for (const { discipline, key, source } of survey.points) {
    if (used.get(discipline)?.has(key)) continue
    const message = { zh: '孤立点：没有管线与之相连', en: 'isolated: no line ends at this point' }
    survey.findings.add('warning', 'isolated-point', message, {
      ...source,
      value: key,
      assets: [`${discipline}/${key}`],
    })
  }
}

import type { Rule } from './rule.ts'

/** A point that no line of its discipline ends at. */
export const isolatedPoint: Rule = (survey) => {
  const used = new Set<string>()
  for (const { discipline, startPoint, endPoint } of [...survey.lines, ...survey.devices]) {
    used.add(`${discipline}/${startPoint}`).add(`${discipline}/${endPoint}`)
  }
  for (const point of survey.points) {
    const asset = `${point.discipline}/${point.key}`
    if (used.has(asset)) continue
    const message = { zh: '孤立点：没有管线与之相连', en: 'isolated: no line ends at this point' }
    survey.findings.add('warning', 'isolated-point', message, { ...point.source, value: point.key, assets: [asset] })
  }
}

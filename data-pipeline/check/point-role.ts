import type { Rule } from './rule.ts'

/** CJJ 61: a point has a 特征 or an 附属物, never both and never neither. Only for census tables. */
export const pointRole: Rule = (survey) => {
  for (const point of survey.points) {
    if (!point.source.file.endsWith('.csv')) continue
    if ((point.feature === null) !== (point.appurtenance === null)) continue
    const message = {
      zh: point.feature === null ? '特征与附属物都为空' : '特征与附属物同时填写',
      en: point.feature === null ? 'neither feature nor appurtenance' : 'both feature and appurtenance',
    }
    const assets = [`${point.discipline}/${point.key}`]
    const value = `${point.feature ?? ''}|${point.appurtenance ?? ''}`
    survey.findings.add('warning', 'point-role', message, {
      ...point.source,
      column: 'Feature, Subsid',
      value,
      assets,
    })
  }
}

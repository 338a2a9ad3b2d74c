import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import { planPathLength } from '../../src/domain/geo/ellipsoid.ts'
import type { Rule } from './rule.ts'

/** CJJ 61 survey practice: neighbouring points of one line are 0.05 to 75 m apart */
const SHORTEST = 0.05
const LONGEST = 75
/** recorded against drawn: the larger of 1 m and 5 % */
const TOLERANCE = 1
const TOLERANCE_SHARE = 0.05

/** Recorded length against geometry, and, for census tables, spacing of points. */
export const lineLength: Rule = (survey) => {
  for (const line of survey.lines) {
    const assets = [`${line.discipline}/${line.key}`]
    const drawn = planPathLength(line.path)
    const { recordedLength } = line
    if (recordedLength !== null && Math.abs(recordedLength - drawn) > Math.max(TOLERANCE, TOLERANCE_SHARE * drawn)) {
      const message = {
        zh: `记录长度 ${recordedLength.toFixed(2)} m 与图形长度 ${drawn.toFixed(2)} m 不符`,
        en: `recorded length ${recordedLength.toFixed(2)} m, drawn ${drawn.toFixed(2)} m`,
      }
      const expected = `${drawn.toFixed(2)} m ± max(1 m, 5 %)`
      survey.findings.add('warning', 'length-differs', message, {
        ...line.source,
        value: recordedLength,
        expected,
        assets,
      })
    }
    const isCensus = disciplineOf(line.discipline).surveyPrefix !== null && line.source.file.endsWith('.csv')
    if (isCensus && (drawn > LONGEST || (drawn < SHORTEST && line.start.level === line.end.level))) {
      const message = { zh: `点间距 ${drawn.toFixed(2)} m 超出范围`, en: `points ${drawn.toFixed(2)} m apart` }
      const expected = `${SHORTEST}–${LONGEST} m`
      survey.findings.add('warning', 'length-range', message, { ...line.source, value: drawn, expected, assets })
    }
  }
}

import { disciplines } from '../../src/domain/disciplines/index.ts'
import { f64, u8, u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** CJJ 61 survey practice: neighbouring points of one line are 0.05 to 75 m apart */
const SHORTEST = 0.05
const LONGEST = 75
/** recorded against drawn: the larger of 1 m and 5 % */
const TOLERANCE = 1
const TOLERANCE_SHARE = 0.05

/** Recorded length against geometry, and, for census tables, spacing of points. */
export const lineLength: ShardRule = (check) => {
  const { shard, findings } = check
  const { columns } = shard.lines
  const isSurveyed = disciplines.map(({ surveyPrefix }) => surveyPrefix !== null)
  for (let line = 0; line < shard.ownLines; line++) {
    const drawn = f64(columns.length, line)
    const recorded = f64(columns.recordedLength, line)
    if (Math.abs(recorded - drawn) > Math.max(TOLERANCE, TOLERANCE_SHARE * drawn)) {
      const message = {
        zh: `记录长度 ${recorded.toFixed(2)} m 与图形长度 ${drawn.toFixed(2)} m 不符`,
        en: `recorded length ${recorded.toFixed(2)} m, drawn ${drawn.toFixed(2)} m`,
      }
      const expected = `${drawn.toFixed(2)} m ± max(1 m, 5 %)`
      findings.add('warning', 'length-differs', message, { ...check.line(line), value: recorded, expected })
    }
    const isOut = drawn > LONGEST || (drawn < SHORTEST && f64(columns.startLevel, line) === f64(columns.endLevel, line))
    if (!isOut || !isSurveyed[u8(columns.discipline, line)] || !check.isCensus(u32(columns.file, line))) continue
    const message = { zh: `点间距 ${drawn.toFixed(2)} m 超出范围`, en: `points ${drawn.toFixed(2)} m apart` }
    const expected = `${SHORTEST}–${LONGEST} m`
    findings.add('warning', 'length-range', message, { ...check.line(line), value: drawn, expected })
  }
}

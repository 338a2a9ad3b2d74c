import { depthAt } from './depth-at.ts'
import { f64 } from './read-column.ts'
import { ENDS, type ShardRule } from './shard-check.ts'

/** deeper than any trench or shaft of common practice [m]: more often 12.0 written for 1.20 than a deep main */
const DEEPEST = 15

/** A line end or a well's bottom deeper than the set maximum. */
export const tooDeep: ShardRule = (check) => {
  const { shard, findings } = check
  const expected = `≤ ${DEEPEST} m`
  for (let line = 0; line < shard.ownLines; line++) {
    for (const end of ENDS) {
      const depth = depthAt(shard.lines.columns, line, end)
      if (!(depth > DEEPEST)) continue
      const message = {
        zh: `${end.zh}埋深 ${depth.toFixed(2)} m，超过最大值`,
        en: `its ${end.en} is ${depth.toFixed(2)} m deep`,
      }
      findings.add('warning', 'too-deep', message, { ...check.line(line, end.is), value: depth, expected })
    }
  }
  const { ground, bottom } = shard.points.columns
  for (let point = 0; point < shard.ownPoints; point++) {
    const depth = f64(ground, point) - f64(bottom, point)
    if (!(depth > DEEPEST)) continue
    const message = { zh: `井深 ${depth.toFixed(2)} m，超过最大值`, en: `its well is ${depth.toFixed(2)} m deep` }
    findings.add('warning', 'too-deep', message, { ...check.point(point), value: depth, expected })
  }
}

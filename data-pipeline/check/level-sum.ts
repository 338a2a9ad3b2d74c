import { f64 } from './read-column.ts'
import { ENDS, type ShardRule } from './shard-check.ts'

/** three figures rounded to a centimetre may miss each other by 0.015 m; the rest is for binary noise */
const TOLERANCE = 0.02

/** Where a survey gives all three: ground level = depth + level of the line. The level is what is used. */
export const levelSum: ShardRule = (check) => {
  const { shard, findings } = check
  const { columns } = shard.lines
  for (let line = 0; line < shard.ownLines; line++) {
    for (const end of ENDS) {
      const ground = f64(columns[end.ground], line)
      const sum = f64(columns[end.depth], line) + f64(columns[end.level], line)
      if (!(Math.abs(ground - sum) > TOLERANCE)) continue
      const given = sum.toFixed(3)
      const message = {
        zh: `${end.zh}埋深与管线高程之和 ${given} m 不等于地面高程；按管线高程使用`,
        en: `at its ${end.en} depth and level make ${given} m, not the ground level; its level is used`,
      }
      const expected = `${ground.toFixed(3)} m ± ${TOLERANCE} m`
      findings.add('warning', 'level-sum', message, { ...check.line(line, end.is), value: Number(given), expected })
    }
  }
}

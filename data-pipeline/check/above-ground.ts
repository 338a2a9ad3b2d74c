import { depthAt } from './depth-at.ts'
import { f64 } from './read-column.ts'
import { ENDS, type ShardRule } from './shard-check.ts'

/** A line end above the ground that the same survey gives, or a negative depth. */
export const aboveGround: ShardRule = (check) => {
  const { shard, findings } = check
  const { columns } = shard.lines
  let count = 0
  for (let line = 0; line < shard.ownLines; line++) {
    for (const end of ENDS) {
      const depth = depthAt(columns, line, end)
      if (!(depth < 0)) continue
      count++
      const [ground, level] = [f64(columns[end.ground], line), f64(columns[end.level], line)]
      const height = (-depth).toFixed(3)
      const message = { zh: `${end.zh}高出地面 ${height} m`, en: `its ${end.en} lies ${height} m above ground` }
      findings.add('warning', 'above-ground', message, {
        ...check.line(line, end.is),
        value: Number.isNaN(level) ? -depth : level,
        expected: Number.isNaN(ground) ? '≥ 0 m' : `≤ ${ground.toFixed(3)} m`,
      })
    }
  }
  findings.tally('line ends above ground', count)
}

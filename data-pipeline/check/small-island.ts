import { disciplines } from '../../src/domain/disciplines/index.ts'
import { i32, u8, u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** a piece of network with so few lines, in a city whose largest has so many, was most likely cut off by mistake */
const SMALL = 5
const LARGE = 100

/** A few lines that hang together with nothing else; told once, at the point of the component that was read first. */
export const smallIsland: ShardRule = (check) => {
  const { shard, findings, context } = check
  const { components } = context
  if (!components || components.largest < LARGE) return
  const { number, discipline } = shard.points.columns
  let count = 0
  for (let point = 0; point < shard.ownPoints; point++) {
    const at = u32(number, point)
    const lines = i32(components.lines, at)
    if (components.root[at] !== at || lines === 0 || lines > SMALL) continue
    count++
    const message = {
      zh: `孤立小网：仅 ${lines} 条管线相连，与其余管网不通`,
      en: `an island of ${lines} line(s), joined to nothing else`,
    }
    // rain and foul networks are many by nature; a piece of a pressure network has no supply
    const isPressure = disciplines[u8(discipline, point)]?.flow === 'pressure'
    findings.add(isPressure ? 'warning' : 'note', 'small-island', message, {
      ...check.point(point),
      value: lines,
      expected: `> ${SMALL}`,
    })
  }
  findings.tally('small islands of network', count)
}

import { burialKindOf } from '../../src/domain/clearance/burial.ts'
import { type CoverLimit, coverLimitOf } from '../../src/domain/clearance/cover.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { limitWords } from './limit-words.ts'
import { f64, u8, u32 } from './read-column.ts'
import { ENDS, type ShardCheck, type ShardRule } from './shard-check.ts'

/**
 * Cover over the outer crown against the least one under footways; what lies over a line is not surveyed, so that cover
 * between the limits for footway and carriageway is only counted. Where the survey's error alone decides it is a note.
 */
export const cover: ShardRule = (check) => {
  const { shard, findings, clearanceLines } = check
  const { columns } = shard.lines
  const limitOf = limits(check)
  let between = 0
  for (let line = 0; line < shard.ownLines; line++) {
    const limit = limitOf(u8(columns.discipline, line), u32(columns.burial, line))
    if (!limit) continue
    const { least, end } = leastCover(check, line)
    if (!end || Number.isNaN(least)) continue
    // a line above ground is told by another rule
    if (least < 0 || least >= limit.carriageway) continue
    if (least >= limit.footway) {
      between++
      continue
    }
    const band = f64(clearanceLines.vertical, line)
    const isSure = least + band < limit.footway
    const words = limitWords(limit.clause)
    const doubt = isSure
      ? { zh: '', en: '' }
      : {
          zh: `，测量误差 ±${band.toFixed(2)} m，不能判定`,
          en: `, undecided within ±${band.toFixed(2)} m of survey error`,
        }
    const message = {
      zh: `${end.zh}覆土 ${least.toFixed(2)} m，小于 ${limit.footway} m${doubt.zh}（${words.zh}）`,
      en: `cover of ${least.toFixed(2)} m at its ${end.en}, least ${limit.footway} m${doubt.en} (${words.en})`,
    }
    findings.add(isSure ? 'warning' : 'note', isSure ? 'cover' : 'cover-uncertain', message, {
      ...check.line(line, end.is),
      value: Math.round(least * 1000) / 1000,
      expected: `≥ ${limit.footway} m`,
      clause: limit.clause,
      isExample: limit.clause === null,
    })
  }
  findings.tally('cover enough under footways only', between)
}

/** The end with less cover [m]; NaN = not known. */
function leastCover({ shard }: ShardCheck, line: number) {
  const { columns } = shard.lines
  // crown = top of the outer wall; an invert has the whole section above it
  const above = columns.reference[line] === 0 ? 0 : f64(columns.height, line) + (f64(columns.wall, line) || 0)
  let least = Number.NaN
  let at: (typeof ENDS)[number] | null = null
  for (const end of ENDS) {
    const own = f64(columns[end.ground], line) - f64(columns[end.level], line) - above
    if (Number.isNaN(own) || own >= least) continue
    least = own
    at = end
  }
  return { least, end: at }
}

/** Limits by discipline and name of the burial, looked up once each. */
function limits({ shard }: ShardCheck): (discipline: number, burial: number) => CoverLimit | null {
  const known = new Map<number, CoverLimit | null>()
  return (discipline, burial) => {
    const key = burial * disciplines.length + discipline
    let limit = known.get(key)
    if (limit === undefined) {
      limit = coverLimitOf(disciplines[discipline]?.id ?? '', burialKindOf(shard.names.text(burial)))
      known.set(key, limit)
    }
    return limit
  }
}

import { horizontalClearance, verticalClearance } from '../../src/domain/clearance/clearance-table.ts'
import { judgeClearance } from '../../src/domain/clearance/error-band.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { type ClearanceLines, className, requirementsOf } from './clearance-lines.ts'
import { measurePair, type Narrowest } from './measure-pair.ts'
import { f64, i32, u8, u32 } from './read-column.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

const HORIZONTAL = requirementsOf(horizontalClearance)
const VERTICAL = requirementsOf(verticalClearance)
/** the widest horizontal requirement of each class among lines [m] */
const WIDEST = Float64Array.from({ length: HORIZONTAL.side }, (_, a) => {
  let widest = 0
  for (let b = 0; b < HORIZONTAL.side; b++)
    if (className(b) !== 'building') widest = Math.max(widest, f64(HORIZONTAL.metres, a * HORIZONTAL.side + b) || 0)
  return widest
})
/** how a finding of two disciplines begins: horizontal, vertical */
const HEADS = disciplines.flatMap(({ name: one }) =>
  disciplines.flatMap(({ name: other }) => [
    { zh: `${one.zh}与${other.zh}水平净距`, en: `${one.en} and ${other.en}: horizontal` },
    { zh: `${one.zh}与${other.zh}交叉垂直净距`, en: `${one.en} and ${other.en}: vertical` },
  ]),
)
/** index of what was not judged, after pass, fail, uncertain */
const ANSWERS = ['pass', 'fail', 'uncertain', 'not applicable'] as const
const NOT_APPLICABLE = 3

/**
 * Clearances between lines after GB 50289, surface to surface: horizontal where they run side by side, vertical where
 * they cross in plan. Where the survey's error leaves it open, it is told when the measured clearance is too little, and
 * counted when it is enough. Lines that join are not judged. A pair is told once, by the shard of the line that was read first.
 */
export const clearance: ShardRule = (check) => {
  const { shard, findings, clearanceLines: own, lineGrid } = check
  const { number } = shard.lines.columns
  const { boxes } = own
  const counts = new Uint32Array(ANSWERS.length)
  const narrowest: Narrowest = { kind: null, gap: Infinity, share: 0 }
  for (let line = 0; line < shard.ownLines; line++) {
    const widest = f64(WIDEST, u8(own.class, line))
    const reach = widest + Math.hypot(f64(own.horizontal, line), own.widestBand) + f64(own.halfWidth, line)
    const west = f64(boxes, line * 4) - reach
    const south = f64(boxes, line * 4 + 1) - reach
    const east = f64(boxes, line * 4 + 2) + reach
    const north = f64(boxes, line * 4 + 3) + reach
    const half = own.widestHalf
    const around = lineGrid.collect(line, west - half, south - half, east + half, north + half)
    for (let at = 0; at < around; at++) {
      const other = u32(lineGrid.found, at)
      // own rows pair with those after them, rows of the halo with those that were read before
      if (other >= shard.ownLines && u32(number, other) < u32(number, line)) continue
      const margin = f64(own.halfWidth, other)
      if (f64(boxes, other * 4) - margin > east || f64(boxes, other * 4 + 2) + margin < west) continue
      if (f64(boxes, other * 4 + 1) - margin > north || f64(boxes, other * 4 + 3) + margin < south) continue
      const answer = judge(check, own, line, other, narrowest)
      counts[answer] = u32(counts, answer) + 1
    }
  }
  for (const [index, answer] of ANSWERS.entries()) findings.tally(`clearances: ${answer}`, u32(counts, index))
}

/** Judges a pair and tells what is not enough; returns the index of its answer. */
function judge(check: ShardCheck, own: ClearanceLines, line: number, other: number, narrowest: Narrowest): number {
  const { shard } = check
  const at = u8(own.class, line) * HORIZONTAL.side + u8(own.class, other)
  const isNone = Number.isNaN(f64(HORIZONTAL.metres, at)) && Number.isNaN(f64(VERTICAL.metres, at))
  if (isNone || isJoined(check, line, other)) return NOT_APPLICABLE
  measurePair(shard, own, line, other, narrowest)
  if (narrowest.kind === null) return NOT_APPLICABLE
  const isVertical = narrowest.kind === 'vertical'
  const required = f64((isVertical ? VERTICAL : HORIZONTAL).metres, at)
  const { isAssumed } = shard.placedLines
  if (Number.isNaN(required) || (isVertical && u8(isAssumed, line) + u8(isAssumed, other) > 0)) return NOT_APPLICABLE
  // two places that were surveyed apart
  const errors = isVertical ? own.vertical : own.horizontal
  const band = Math.hypot(f64(errors, line), f64(errors, other))
  const answer = judgeClearance(narrowest.gap, required, band)
  if (answer !== 'pass') {
    // what is far enough as measured is only counted: a city of unknown accuracy would be nothing but such notes
    if (narrowest.gap < required) tell(check, line, other, narrowest, { isSure: answer === 'fail', band, at })
    return answer === 'fail' ? 1 : 2
  }
  // an unknown size counts as none: the true gap is narrower, so that only a failure is sure
  return u8(own.isSized, line) + u8(own.isSized, other) < 2 ? NOT_APPLICABLE : 0
}

interface Judged {
  readonly isSure: boolean
  /** error of the gap [m] */
  readonly band: number
  /** in the tables of requirements */
  readonly at: number
}

function tell(check: ShardCheck, line: number, other: number, { kind, gap, share }: Narrowest, judged: Judged): void {
  const { isSure, band, at } = judged
  const { discipline } = check.shard.lines.columns
  const isVertical = kind === 'vertical'
  const { clauses, expected, words } = isVertical ? VERTICAL : HORIZONTAL
  const clause = clauses[at] ?? null
  const head = HEADS[(u8(discipline, line) * disciplines.length + u8(discipline, other)) * 2 + (isVertical ? 1 : 0)]
  const metres = Math.abs(gap).toFixed(2)
  const error = isSure ? '' : band.toFixed(2)
  const message = {
    zh: `${head?.zh}${gap < 0 ? '为负（重叠）' : ''} ${metres} m，${isSure ? '不足' : `测量误差 ±${error} m，不能判定`}（${words[at]?.zh}）`,
    en: `${head?.en} ${gap < 0 ? 'overlap' : 'clearance'} ${metres} m, ${isSure ? 'too little' : `undecided within ±${error} m of survey error`} (${words[at]?.en})`,
  }
  const rule = !isSure ? 'clearance-uncertain' : isVertical ? 'clearance-vertical' : 'clearance-horizontal'
  check.findings.add(isSure ? 'warning' : 'note', rule, message, {
    ...check.lineAt(line, share, other),
    value: Math.round(gap * 1000) / 1000,
    expected: expected[at] ?? null,
    clause,
    isExample: clause === null,
  })
}

/** Do two lines meet at a point? */
function isJoined({ shard }: ShardCheck, line: number, other: number): boolean {
  const { startNumber, endNumber } = shard.lines.columns
  const a = i32(startNumber, line)
  const b = i32(endNumber, line)
  const c = i32(startNumber, other)
  const d = i32(endNumber, other)
  return (a >= 0 && (a === c || a === d)) || (b >= 0 && (b === c || b === d))
}

import { horizontalClearance, verticalClearance } from '../../src/domain/clearance/clearance-table.ts'
import { judgeClearance } from '../../src/domain/clearance/error-band.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { type ClearanceLines, className, requirementsOf } from './clearance-lines.ts'
import { limitWords } from './limit-words.ts'
import { measurePair, type Narrowest } from './measure-pair.ts'
import { read } from './read-column.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

const HORIZONTAL = requirementsOf(horizontalClearance)
const VERTICAL = requirementsOf(verticalClearance)
/** the widest horizontal requirement of each class among lines [m] */
const WIDEST = Array.from({ length: HORIZONTAL.side }, (_, a) => {
  let widest = 0
  for (let b = 0; b < HORIZONTAL.side; b++)
    if (className(b) !== 'building') widest = Math.max(widest, read(HORIZONTAL.metres, a * HORIZONTAL.side + b) || 0)
  return widest
})

/**
 * Clearances between lines after GB 50289, surface to surface: horizontal where they run side by side, vertical where
 * they cross in plan. Lines that join are not judged. A pair is told once, by the shard of the line that was read first.
 */
export const clearance: ShardRule = (check) => {
  const { shard, findings, clearanceLines: own } = check
  const { path, number } = shard.lines.columns
  const counts = { pass: 0, fail: 0, uncertain: 0, 'not applicable': 0 }
  const narrowest: Narrowest = { kind: null, gap: Infinity, share: 0 }

  const judge = (line: number, other: number) => {
    if (own.class[line] === 0 || own.class[other] === 0 || isJoined(check, line, other)) return 'not applicable'
    measurePair(shard, own, line, other, narrowest)
    const { kind, gap } = narrowest
    if (kind === null) return 'not applicable'
    const required = requiredOf(own, line, other, kind)
    const { isAssumed } = shard.placedLines
    if (kind === 'vertical' && read(isAssumed, line) + read(isAssumed, other) > 0) return 'not applicable'
    if (Number.isNaN(required)) return 'not applicable'
    const band = bandOf(own, line, other, kind)
    const answer = judgeClearance(gap, required, band)
    if (answer !== 'pass') tell(check, line, other, { ...narrowest, kind, answer, required, band })
    // an unknown size counts as none: the true gap is narrower, so that only a failure is sure
    return answer === 'pass' && read(own.isSized, line) + read(own.isSized, other) < 2 ? 'not applicable' : answer
  }

  for (let line = 0; line < shard.ownLines; line++) {
    const widest = read(own.class, line) === 0 ? 0 : (WIDEST[read(own.class, line)] ?? 0)
    const reach = widest + Math.hypot(read(own.horizontal, line), own.widestBand) + read(own.halfWidth, line)
    const box = boxOf(shard.plane, path.start(line), path.end(line), reach + own.widestHalf)
    check.lineGrid.near(box.west, box.south, box.east, box.north, (other) => {
      if (read(number, other) <= read(number, line)) return
      if (!touches(box, shard.plane, path.start(other), path.end(other))) return
      counts[judge(line, other)]++
    })
  }
  for (const [answer, count] of Object.entries(counts)) findings.tally(`clearances: ${answer}`, count)
}

interface Judged extends Narrowest {
  readonly kind: 'horizontal' | 'vertical'
  readonly answer: 'fail' | 'uncertain'
  readonly required: number
  readonly band: number
}

function tell(check: ShardCheck, line: number, other: number, judged: Judged): void {
  const { kind, answer, gap, share, required, band } = judged
  const { class: classes } = check.clearanceLines
  const { discipline } = check.shard.lines.columns
  const [one, second] = [line, other].map((row) => disciplines[read(discipline, row)]?.name)
  const cellOf = kind === 'horizontal' ? horizontalClearance : verticalClearance
  const clause = cellOf(className(read(classes, line)), className(read(classes, other)))?.clause ?? null
  const words = limitWords(clause)
  const what = kind === 'horizontal' ? '水平净距' : '交叉垂直净距'
  const metres = Math.abs(gap).toFixed(2)
  const measured =
    gap < 0 ? { zh: `重叠 ${metres} m`, en: `overlap by ${metres} m` } : { zh: `${metres} m`, en: `${metres} m` }
  const error = band.toFixed(2)
  const verdict =
    answer === 'fail'
      ? { zh: '，不足', en: ', too little' }
      : { zh: `，测量误差 ±${error} m，不能判定`, en: `, undecided within ±${error} m of survey error` }
  const message = {
    zh: `${one?.zh}与${second?.zh}${what} ${measured.zh}${verdict.zh}（${words.zh}）`,
    en: `${one?.en} and ${second?.en}: ${kind} clearance ${measured.en}${verdict.en} (${words.en})`,
  }
  const place = check.line(line)
  check.findings.add(
    answer === 'fail' ? 'warning' : 'note',
    answer === 'fail' ? `clearance-${kind}` : 'clearance-uncertain',
    message,
    {
      ...place,
      assets: [...place.assets, ...check.line(other).assets],
      at: check.along(line, share),
      value: Math.round(gap * 1000) / 1000,
      expected: `≥ ${required.toFixed(2)} m`,
      clause,
      isExample: clause === null,
    },
  )
}

function requiredOf(own: ClearanceLines, line: number, other: number, kind: 'horizontal' | 'vertical'): number {
  const { metres, side } = kind === 'horizontal' ? HORIZONTAL : VERTICAL
  return read(metres, read(own.class, line) * side + read(own.class, other))
}

/** Error of the gap between two places that were surveyed apart [m]. */
function bandOf(own: ClearanceLines, line: number, other: number, kind: 'horizontal' | 'vertical'): number {
  const errors = kind === 'horizontal' ? own.horizontal : own.vertical
  return Math.hypot(read(errors, line), read(errors, other))
}

/** Do two lines meet at a point? */
function isJoined({ shard }: ShardCheck, line: number, other: number): boolean {
  const { startNumber, endNumber } = shard.lines.columns
  const [start, end] = [read(startNumber, other), read(endNumber, other)]
  return [read(startNumber, line), read(endNumber, line)].some((at) => at >= 0 && (at === start || at === end))
}

interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** The box of vertices in a plane, widened by a margin [m]. */
function boxOf(plane: Float64Array, from: number, end: number, margin: number): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = from; at < end; at += 2) {
    west = Math.min(west, read(plane, at))
    east = Math.max(east, read(plane, at))
    south = Math.min(south, read(plane, at + 1))
    north = Math.max(north, read(plane, at + 1))
  }
  return { west: west - margin, south: south - margin, east: east + margin, north: north + margin }
}

function touches(box: Box, plane: Float64Array, from: number, end: number): boolean {
  const other = boxOf(plane, from, end, 0)
  return other.west <= box.east && other.east >= box.west && other.south <= box.north && other.north >= box.south
}

import type { LineRows } from '../store/line-rows.ts'
import { f64, i32, u8, u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** lengths of one line that was given twice, drawn and recorded [m] */
const SAME_LENGTH = 0.01

/** Two lines of one discipline between the same two points, in either direction, with the same measures. */
export const duplicateLine: ShardRule = (check) => {
  const { shard, findings } = check
  const { columns } = shard.lines
  const byPair = linesByPair(shard.lines)
  for (let line = 0; line < shard.ownLines; line++) {
    if (i32(columns.startNumber, line) < 0 || i32(columns.endNumber, line) < 0) continue
    // the row that was read first stays, every later one repeats it
    let first = -1
    byPair.near(line, (other) => {
      const isEarlier = u32(columns.number, other) < u32(columns.number, first < 0 ? line : first)
      if (isEarlier && isSame(columns, line, other)) first = other
    })
    if (first < 0) continue
    const row = u32(columns.row, first)
    const message = {
      zh: `与第 ${row} 行的管线重复（同向或反向）`,
      en: `repeats the line of row ${row} (same or other direction)`,
    }
    const value = [columns.startKey.at(line), columns.endKey.at(line)].sort().join('~')
    findings.add('warning', 'duplicate-line', message, { ...check.line(line), value })
  }
}

function isSame(columns: LineRows['columns'], a: number, b: number): boolean {
  const isForward = i32(columns.startNumber, a) === i32(columns.startNumber, b)
  const [start, end] = isForward ? [columns.startNumber, columns.endNumber] : [columns.endNumber, columns.startNumber]
  if (i32(columns.startNumber, a) !== i32(start, b) || i32(columns.endNumber, a) !== i32(end, b)) return false
  const [startLevel, endLevel] = isForward
    ? [columns.startLevel, columns.endLevel]
    : [columns.endLevel, columns.startLevel]
  return (
    u8(columns.discipline, a) === u8(columns.discipline, b) &&
    u32(columns.material, a) === u32(columns.material, b) &&
    // parallel lines of a model differ in nothing else
    !(Math.abs(f64(columns.length, a) - f64(columns.length, b)) > SAME_LENGTH) &&
    !(Math.abs(f64(columns.recordedLength, a) - f64(columns.recordedLength, b)) > SAME_LENGTH) &&
    Object.is(f64(columns.width, a), f64(columns.width, b)) &&
    Object.is(f64(columns.height, a), f64(columns.height, b)) &&
    Object.is(f64(columns.startLevel, a), f64(startLevel, b)) &&
    Object.is(f64(columns.endLevel, a), f64(endLevel, b))
  )
}

/** Chains of lines whose pair of ends falls into the same slot of a hash table. */
function linesByPair({ columns, count }: LineRows) {
  const slots = 2 ** Math.ceil(Math.log2(count + 1))
  const head = new Int32Array(slots).fill(-1)
  const next = new Int32Array(count)
  const slotOf = (line: number) => {
    const [start, end] = [i32(columns.startNumber, line), i32(columns.endNumber, line)]
    const hash = Math.imul(Math.min(start, end), 0x9e3779b1) ^ Math.imul(Math.max(start, end), 0x85ebca6b)
    return (hash >>> 7) & (slots - 1)
  }
  for (let line = 0; line < count; line++) {
    const slot = slotOf(line)
    next[line] = i32(head, slot)
    head[slot] = line
  }
  return {
    near(line: number, visit: (other: number) => void) {
      for (let other = i32(head, slotOf(line)); other >= 0; other = i32(next, other)) visit(other)
    },
  }
}

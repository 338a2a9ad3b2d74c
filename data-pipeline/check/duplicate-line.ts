import type { LineRows } from '../store/line-rows.ts'
import { read } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** Two lines of one discipline between the same two points, in either direction, with the same measures. */
export const duplicateLine: ShardRule = (check) => {
  const { shard, findings } = check
  const { columns } = shard.lines
  const byPair = linesByPair(shard.lines)
  for (let line = 0; line < shard.ownLines; line++) {
    if (read(columns.startNumber, line) < 0 || read(columns.endNumber, line) < 0) continue
    // the row that was read first stays, every later one repeats it
    let first = -1
    byPair.near(line, (other) => {
      const isEarlier = read(columns.number, other) < read(columns.number, first < 0 ? line : first)
      if (isEarlier && isSame(columns, line, other)) first = other
    })
    if (first < 0) continue
    const row = read(columns.row, first)
    const message = {
      zh: `与第 ${row} 行的管线重复（同向或反向）`,
      en: `repeats the line of row ${row} (same or other direction)`,
    }
    const value = [columns.startKey.at(line), columns.endKey.at(line)].sort().join('~')
    findings.add('warning', 'duplicate-line', message, { ...check.line(line), value })
  }
}

function isSame(columns: LineRows['columns'], a: number, b: number): boolean {
  const isForward = read(columns.startNumber, a) === read(columns.startNumber, b)
  const [start, end] = isForward ? [columns.startNumber, columns.endNumber] : [columns.endNumber, columns.startNumber]
  if (read(columns.startNumber, a) !== read(start, b) || read(columns.endNumber, a) !== read(end, b)) return false
  const [startLevel, endLevel] = isForward
    ? [columns.startLevel, columns.endLevel]
    : [columns.endLevel, columns.startLevel]
  return (
    read(columns.discipline, a) === read(columns.discipline, b) &&
    read(columns.material, a) === read(columns.material, b) &&
    Object.is(read(columns.width, a), read(columns.width, b)) &&
    Object.is(read(columns.height, a), read(columns.height, b)) &&
    Object.is(read(columns.startLevel, a), read(startLevel, b)) &&
    Object.is(read(columns.endLevel, a), read(endLevel, b))
  )
}

/** Chains of lines whose pair of ends falls into the same slot of a hash table. */
function linesByPair({ columns, count }: LineRows) {
  const slots = 2 ** Math.ceil(Math.log2(count + 1))
  const head = new Int32Array(slots).fill(-1)
  const next = new Int32Array(count)
  const slotOf = (line: number) => {
    const [start, end] = [read(columns.startNumber, line), read(columns.endNumber, line)]
    const hash = Math.imul(Math.min(start, end), 0x9e3779b1) ^ Math.imul(Math.max(start, end), 0x85ebca6b)
    return (hash >>> 7) & (slots - 1)
  }
  for (let line = 0; line < count; line++) {
    const slot = slotOf(line)
    next[line] = read(head, slot)
    head[slot] = line
  }
  return {
    near(line: number, visit: (other: number) => void) {
      for (let other = read(head, slotOf(line)); other >= 0; other = read(next, other)) visit(other)
    },
  }
}

import type { LineRows } from '../store/line-rows.ts'
import { read } from './read-column.ts'
import type { ENDS } from './shard-check.ts'

/** Depth of a line end below ground [m], by its levels where both are known; NaN = not known. */
export function depthAt(columns: LineRows['columns'], line: number, end: (typeof ENDS)[number]): number {
  const byLevels = read(columns[end.ground], line) - read(columns[end.level], line)
  return Number.isNaN(byLevels) ? read(columns[end.depth], line) : byLevels
}

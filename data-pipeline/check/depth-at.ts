import type { LineRows } from '../store/line-rows.ts'
import { f64 } from './read-column.ts'
import type { ENDS } from './shard-check.ts'

/** Depth of a line end below ground [m], by its levels where both are known; NaN = not known. */
export function depthAt(columns: LineRows['columns'], line: number, end: (typeof ENDS)[number]): number {
  const byLevels = f64(columns[end.ground], line) - f64(columns[end.level], line)
  return Number.isNaN(byLevels) ? f64(columns[end.depth], line) : byLevels
}

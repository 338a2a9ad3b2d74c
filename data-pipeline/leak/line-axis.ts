import type { LineRows } from '../store/line-rows.ts'

/**
 * How far the axis of a line lies below what its levels and depths are of [m]: a crown is that of the outer wall, as it is
 * drawn. NaN without a size; negative where they are of the invert.
 */
export function axisBelow({ columns }: LineRows, line: number): number {
  const height = columns.height[line] ?? Number.NaN
  return columns.reference[line] === 0 ? (columns.wall[line] || 0) + height / 2 : -height / 2
}

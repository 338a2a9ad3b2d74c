import type { Extent } from '../../../src/domain/inundation/cells.ts'
import type { Place } from '../prepare/site.ts'

/** A cell beside a line, and how far along the line it lies [m]. */
interface StripCell {
  readonly cell: number
  readonly along: number
}

/**
 * Cells whose middle lies at most `half` beside a line, between its ends; by the nearest of its pieces. A line thinner than the
 * cells still takes those that it runs through.
 */
export function stripAlong(extent: Extent, line: readonly Place[], half: number): StripCell[] {
  const { columns, rows, size, west, south } = extent
  // a staircase of cells that a line runs through lies at most so far beside it
  const reach = Math.max(half, size * Math.SQRT1_2)
  const nearest = new Map<number, { readonly away: number; readonly along: number }>()
  let start = 0
  for (let n = 1; n < line.length; n++) {
    const [[x0, y0], [x1, y1]] = [line[n - 1], line[n]] as [Place, Place]
    const length = Math.hypot(x1 - x0, y1 - y0)
    const span = (a: number, b: number, from: number, count: number) =>
      [
        Math.max(0, Math.floor((Math.min(a, b) - reach - from) / size)),
        Math.min(count - 1, Math.floor((Math.max(a, b) + reach - from) / size)),
      ] as const
    const [[firstRow, lastRow], [first, last]] = [span(y0, y1, south, rows), span(x0, x1, west, columns)]
    for (let row = firstRow; row <= lastRow && length > 0; row++)
      for (let column = first; column <= last; column++) {
        const [x, y] = [west + (column + 0.5) * size - x0, south + (row + 0.5) * size - y0]
        const along = (x * (x1 - x0) + y * (y1 - y0)) / length
        const isOnEnd = (n > 1 && along < 0) || (n < line.length - 1 && along > length)
        if ((along < 0 || along > length) && !isOnEnd) continue
        const on = Math.min(length, Math.max(0, along))
        const away = Math.hypot(x - (on * (x1 - x0)) / length, y - (on * (y1 - y0)) / length)
        const cell = row * columns + column
        if (away <= reach && away < (nearest.get(cell)?.away ?? Number.POSITIVE_INFINITY))
          nearest.set(cell, { away, along: start + on })
      }
    start += length
  }
  return [...nearest].map(([cell, { along }]) => ({ cell, along }))
}

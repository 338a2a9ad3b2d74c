import type { Extent, Ring } from './cells.ts'
import type { FloodGround } from './flood-ground.ts'
import type { FloodScenario } from './scenario.ts'

type Breach = FloodScenario['breaches'][number]

/** A bank that breaks, on a ground. */
interface Bank {
  /** its body, which is gone where it broke */
  readonly cells: readonly number[]
  /** level over which water comes first [m]: where the highest of its width is lowest along it */
  readonly crest: number
}

/** @returns null = no ground under its line */
export function bankOf(
  ground: Extent & { readonly bed: ArrayLike<number> },
  { line, thickness_m }: Pick<Breach, 'line' | 'thickness_m'>,
): Bank | null {
  const highest = new Map<number, number>()
  const strip = stripAlong(ground, line, thickness_m / 2).filter(({ cell }) => !Number.isNaN(ground.bed[cell]))
  for (const { cell, along } of strip) {
    const part = Math.floor(along / (2 * ground.size))
    highest.set(part, Math.max(highest.get(part) ?? Number.NEGATIVE_INFINITY, ground.bed[cell] as number))
  }
  return strip.length > 0 ? { cells: strip.map(({ cell }) => cell), crest: Math.min(...highest.values()) } : null
}

/**
 * The ground of a run: nothing moves it while water runs, so the bodies of banks that break are out of it from the start, down
 * to the bottoms of their gaps. The solver has a wall in the place of each until it breaks.
 */
export function withoutBanks(ground: FloodGround, breaches: readonly Breach[]): FloodGround {
  if (breaches.length === 0) return ground
  const bed = ground.bed.slice()
  for (const breach of breaches)
    for (const cell of bankOf(ground, breach)?.cells ?? []) bed[cell] = Math.min(bed[cell] as number, breach.bottom_m)
  return { ...ground, bed }
}

/** A cell beside a line, and how far along the line it lies [m]. */
interface StripCell {
  readonly cell: number
  readonly along: number
}

/**
 * Cells whose middle lies at most `half` beside a line, between its ends; by the nearest of its pieces. A line thinner than the
 * cells still takes those that it runs through.
 */
function stripAlong(extent: Extent, line: Ring, half: number): StripCell[] {
  const { columns, rows, size, west, south } = extent
  // a staircase of cells that a line runs through lies at most so far beside it
  const reach = Math.max(half, size * Math.SQRT1_2)
  const nearest = new Map<number, { readonly away: number; readonly along: number }>()
  let start = 0
  for (let n = 1; n < line.length; n++) {
    const [[x0, y0], [x1, y1]] = [line[n - 1], line[n]] as [Ring[number], Ring[number]]
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

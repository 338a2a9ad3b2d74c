export interface Segment<Point> {
  readonly from: Point
  readonly to: Point
}

/** points nearer than this are one [m] */
const SAME = 0.0005

/**
 * Joins directed segments end to end into closed loops. What does not close is left out: an open outline encloses
 * nothing.
 */
export function chainLoops<Point extends { readonly x: number; readonly y: number }>(
  segments: readonly Segment<Point>[],
): Point[][] {
  const next = new Map<string, Segment<Point>[]>()
  for (const segment of segments) {
    const key = keyOf(segment.from)
    if (key === keyOf(segment.to)) continue
    next.set(key, [...(next.get(key) ?? []), segment])
  }
  const loops: Point[][] = []
  for (const [start, waiting] of next) {
    while (waiting.length > 0) {
      const loop: Point[] = []
      let key = start
      for (;;) {
        const segment = next.get(key)?.pop()
        if (!segment) break
        loop.push(segment.from)
        key = keyOf(segment.to)
        if (key === start) break
      }
      if (key === start && loop.length >= 3) loops.push(loop)
    }
  }
  return loops
}

function keyOf({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${Math.round(x / SAME)}/${Math.round(y / SAME)}`
}

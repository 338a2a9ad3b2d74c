import type { Shard } from '../shard/shard.ts'
import type { ClearanceLines } from './clearance-lines.ts'
import { f64 } from './read-column.ts'
import { type Nearest, segmentDistance } from './segment-distance.ts'

/** Lines within this angle of one another run side by side [sine of 15°]; at wider angles they only pass. */
const SIDE_BY_SIDE = 0.26
/** lines that meet in plan at more than this angle cross; at less, one lies over the other [sine of 5°] */
const CROSSING = 0.087
/** lines are beside each other when they are so for at least this length [m], or half of the shorter one */
const SHORTEST_OVERLAP = 1

/** The narrowest place between two lines, surface to surface. */
export interface Narrowest {
  /** vertical where the lines cross in plan, else horizontal; null = they neither cross nor run side by side */
  kind: 'horizontal' | 'vertical' | null
  /** [m]; below 0 = they overlap */
  gap: number
  /** where on the first line, 0…1 of its plan length */
  share: number
}

const near: Nearest = { distance: 0, s: 0, t: 0, isCrossing: false }

/** Measures the lines of rows `a` and `b` into `out`; a crossing counts before a stretch side by side. */
export function measurePair(shard: Shard, sizes: ClearanceLines, a: number, b: number, out: Narrowest): void {
  const { plane, lines } = shard
  const { path, length } = lines.columns
  const widths = f64(sizes.halfWidth, a) + f64(sizes.halfWidth, b)
  const heights = f64(sizes.halfHeight, a) + f64(sizes.halfHeight, b)
  out.kind = null
  out.gap = Infinity
  let stationA = 0
  for (let i = path.start(a); i + 3 < path.end(a); i += 2) {
    const ax = f64(plane, i)
    const ay = f64(plane, i + 1)
    const ux = f64(plane, i + 2) - ax
    const uy = f64(plane, i + 3) - ay
    const lengthA = Math.sqrt(ux * ux + uy * uy)
    let stationB = 0
    for (let j = path.start(b); j + 3 < path.end(b); j += 2) {
      const cx = f64(plane, j)
      const cy = f64(plane, j + 1)
      const vx = f64(plane, j + 2) - cx
      const vy = f64(plane, j + 3) - cy
      const lengthB = Math.sqrt(vx * vx + vy * vy)
      if (lengthA > 0 && lengthB > 0) {
        segmentDistance(ax, ay, ax + ux, ay + uy, cx, cy, cx + vx, cy + vy, near)
        const sine = Math.abs(ux * vy - uy * vx) / (lengthA * lengthB)
        const gap = near.distance - widths
        const share = shareAt(stationA + near.s * lengthA, f64(length, a))
        if ((near.isCrossing && sine > CROSSING) || (gap < 0 && sine > SIDE_BY_SIDE)) {
          const other = shareAt(stationB + near.t * lengthB, f64(length, b))
          offer(out, 'vertical', Math.abs(axisAt(shard, a, share) - axisAt(shard, b, other)) - heights, share)
        } else if (sine <= SIDE_BY_SIDE && out.kind !== 'vertical' && gap < out.gap) {
          const from = ((cx - ax) * ux + (cy - ay) * uy) / lengthA
          const to = from + (vx * ux + vy * uy) / lengthA
          const overlap = Math.min(lengthA, Math.max(from, to)) - Math.max(0, Math.min(from, to))
          if (overlap >= Math.min(SHORTEST_OVERLAP, lengthA / 2, lengthB / 2)) offer(out, 'horizontal', gap, share)
        }
      }
      stationB += lengthB
    }
    stationA += lengthA
  }
}

function offer(out: Narrowest, kind: 'horizontal' | 'vertical', gap: number, share: number): void {
  if (out.kind === kind && gap >= out.gap) return
  out.kind = kind
  out.gap = gap
  out.share = share
}

function shareAt(station: number, length: number): number {
  return length > 0 ? Math.min(1, station / length) : 0
}

function axisAt({ placedLines }: Shard, line: number, share: number): number {
  const start = f64(placedLines.startAxis, line)
  return start + (f64(placedLines.endAxis, line) - start) * share
}

import { FLOW } from '../shard/flow-of-line.ts'
import type { Shard } from '../shard/shard.ts'
import { f64, i32, u8, u16, u32 } from './read-column.ts'
import type { ShardCheck } from './shard-check.ts'

/** A line that meets at a point. */
export interface Meeting {
  readonly line: number
  /** its start, or its end, lies there */
  readonly isStart: boolean
}

/** The lines that meet at a point, complete for own points. */
export function meetingsAt({ placedPoints, placedLines }: Shard, point: number): Meeting[] {
  const { meetingStart, meeting } = placedPoints
  const found: Meeting[] = []
  for (let at = u32(meetingStart, point); at < u32(meetingStart, point + 1); at++) {
    const line = u32(meeting, at)
    found.push({ line, isStart: placedLines.startPoint[line] === point })
  }
  return found
}

/** One gravity line at a point, with its level there. */
export interface Flowing {
  readonly line: number
  readonly isStart: boolean
  /** H of its invert [m]; NaN = not known */
  readonly level: number
  /** inner area, of the box around the section [m²]; NaN = not known */
  readonly area: number
}

/** What comes to a point and what leaves it by gravity. */
export function gravityAt(
  check: ShardCheck,
  point: number,
): { readonly inflow: Flowing[]; readonly outflow: Flowing[] } {
  const { shard, flow } = check
  const { columns } = shard.lines
  const [inflow, outflow]: [Flowing[], Flowing[]] = [[], []]
  for (const { line, isStart } of meetingsAt(shard, point)) {
    if (flow[line] === FLOW.none) continue
    const level = f64(isStart ? columns.startLevel : columns.endLevel, line)
    const area = f64(columns.width, line) * f64(columns.height, line)
    const leaves = isStart === (flow[line] === FLOW.forward)
    ;(leaves ? outflow : inflow).push({ line, isStart, level, area })
  }
  return { inflow, outflow }
}

/** Words of a point's role, e.g. 检查井; '' = none given. */
export function roleOf({ points, names }: Shard, point: number): string {
  const { feature, appurtenance } = points.columns
  return `${names.text(u32(appurtenance, point)) ?? ''} ${names.text(u32(feature, point)) ?? ''}`.trim()
}

/** Every own point where gravity lines both come and leave. */
export function eachGravityJunction(
  check: ShardCheck,
  visit: (point: number, inflow: readonly Flowing[], outflow: readonly Flowing[]) => void,
): void {
  const { shard } = check
  for (let point = 0; point < shard.ownPoints; point++) {
    if (!check.isGravity[u8(shard.points.columns.discipline, point)] || u16(shard.placedPoints.degree, point) < 2)
      continue
    const { inflow, outflow } = gravityAt(check, point)
    if (inflow.length > 0 && outflow.length > 0) visit(point, inflow, outflow)
  }
}

/** Does a gravity line begin its branch, as the connection of a house or a rain inlet does? Nothing flows into its upper end. */
export function isConnection(check: ShardCheck, line: number): boolean {
  const upper = upperPoint(check, line)
  if (upper < 0) return true
  return gravityAt(check, upper).inflow.length === 0
}

/** Row of the point at the upper end of a gravity line; -1 = the shard has none. */
export function upperPoint({ shard, flow }: ShardCheck, line: number): number {
  const { startPoint, endPoint } = shard.placedLines
  return i32(flow[line] === FLOW.reversed ? endPoint : startPoint, line)
}

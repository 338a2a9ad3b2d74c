import { meetingsAt } from './meetings.ts'
import { f64, u32 } from './read-column.ts'
import { type Nearest, segmentDistance } from './segment-distance.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

/** an end this near to its own network in plan was most likely meant to join it [m] */
const TOLERANCE = 0.3
/** and this near in level, surface to surface [m] */
const LEVEL_TOLERANCE = 0.3

/** A free end beside a point or a line of its own discipline that it does not share. */
export const unconnectedEnd: ShardRule = (check) => {
  const { shard, findings, pointPlane } = check
  const { degree } = shard.placedPoints
  const { number, key, discipline } = shard.points.columns
  for (let point = 0; point < shard.ownPoints; point++) {
    if (degree[point] !== 1 || check.context.deviceEnds.has(check.pointAsset(point))) continue
    const [x, y] = [f64(pointPlane, point * 2), f64(pointPlane, point * 2 + 1)]
    const [own] = meetingsAt(shard, point)
    if (!own) continue
    let [nearest, what] = [TOLERANCE, '']
    check.pointGrid.near(x - TOLERANCE, y - TOLERANCE, x + TOLERANCE, y + TOLERANCE, (other) => {
      if (other === point || discipline[other] !== discipline[point] || degree[other] === 0) return
      // two free ends that face each other are one finding
      if (degree[other] === 1 && u32(number, other) < u32(number, point)) return
      const { startPoint, endPoint } = shard.placedLines
      if (startPoint[own.line] === other || endPoint[own.line] === other) return
      const distance = Math.hypot(f64(pointPlane, other * 2) - x, f64(pointPlane, other * 2 + 1) - y)
      if (distance > nearest || !isLevel(check, point, f64(shard.placedPoints.height, other))) return
      nearest = distance
      what = key.at(other)
    })
    if (what === '') {
      check.lineGrid.near(x - TOLERANCE, y - TOLERANCE, x + TOLERANCE, y + TOLERANCE, (line) => {
        const distance = distanceToLine(check, point, own.line, line)
        if (distance > nearest) return
        nearest = distance
        what = shard.lines.columns.key.at(line)
      })
    }
    if (what === '') continue
    const message = {
      zh: `悬空端：距本专业的 ${what} 仅 ${nearest.toFixed(2)} m 而未相连`,
      en: `free end ${nearest.toFixed(2)} m from ${what} of its own network, not joined to it`,
    }
    findings.add('warning', 'unconnected-end', message, {
      ...check.point(point),
      value: Math.round(nearest * 1000) / 1000,
      expected: `0 m | > ${TOLERANCE} m`,
    })
  }
}

const near: Nearest = { distance: 0, s: 0, t: 0, isCrossing: false }

/** Plan distance of a free end from another line of its discipline [m]; Infinity from what it has nothing to do with. */
function distanceToLine(check: ShardCheck, point: number, own: number, line: number): number {
  const { shard, pointPlane } = check
  const { columns } = shard.lines
  if (line === own || columns.discipline[line] !== shard.points.columns.discipline[point]) return Infinity
  const ends = [columns.startNumber[line], columns.endNumber[line]]
  // a neighbour of the same line is near because it is joined
  if ([columns.startNumber[own], columns.endNumber[own]].some((end) => end !== -1 && ends.includes(end)))
    return Infinity
  const [x, y] = [f64(pointPlane, point * 2), f64(pointPlane, point * 2 + 1)]
  const { plane } = shard
  let [best, share, station] = [Infinity, 0, 0]
  for (let at = columns.path.start(line); at + 3 < columns.path.end(line); at += 2) {
    const [ax, ay, bx, by] = [f64(plane, at), f64(plane, at + 1), f64(plane, at + 2), f64(plane, at + 3)]
    segmentDistance(ax, ay, bx, by, x, y, x, y, near)
    const length = Math.hypot(bx - ax, by - ay)
    if (near.distance < best) {
      best = near.distance
      share = (station + near.s * length) / (f64(columns.length, line) || 1)
    }
    station += length
  }
  const level = check.along(line, Math.min(1, share)).height
  return isLevel(check, point, level, (f64(columns.height, line) || 0) / 2) ? best : Infinity
}

function isLevel({ shard }: ShardCheck, point: number, level: number, half = 0): boolean {
  const { height, widest } = shard.placedPoints
  return Math.abs(f64(height, point) - level) - f64(widest, point) - half <= LEVEL_TOLERANCE
}

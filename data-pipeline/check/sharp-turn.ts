import { eachGravityJunction, type Flowing } from './meetings.ts'
import { f64 } from './read-column.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

const CLAUSE = 'GB 50014-2021'
const LEAST_ANGLE = 90
/** directions of short surveyed lines are not better than this [degrees] */
const TOLERANCE = 5
/** small pipes that fall into the manhole may come from any side [m] */
const SMALL = 0.3
const FALL = 0.3

/** At a manhole the angle between what comes and what leaves is at least 90°. */
export const sharpTurn: ShardRule = (check) => {
  eachGravityJunction(check, (point, inflow, outflow) => {
    if (outflow.length !== 1 || !outflow[0]) return
    const [leaving] = outflow
    for (const coming of inflow) {
      const width = f64(check.shard.lines.columns.width, coming.line)
      if (!(width > SMALL) && !(coming.level - leaving.level < FALL)) continue
      const angle = angleBetween(check, coming, leaving)
      if (!(angle < LEAST_ANGLE - TOLERANCE)) continue
      const message = {
        zh: `水流转角 ${angle.toFixed(0)}°，小于 ${LEAST_ANGLE}°（${CLAUSE}）`,
        en: `the flow turns at ${angle.toFixed(0)}°, at least ${LEAST_ANGLE}° (${CLAUSE})`,
      }
      const place = check.point(point)
      check.findings.add('warning', 'sharp-turn', message, {
        ...place,
        assets: [...place.assets, ...check.line(coming.line).assets],
        value: Math.round(angle * 10) / 10,
        expected: `≥ ${LEAST_ANGLE}°`,
        clause: CLAUSE,
      })
    }
  })
}

/** Angle between two lines at the point where they meet [degrees], 180 = straight on. */
function angleBetween(check: ShardCheck, a: Flowing, b: Flowing): number {
  const [ax, ay] = directionFrom(check, a)
  const [bx, by] = directionFrom(check, b)
  const cosine = (ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by))
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI
}

/** Where a line goes from its end at the point. */
function directionFrom({ shard }: ShardCheck, { line, isStart }: Flowing): readonly [number, number] {
  const { path } = shard.lines.columns
  const at = isStart ? path.start(line) : path.end(line) - 2
  const next = isStart ? at + 2 : at - 2
  const { plane } = shard
  return [f64(plane, next) - f64(plane, at), f64(plane, next + 1) - f64(plane, at + 1)]
}

import { f64, u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** points of one network that are nearer than this are one place surveyed twice [m] */
const SAME_PLACE = 0.01

/** Two point numbers of one discipline at the same place. */
export const duplicatePlace: ShardRule = (check) => {
  const { shard, findings, pointPlane, pointGrid } = check
  const { number, discipline, key } = shard.points.columns
  for (let point = 0; point < shard.ownPoints; point++) {
    const [x, y] = [f64(pointPlane, point * 2), f64(pointPlane, point * 2 + 1)]
    let first = -1
    pointGrid.near(x - SAME_PLACE, y - SAME_PLACE, x + SAME_PLACE, y + SAME_PLACE, (other) => {
      if (discipline[other] !== discipline[point]) return
      if (u32(number, other) >= u32(number, first < 0 ? point : first)) return
      if (Math.hypot(f64(pointPlane, other * 2) - x, f64(pointPlane, other * 2 + 1) - y) <= SAME_PLACE) first = other
    })
    if (first < 0) continue
    // a pump or valve between two points of one place is drawn without a length
    const { deviceEnds } = check.context
    if (deviceEnds.has(check.pointAsset(point)) && deviceEnds.has(check.pointAsset(first))) continue
    const message = {
      zh: `与点 ${key.at(first)} 位置相同（相距不足 1 cm）`,
      en: `lies where point ${key.at(first)} lies (within 1 cm)`,
    }
    findings.add('warning', 'duplicate-place', message, { ...check.point(point), value: key.at(point) })
  }
}

import { disciplines } from '../../src/domain/disciplines/index.ts'
import { gravityAt, meetingsAt } from './meetings.ts'
import { f64, u8, u16, u32 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

const CLAUSE = 'GB 50014-2021'
/** inside of a manhole [m] */
const MANHOLE = 0.5
const OTHER: Readonly<Record<string, string>> = { sewer: 'storm', storm: 'sewer' }

/** A rain line that ends in a foul manhole, or the other way round: no rain–foul cross-connection. */
export const crossConnection: ShardRule = (check) => {
  const { shard, findings, pointPlane } = check
  const { discipline, key } = shard.points.columns
  for (let point = 0; point < shard.ownPoints; point++) {
    const own = disciplines[u8(discipline, point)]?.id ?? ''
    const against = OTHER[own]
    if (against === undefined || shard.placedPoints.degree[point] !== 1) continue
    const { inflow } = gravityAt(check, point)
    const [last] = inflow
    if (!last || isCombined(check.shard, last.line)) continue
    const [x, y] = [f64(pointPlane, point * 2), f64(pointPlane, point * 2 + 1)]
    let manhole = -1
    check.pointGrid.near(x - MANHOLE, y - MANHOLE, x + MANHOLE, y + MANHOLE, (other) => {
      if (disciplines[u8(discipline, other)]?.id !== against || u16(shard.placedPoints.degree, other) === 0) return
      if (Math.hypot(f64(pointPlane, other * 2) - x, f64(pointPlane, other * 2 + 1) - y) > MANHOLE) return
      if (meetingsAt(shard, other).some(({ line }) => isCombined(shard, line))) return
      if (manhole < 0 || u32(shard.points.columns.number, other) < u32(shard.points.columns.number, manhole))
        manhole = other
    })
    if (manhole < 0) continue
    const isRain = own === 'storm'
    const message = {
      zh: `雨污混接：${isRain ? '雨水' : '污水'}管接入${isRain ? '污水' : '雨水'}井 ${key.at(manhole)}（${CLAUSE}）`,
      en: `${isRain ? 'rain' : 'foul'} sewer ends in the ${isRain ? 'foul' : 'rain'} manhole ${key.at(manhole)} (${CLAUSE})`,
    }
    const place = check.point(point)
    const assets = [...place.assets, ...check.line(last.line).assets, ...check.point(manhole).assets]
    findings.add('warning', 'cross-connection', message, { ...place, assets, value: key.at(manhole), clause: CLAUSE })
  }
}

function isCombined({ lines, names }: Parameters<typeof meetingsAt>[0], line: number): boolean {
  return /HS|合流/.test(names.text(u32(lines.columns.subclass, line)) ?? '')
}

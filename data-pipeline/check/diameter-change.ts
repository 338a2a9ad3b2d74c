import { disciplines } from '../../src/domain/disciplines/index.ts'
import { eachGravityJunction, meetingsAt, roleOf } from './meetings.ts'
import { f64, u8 } from './read-column.ts'
import type { ShardRule } from './shard-check.ts'

/** share of the area that rounding to whole millimetres may take */
const TOLERANCE = 0.98
/** larger over smaller diameter at a point that is no reducer */
const JUMP = 2
const REDUCER = /变径|异径|变材|变坡/

/** Sewers that get narrower downstream, and pressure pipes whose diameter jumps where no reducer is. */
export const diameterChange: ShardRule = (check) => {
  const { shard, findings } = check
  const millimetres = (area: number) => Math.round(Math.sqrt(area) * 1000)
  eachGravityJunction(check, (point, inflow, outflow) => {
    if (outflow.length !== 1) return
    const widest = Math.max(...inflow.map(({ area }) => area))
    const out = outflow[0]?.area ?? Number.NaN
    if (!(out < widest * TOLERANCE)) return
    const message = {
      zh: `下游管径变小：进 ${millimetres(widest)}，出 ${millimetres(out)} mm`,
      en: `narrower downstream: ${millimetres(widest)} mm in, ${millimetres(out)} mm out`,
    }
    const expected = `≥ ${millimetres(widest)} mm`
    findings.add('warning', 'shrinking-downstream', message, {
      ...check.point(point),
      value: millimetres(out),
      expected,
    })
  })
  const isPressure = disciplines.map(({ flow }) => flow === 'pressure')
  const { width } = shard.lines.columns
  for (let point = 0; point < shard.ownPoints; point++) {
    if (shard.placedPoints.degree[point] !== 2 || !isPressure[u8(shard.points.columns.discipline, point)]) continue
    const [a = Number.NaN, b = Number.NaN] = meetingsAt(shard, point).map(({ line }) => f64(width, line))
    if (!(Math.max(a, b) >= JUMP * Math.min(a, b)) || REDUCER.test(roleOf(shard, point))) continue
    const [small, large] = [Math.min(a, b), Math.max(a, b)].map((size) => Math.round(size * 1000))
    const message = {
      zh: `管径由 ${large} 突变为 ${small} mm，而此点不是变径点`,
      en: `from ${large} to ${small} mm where no reducer is`,
    }
    findings.add('warning', 'diameter-jump', message, {
      ...check.point(point),
      value: `${large} → ${small}`,
      expected: '变径 | reducer, mm',
    })
  }
}

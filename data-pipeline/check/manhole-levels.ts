import { eachGravityJunction, isConnection, roleOf } from './meetings.ts'
import type { ShardRule } from './shard-check.ts'

/** levels read to a centimetre at both ends [m] */
const TOLERANCE = 0.02
/** a higher fall wants a drop manhole [m]; example value */
const HIGHEST_DROP = 1
const DROP_MANHOLE = /跌水/

/** What leaves a manhole above what comes in, and falls in a manhole that is no drop manhole. */
export const manholeLevels: ShardRule = (check) => {
  eachGravityJunction(check, (point, inflow, outflow) => {
    const lowest = Math.min(...inflow.map(({ level }) => level))
    // connections of houses and rain inlets come in high
    const mains = inflow.filter(({ line }) => !isConnection(check, line))
    const highest = Math.max(...mains.map(({ level }) => level))
    const out = Math.min(...outflow.map(({ level }) => level))
    const place = check.point(point)
    if (out > lowest + TOLERANCE) {
      const message = {
        zh: `出水管底比最低进水管底高 ${(out - lowest).toFixed(2)} m，水不能流出`,
        en: `its outlet lies ${(out - lowest).toFixed(2)} m above its lowest inlet: water stands`,
      }
      const expected = `≤ ${lowest.toFixed(3)} m`
      check.findings.add('warning', 'outlet-above-inlet', message, { ...place, value: out, expected })
    }
    if (!(highest - out > HIGHEST_DROP) || DROP_MANHOLE.test(roleOf(check.shard, point))) return
    const drop = highest - out
    const message = {
      zh: `井内跌水 ${drop.toFixed(2)} m 而不是跌水井（示例值，未核对）`,
      en: `a fall of ${drop.toFixed(2)} m in what is no drop manhole (example value, not verified)`,
    }
    const expected = `≤ ${HIGHEST_DROP.toFixed(2)} m`
    check.findings.add('warning', 'manhole-drop', message, { ...place, value: drop, expected, isExample: true })
  })
}

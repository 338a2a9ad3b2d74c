import { FLOW } from '../shard/flow-of-line.ts'
import { isConnection, roleOf, upperPoint } from './meetings.ts'
import { f64, i32, u32 } from './read-column.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

const CLAUSE = 'GB 50014-2021'
/** inner diameters [m]; surveys round them */
const SAME_SIZE = 0.02
const SMALLEST = 0.3
const SMALLEST_CONNECTION = 0.2
/** of DN 300; of a rain inlet's connection DN 200 [m/m] */
const LEAST_SLOPE = { rigid: 0.003, plastic: 0.002, connection: 0.01 }
const PLASTIC = /PE|PVC|塑|玻璃钢|BLG/i
/** fall that levels read to a centimetre may miss [m] */
const TOLERANCE = 0.01
/** farthest wells [m] by the largest size they hold for [m] */
const SPACINGS = [
  [0.6, 75],
  [1.0, 100],
  [1.5, 150],
  [2.0, 200],
] as const
const WELL = /井|池/

/** Smallest diameter, least slope and farthest wells of gravity sewers. */
export const sewerLimits: ShardRule = (check) => {
  const { shard, flow } = check
  const { columns } = shard.lines
  for (let line = 0; line < shard.ownLines; line++) {
    if (flow[line] === FLOW.none || columns.section[line] !== 1) continue
    const size = f64(columns.width, line)
    if (!(size > 0)) continue
    smallest(check, line, size)
    leastSlope(check, line, size)
    wellSpacing(check, line, size)
  }
}

function smallest(check: ShardCheck, line: number, size: number): void {
  const limit = isConnection(check, line) ? SMALLEST_CONNECTION : SMALLEST
  if (size >= limit - SAME_SIZE) return
  const millimetres = Math.round(size * 1000)
  const message = {
    zh: `管径 ${millimetres} mm 小于最小管径 ${limit * 1000} mm（${CLAUSE}）`,
    en: `${millimetres} mm is below the smallest diameter of ${limit * 1000} mm (${CLAUSE})`,
  }
  const place = { value: millimetres, expected: `≥ ${limit * 1000} mm`, clause: CLAUSE }
  check.findings.add('warning', 'smallest-diameter', message, { ...check.line(line), ...place })
}

function leastSlope(check: ShardCheck, line: number, size: number): void {
  const { lines, names } = check.shard
  const { startLevel, endLevel, length, material } = lines.columns
  const along = f64(startLevel, line) - f64(endLevel, line)
  const fall = check.flow[line] === FLOW.reversed ? -along : along
  const plan = f64(length, line)
  const limit = slopeLimit(size, names.text(u32(material, line)), isInletConnection(check, line))
  if (limit === null || !(fall >= 0 && fall + TOLERANCE < limit * plan)) return
  const slope = fall / plan
  const message = {
    zh: `坡度 ${(slope * 1000).toFixed(1)}‰，小于最小坡度 ${limit * 1000}‰（${CLAUSE}）`,
    en: `slopes by ${(slope * 1000).toFixed(1)} ‰, least ${limit * 1000} ‰ (${CLAUSE})`,
  }
  const place = { value: Math.round(slope * 1e5) / 1e5, expected: `≥ ${limit} m/m`, clause: CLAUSE }
  check.findings.add('warning', 'least-slope', message, { ...check.line(line), ...place })
}

/** The least slope that the standard gives for a size, null = none; an unknown material gets the lesser one. */
function slopeLimit(size: number, material: string | null, isInlet: boolean): number | null {
  if (Math.abs(size - SMALLEST_CONNECTION) <= SAME_SIZE && isInlet) return LEAST_SLOPE.connection
  if (Math.abs(size - SMALLEST) > SAME_SIZE) return null
  return material === null || PLASTIC.test(material) ? LEAST_SLOPE.plastic : LEAST_SLOPE.rigid
}

function wellSpacing(check: ShardCheck, line: number, size: number): void {
  const { shard } = check
  const plan = f64(shard.lines.columns.length, line)
  const limit = size < SMALLEST - SAME_SIZE ? undefined : SPACINGS.find(([largest]) => size <= largest + SAME_SIZE)?.[1]
  if (limit === undefined || plan <= limit) return
  const { startPoint, endPoint } = shard.placedLines
  if (![i32(startPoint, line), i32(endPoint, line)].every((point) => point >= 0 && WELL.test(roleOf(shard, point))))
    return
  const message = {
    zh: `检查井间距 ${plan.toFixed(1)} m，超过 ${limit} m（${CLAUSE}）`,
    en: `wells ${plan.toFixed(1)} m apart, at most ${limit} m (${CLAUSE})`,
  }
  const place = { value: Math.round(plan * 100) / 100, expected: `≤ ${limit} m`, clause: CLAUSE }
  check.findings.add('warning', 'well-spacing', message, { ...check.line(line), ...place })
}

function isInletConnection(check: ShardCheck, line: number): boolean {
  const upper = upperPoint(check, line)
  return upper >= 0 && /雨水箅|雨水篦|雨水口/.test(roleOf(check.shard, upper))
}

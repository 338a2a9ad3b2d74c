import type { Reach } from './gravity.ts'
import type { Random } from './random.ts'
import type { SurveyLine, SurveyPoint, SurveyTable } from './survey-table.ts'

/** Adds one reach as a line; one in twenty was surveyed against the flow. */
export function addReach(table: SurveyTable, reach: Reach, random: Random): SurveyLine {
  const { from, to, width, height } = reach
  const isReversed = random.chance(0.05)
  const [start, end] = isReversed ? [to, from] : [from, to]
  const { origin, street } = from
  return table.line(start, end, {
    startDepth: depth(start, isReversed ? reach.endLevel : reach.startLevel),
    endDepth: depth(end, isReversed ? reach.startLevel : reach.endLevel),
    material: sewerMaterial(table.discipline, origin.year, height),
    size: width === height ? String(width) : `${width}X${height}`,
    flow: isReversed ? 1 : 0,
    origin,
    street,
    burial: width === height ? 'ZM' : 'GG',
  })
}

/** Every node becomes a manhole as deep as its lowest pipe; one with a drop over 0.5 m a drop manhole. */
export function finishWells(table: SurveyTable): void {
  const deepest = new Map<SurveyPoint, number>()
  const highest = new Map<SurveyPoint, number>()
  for (const line of table.lines) {
    for (const [point, value] of [
      [line.start, line.startDepth],
      [line.end, line.endDepth],
    ] as const) {
      deepest.set(point, Math.max(deepest.get(point) ?? 0, value))
      highest.set(point, Math.min(highest.get(point) ?? 99, value))
    }
  }
  for (const point of table.points) {
    const bottom = deepest.get(point)
    if (bottom === undefined || point.subsid) continue
    const isDrop = bottom - (highest.get(point) ?? bottom) > 0.5
    const wellDepth = Math.ceil(bottom * 100) / 100
    Object.assign(point, { feature: '', subsid: isDrop ? '跌水井' : '窨井', serial: isDrop ? '03' : '01', wellDepth })
  }
}

/** Depth of a level [m, H] below the ground of a point [m], to the millimetre. */
export function depth(point: SurveyPoint, level: number): number {
  return Math.round((point.ground - level) * 1000) / 1000
}

/** Material letters of CJJ 61 of a sewer by network, year and inner height [mm]. */
export function sewerMaterial(discipline: string, year: number, height: number): string {
  if (discipline === 'sewer' && year < 1990) return 'TC'
  return year >= 2003 && height <= 600 ? 'PE' : 'T'
}

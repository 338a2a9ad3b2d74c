import { describe, expect, it } from 'vitest'
import type { SurveyLine } from '../survey.ts'
import { aLine, aPoint, check } from './a-survey.ts'
import { buildingClearance } from './building-clearance.ts'
import { clearance } from './clearance.ts'
import { completeness } from './completeness.ts'
import { cover } from './cover.ts'

const place = (east: number, north: number) => ({
  ...{ x: east, y: north },
  ...{ lon: 120 + east / 90_163, lat: 36 + north / 110_964 },
})
const level = (value: number) => ({ ground: 5, depth: 5 - value, level: value })

/** A pipe of DN 200, straight to the north at so many metres east, surveyed to 1 cm. */
function aPipe(discipline: string, east: number, changes: Partial<SurveyLine> = {}): SurveyLine {
  return aLine({
    discipline,
    key: `${discipline}-${east}`,
    startPoint: null,
    endPoint: null,
    path: [place(east, 0), place(east, 40)],
    start: level(3),
    end: level(3),
    reference: 'invert',
    section: { kind: 'circle', width: 0.2, height: 0.2 },
    burial: '直埋',
    horizontalError: 0.01,
    verticalError: 0.01,
    ...changes,
  })
}
const across = (discipline: string, height: number, changes: Partial<SurveyLine> = {}) =>
  aPipe(discipline, 0, {
    ...{ key: `${discipline}-across`, path: [place(-20, 20), place(20, 20)] },
    ...{ start: level(height), end: level(height) },
    ...changes,
  })

describe('clearance between lines', () => {
  it('is measured from surface to surface, and a verified limit names its clause', () => {
    const { findings, facts } = check(clearance, { lines: [aPipe('water', 0), aPipe('sewer', 1.1)] })
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      ...{ rule: 'clearance-horizontal', severity: 'warning', expected: '≥ 1.00 m', isExample: false },
      clause: 'GB 50289-2016, 4.1.9',
      assets: ['water/water-0', 'sewer/sewer-1.1'],
    })
    expect(findings[0]?.value).toBeCloseTo(0.9, 2)
    expect(facts).toMatchObject({ 'clearances: fail': 1, 'clearances: pass': 0 })
  })

  it('takes the wall into account', () => {
    const thick = aPipe('sewer', 1.24, { wall: 0.05 })
    expect(check(clearance, { lines: [aPipe('water', 0), thick] }).findings[0]?.value).toBeCloseTo(0.99, 2)
  })

  it('passes where there is room', () => {
    const { findings, facts } = check(clearance, { lines: [aPipe('water', 0), aPipe('sewer', 1.3)] })
    expect(findings).toEqual([])
    expect(facts).toMatchObject({ 'clearances: pass': 1 })
  })

  it('says of a limit that nobody verified that it is an example', () => {
    const [found] = check(clearance, { lines: [aPipe('water', 0), aPipe('heat', 1)] }).findings
    expect(found).toMatchObject({ clause: null, isExample: true })
    expect(found?.message.zh).toContain('示例值，未核对')
  })

  it('is open where the error of the survey alone decides', () => {
    const lines = [aPipe('water', 0), aPipe('sewer', 1.1, { horizontalError: 0.5 })]
    const { findings, facts } = check(clearance, { lines })
    expect(findings[0]).toMatchObject({ rule: 'clearance-uncertain', severity: 'note' })
    expect(facts).toMatchObject({ 'clearances: uncertain': 1 })
  })

  it('is only counted where the measured clearance is enough, but for the error of the survey', () => {
    const lines = [aPipe('water', 0), aPipe('sewer', 1.3, { horizontalError: 0.5 })]
    const { findings, facts } = check(clearance, { lines })
    expect(findings).toEqual([])
    expect(facts).toMatchObject({ 'clearances: uncertain': 1 })
  })

  it('is vertical where lines cross in plan', () => {
    const [found] = check(clearance, { lines: [aPipe('water', 0), across('sewer', 3.3)] }).findings
    expect(found).toMatchObject({ rule: 'clearance-vertical', expected: '≥ 0.40 m' })
    expect(found?.value).toBeCloseTo(0.1, 3)
    expect(check(clearance, { lines: [aPipe('water', 0), across('sewer', 3.7)] }).findings).toEqual([])
  })

  it('is not asked of lines that join, of gas above 1.6 MPa, above ground, or of levels that nobody knows', () => {
    const points = [aPoint({ key: 'J', discipline: 'gas' })]
    const joined = [
      aPipe('gas', 0, { startPoint: 'J' }),
      aPipe('gas', 0.3, { startPoint: 'J', path: [place(0, 0), place(0.3, 40)] }),
    ]
    expect(check(clearance, { points, lines: joined }).facts).toMatchObject({ 'clearances: not applicable': 1 })
    for (const changes of [{ pressure: 2.5 }, { burial: '架空' }])
      expect(check(clearance, { lines: [aPipe('sewer', 0), aPipe('gas', 0.5, changes)] }).findings).toEqual([])
    const unknown = { ground: null, depth: null, level: null }
    const lost = across('sewer', 3, { start: unknown, end: unknown })
    expect(check(clearance, { lines: [aPipe('water', 0), lost] }).findings).toEqual([])
  })

  it('does not call one line after the other side by side', () => {
    const next = aPipe('gas', 0, { key: 'next', path: [place(0, 40.2), place(0, 80)] })
    expect(check(clearance, { lines: [aPipe('gas', 0), next] }).findings).toEqual([])
  })
})

describe('clearance to buildings', () => {
  const ring = [place(3, 10), place(20, 10), place(20, 30), place(3, 30)]
  const buildings = [{ rings: [ring], ground: 5, height: 12 }]

  it('is measured to the wall', () => {
    const [found] = check(buildingClearance, { lines: [aPipe('sewer', 1)], buildings }).findings
    expect(found).toMatchObject({ rule: 'clearance-building', expected: '≥ 2.50 m', clause: 'GB 50289-2016, 4.1.9' })
    expect(found?.value).toBeCloseTo(1.9, 2)
    expect(check(buildingClearance, { lines: [aPipe('sewer', -5)], buildings }).findings).toEqual([])
  })

  it('a line under a building is told as such, a house connection is not judged', () => {
    const under = across('gas', 3, { path: [place(-10, 20), place(40, 20)] })
    expect(check(buildingClearance, { lines: [under], buildings }).findings.map(({ rule }) => rule)).toEqual([
      'under-building',
    ])
    const points = [aPoint({ key: 'H', ...place(2.5, 20), discipline: 'gas' })]
    const service = across('gas', 3, { endPoint: 'H', path: [place(-10, 20), place(2.5, 20)] })
    expect(check(buildingClearance, { points, lines: [service], buildings }).findings).toEqual([])
  })
})

describe('cover', () => {
  it('of a drain counts from the top of its section, by the verified limit', () => {
    const [found] = check(cover, { lines: [aPipe('sewer', 0, { start: level(4.3), end: level(4.3) })] }).findings
    expect(found).toMatchObject({ rule: 'cover', value: 0.5, clause: 'GB 50014-2021 §5.3.7', isExample: false })
  })

  it('between the limits of footway and carriageway is only counted', () => {
    const { findings, facts } = check(cover, { lines: [aPipe('sewer', 0, { start: level(4.15), end: level(4.15) })] })
    expect(findings).toEqual([])
    expect(facts).toEqual({ 'cover enough under footways only': 1 })
  })
})

describe('completeness', () => {
  it('tells what a census row lacks, and counts cells by owner', () => {
    const line = aPipe('gas', 0, { owner: 'E1', material: 'PE', builtYear: 2010 })
    const { findings } = check(completeness, { lines: [line] })
    expect(findings[0]?.message).toEqual({ zh: '必填属性缺失：压力', en: 'required, but not given: pressure' })
    const model = { ...line, source: { file: 'pipes.geojson', row: 1 } }
    expect(check(completeness, { lines: [model] }).findings).toEqual([])
  })
})

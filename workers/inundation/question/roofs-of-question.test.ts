import { describe, expect, it } from 'vitest'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import { encodeFloodSurface, type FloodSurface, type Rings } from '../../../src/domain/inundation/flood-surface.ts'
import { valley, valleyQuestion } from '../../../tests/kit/a-flood.ts'
import { drive } from '../../drive.ts'
import { prepare } from '../prepare/prepare.ts'
import { inundation } from '../simulation.ts'
import { caseOfQuestion } from './case-of-question.ts'

const INP = `[OPTIONS]
FLOW_UNITS CMS
[JUNCTIONS]
Y1 1 2
Y9 1.2 2
[OUTFALLS]
O 0.5 FREE NO
[CONDUITS]
P1 Y1 O 40 0.013 0 0
P9 Y9 Y1 40 0.013 0 0
[XSECTIONS]
P1 CIRCULAR 0.5 0 0 0
P9 CIRCULAR 0.5 0 0 0
`
const opening = {
  node: 'Y1',
  kind: 'inlet',
  at: [valley.west + 42, valley.south + 62],
  rim_m: 3,
  width_m: 0.5,
} as const
const DRAINS: NonNullable<FloodQuestion['plan']['drainage']> = {
  ...{ path: 'd', nodes: 3, links: 2, pumps: [], gates: [], outfalls: [] },
  openings: [{ ...opening, at: [...opening.at] }],
}

/** Cells from a first column and row to before a last one, as a ring. */
const block = (column: number, row: number, toColumn: number, toRow: number) => {
  const [x0, y0] = [valley.west + 4 * column, valley.south + 4 * row]
  const [x1, y1] = [valley.west + 4 * toColumn, valley.south + 4 * toRow]
  return [x0, y0, x1, y0, x1, y1, x0, y1]
}
const building = (roofTo: string, ...rings: Rings) => ({ height: 9, roofTo, rings })
const at = (column: number, row: number) => ({
  place: [valley.west + 4 * column + 2, valley.south + 4 * row + 2],
})

function ask(
  buildings: FloodSurface['buildings'],
  areas: Rings = [],
  more: Partial<FloodQuestion> = {},
): FloodQuestion {
  const surface = encodeFloodSurface({
    ...{ base: { name: '', roughness: 0.03, source: '' }, buildings },
    classes: [{ name: 'water', roughness: 0.03, source: '' }],
    areas: areas.map((ring) => ({ kind: 0, rings: [ring] })),
  })
  return { ...valleyQuestion, surface: surface.slice().buffer, ...more }
}
const withDrains = (buildings: FloodSurface['buildings'], more: Partial<FloodQuestion> = {}) =>
  ask(buildings, [], {
    ...{ drainage: new TextEncoder().encode(INP).buffer as ArrayBuffer, ...more },
    plan: { ...valleyQuestion.plan, drainage: DRAINS },
  })
const targets = (question: FloodQuestion) => caseOfQuestion(question).given.roofs.map(({ to }) => to)
const told = (question: FloodQuestion) => caseOfQuestion(question).told.map(({ en }) => en)

describe('a roof of a question', () => {
  it('drains to the node that the survey names, to a closed chamber too', () => {
    const question = withDrains([building('Y1', block(15, 5, 20, 10)), building('Y9', block(25, 5, 30, 10))])
    expect(targets(question)).toEqual([{ manhole: 'Y1' }, { manhole: 'Y9' }])
    expect(prepare(caseOfQuestion(question).given).openDrains()?.fromRoofs).toHaveLength(3)
    expect(told(question).join()).not.toMatch(/roof/)
  })

  it('whose node is unknown or none of the drains comes down on the lowest ground beside it, and is told', () => {
    // south of the axis in row 15 the valley falls to the north
    const question = withDrains([building('', block(15, 5, 20, 10)), building('gone', block(25, 5, 30, 10))])
    expect(targets(question)).toEqual([at(15, 10), at(25, 10)])
    expect(told(question).slice(-2)).toEqual([
      expect.stringMatching(/^1 roofs drain to nodes that are not among the drains.*: gone\.$/),
      expect.stringMatching(/^Of 2 buildings it is not known.*lowest open ground beside each/),
    ])
  })

  it('does so in a city without drains', () => {
    expect(targets(ask([building('Y1', block(15, 5, 20, 10))]))).toEqual([at(15, 10)])
  })

  it('drains to the street rather than into its courtyard, and on to land rather than into water', () => {
    const around = building('', block(15, 13, 20, 18), block(17, 15, 18, 16))
    // the courtyard lies on the axis of the valley, as low as the ground to the west and east
    expect(targets(ask([around]))).toEqual([at(14, 15)])
    const water = block(10, 14, 40, 18)
    expect(targets(ask([building('', block(15, 8, 20, 14))], [water]))).toEqual([at(14, 13)])
    // on an island of water alone it goes there
    expect(targets(ask([building('', block(15, 8, 20, 14))], [block(0, 0, 40, 30)]))).toEqual([at(15, 14)])
  })

  it('drains into its courtyard where nothing else is open, and nowhere where blocks stand all around', () => {
    const ring = building('Y1', block(10, 10, 25, 25), block(14, 14, 21, 21))
    const inner = building('', block(14, 14, 21, 21), block(17, 17, 18, 18))
    const whole = building('', block(14, 14, 21, 21))
    expect(targets(withDrains([ring, inner]))).toEqual([{ manhole: 'Y1' }, at(17, 17)])
    expect(targets(withDrains([ring, whole]))).toEqual([{ manhole: 'Y1' }])
    // 7 × 7 cells of 16 m²
    expect(told(withDrains([ring, whole]))).toContainEqual(expect.stringContaining('Of 1 buildings (784 m² of roofs)'))
  })

  it('smaller than a cell is none: it rains on its ground', () => {
    const [x, y] = [valley.west + 60.5, valley.south + 40.5]
    const question = ask([building('', [x, y, x + 1, y, x + 1, y + 1, x, y + 1])])
    expect(targets(question)).toEqual([])
    expect(told(question).join()).not.toMatch(/roof/)
  })

  it('loses no rain: what falls on the whole ground arrives on it', async () => {
    const scenario = { ...valleyQuestion.scenario, rain: 'live' as const, hours: 0.25 }
    const liveRain = { steps: [{ from_s: 0, gauges: [{ at: [0, 0] as [number, number], mm_h: 60 }] }], told: [] }
    const buildings = [building('', block(15, 5, 20, 10)), building('', block(25, 5, 30, 10), block(27, 7, 28, 8))]
    const result = await drive(inundation, ask(buildings, [], { scenario, liveRain }), () => {})
    if (!result.ok) throw new Error(result.failure.detail)
    const { volumes } = result.value.outcome
    // 60 mm/h for a quarter of an hour on 39 × 30 cells of 16 m²
    expect(volumes.rain).toBeCloseTo(0.015 * 39 * 30 * 16, 6)
    expect(volumes.final / volumes.rain).toBeCloseTo(1, 6)
  })
})

import { describe, expect, it } from 'vitest'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import { encodeFloodSurface, type FloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import type { FloodScenario } from '../../../src/domain/inundation/scenario.ts'
import { valley, valleyQuestion } from '../../../tests/kit/a-flood.ts'
import { drive } from '../../drive.ts'
import { inundation } from '../simulation.ts'
import { caseOfQuestion } from './case-of-question.ts'

const { columns, rows, size, west, south } = valley
const SOIL = { initial_mm_h: 50.8, final_mm_h: 0, decay_per_h: 7, drying_time_h: 336, source: 'clay' }
const GRASS = { name: 'grass', roughness: 0.035, source: '', infiltration: SOIL }
const ROAD = { name: 'road', roughness: 0.02, source: '' }
const WATER = { name: 'water', roughness: 0.03, source: '' }

/** Columns from a first to before a last, over all rows. */
const band = (first: number, end: number) => [
  ...[west + size * first, south, west + size * end, south],
  ...[west + size * end, south + size * rows, west + size * first, south + size * rows],
]
/** Grass all over, a road over it, and a pond. */
const COVER: FloodSurface = {
  ...{ base: GRASS, classes: [ROAD, WATER], buildings: [] },
  areas: [
    { kind: 0, rings: [band(10, 20)] },
    { kind: 1, rings: [band(30, 35)] },
  ],
}

function ask(cover: FloodSurface | null, scenario: Partial<FloodScenario> = {}): FloodQuestion {
  return {
    ...valleyQuestion,
    surface: cover && encodeFloodSurface(cover).slice().buffer,
    scenario: { ...valleyQuestion.scenario, rain: 'live', hours: 0.25, infiltration: 'cover', ...scenario },
    liveRain: { steps: [{ from_s: 0, gauges: [{ at: [0, 0], mm_h: 60 }] }], told: [] },
  }
}
const told = (question: FloodQuestion) => caseOfQuestion(question).told.map(({ zh }) => zh)

async function run(question: FloodQuestion) {
  const result = await drive(inundation, question, () => {})
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

describe('infiltration of a question', () => {
  it('is none unless it is asked for, whatever the land cover has: the case is the same', () => {
    const bare = { ...COVER, base: { ...ROAD, name: 'grass', roughness: 0.035 } }
    const none = caseOfQuestion(ask(COVER, { infiltration: 'none' }))
    expect(none).toEqual(caseOfQuestion(ask(bare, { infiltration: 'none' })))
    expect(none.given.infiltration).toEqual([])
    expect(none.told.map(({ zh }) => zh)).toContainEqual(expect.stringMatching(/^未计下渗：绿地、裸地不吸水/))
  })

  it('is of pervious ground alone: sealed ground, water and what is no cell take none', () => {
    const { given } = caseOfQuestion(ask(COVER))
    const { source: _, ...rates } = SOIL
    expect(given.infiltration).toMatchObject([{ method: 'horton', ...rates }])
    const isPervious = [...(given.infiltration[0]?.cells?.values ?? [])].slice(0, columns)
    expect(isPervious).toEqual(
      Array.from({ length: columns }, (_, c) => (c === 0 || (c >= 10 && c < 20) || (c >= 30 && c < 35) ? 0 : 1)),
    )
    // 24 of 40 columns of 30 cells of 16 m²
    expect(told(ask(COVER))).toContainEqual(
      expect.stringMatching(/^下渗按地表覆盖估算：透水地表 1\.2 ha.*初渗率 50\.8 mm\/h.*示例值.*clay/),
    )
    expect(told(ask(COVER)).join()).not.toContain('未计下渗')
  })

  it('takes what Horton says of ground under water, and both accounts close', async () => {
    const { outcome, balance } = await run(ask({ ...COVER, areas: [] }))
    // of 60 mm/h for 15 min: 50.8 mm/h / 7 1/h (1 − e^(−7 · 0.25)) = 5.996 mm on 39 × 30 cells of 16 m²
    const most = 0.005996 * 39 * 30 * 16
    expect(outcome.volumes.infiltrated).toBeLessThan(1.001 * most)
    expect(outcome.volumes.infiltrated).toBeGreaterThan(0.9 * most)
    for (const { error } of balance) expect(error).toBeLessThan(1e-6)
  })

  it('leaves less water on land than without', async () => {
    const [without, counted] = await Promise.all([run(ask(COVER, { infiltration: 'none' })), run(ask(COVER))])
    const volume = ({ outcome }: typeof without) => outcome.volumes.final
    expect(without.outcome.volumes.infiltrated).toBe(0)
    expect(volume(counted)).toBeLessThan(volume(without) - 50)
    expect(volume(counted) + counted.outcome.volumes.infiltrated).toBeCloseTo(volume(without), 3)
  })

  it('is told as not counted where it is asked for and the build has no rates', () => {
    for (const cover of [null, { ...COVER, base: ROAD }]) {
      expect(caseOfQuestion(ask(cover)).given.infiltration).toEqual([])
      expect(told(ask(cover))).toContainEqual(expect.stringMatching(/^未计下渗：情景选了按地表覆盖估算/))
    }
  })
})

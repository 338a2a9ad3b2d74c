import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../../src/domain/inundation/figures.ts'
import { encodeFloodGround } from '../../../src/domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import { encodeFloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import { FIRST_SCENARIO } from '../../../src/domain/inundation/scenario.ts'
import { drive } from '../../drive.ts'
import { Refusal } from '../../refusal.ts'
import { caseSchema } from '../case/case.ts'
import { prepare } from '../prepare/prepare.ts'
import { inundation } from '../simulation.ts'
import { caseOfQuestion } from './case-of-question.ts'

/** 20 × 10 cells of 10 m that rise from a sea in the west; behind a ridge lies a hollow that the sea does not reach. */
const HEIGHTS = [-3, -2, -1, 0, 1, 2, 3, 4, 3, 1, -1, 1, 3, 4, 5, 6, 7, 8, 9, 10]
const bed = Float32Array.from({ length: 200 }, (_, cell) => HEIGHTS[cell % 20] as number)
const GROUND = { columns: 20, rows: 10, size: 10, west: 0, south: 0, bed }
const FORMULA = { a1: 10, c: 0.8, b: 10, n: 0.7, r: 0.4 }

const PLAN: FloodPlan = {
  ...{ city: 'c', build: 'b', crs: 'EPSG:4547', passages: [], surface: null, drainage: null, population: null },
  grids: [{ path: 'g', size: 10, columns: 20, rows: 10, west: 0, south: 0, unknown: 0 }],
  entries: [{ id: 'metro', name: '', kind: 'metro', at: [105, 50], sill_m: 0.5, volume_m3: null }],
  streets: [],
  boundaries: [
    { side: 'west', from_m: 0, to_m: 100, water: 'sea' },
    { side: 'east', from_m: 0, to_m: 100, water: null },
  ],
  waters: [
    { water: 'sea', hour: 0, level_m: 0.5, discharge_m3_s: null },
    { water: 'sea', hour: 6, level_m: 1.5, discharge_m3_s: null },
  ],
  storms: [{ id: 's', name: '', ...FORMULA, source: 'x' }],
  ...{ gauges: [], missing: [], assumed: [], normalLevels: [] },
}

const ask = (...asked: Parameters<typeof askAll>) => askAll(...asked).given

function askAll(...asked: Parameters<typeof questionOf>) {
  return caseOfQuestion(questionOf(...asked))
}

function questionOf(
  more: Partial<FloodQuestion> = {},
  scenario: Partial<FloodQuestion['scenario']> = {},
): FloodQuestion {
  return {
    plan: PLAN,
    scenario: { ...FIRST_SCENARIO, stormMinutes: 120, cell: 10, ...scenario },
    ground: encodeFloodGround(GROUND).slice().buffer,
    ...{ surface: null, drainage: null, liveRain: null, ...more },
  }
}

describe('a question about a city', () => {
  it('becomes a case that can be computed', () => {
    const prepared = prepare(caseSchema.parse(ask()))
    expect(prepared).toMatchObject({ duration: 10_800, outputInterval: 60 })
    expect(prepared.entries).toHaveLength(1)
  })

  it('rains what the formula of the city says', () => {
    const { a1, c, b, n, r } = FORMULA
    expect(ask().rain).toEqual({
      storm: { a1, c, b_min: b, n, return_period_a: 50, duration_s: 7200, peak_ratio: r, step_s: 300, start_s: 0 },
    })
  })

  it('fills what the sea reaches to its level, and no hollow behind a ridge', () => {
    const { depth } = prepare(caseSchema.parse(ask()))
    expect([...depth.subarray(0, 5)]).toEqual([3.5, 2.5, 1.5, 0.5, 0])
    expect(depth[10]).toBe(0)
  })

  it('raises the sea by its surge at every hour', () => {
    const [west, east] = ask({}, { surge: 1 }).boundaries
    expect(west).toMatchObject({
      type: 'stage',
      series: [
        [0, 1.5],
        [21_600, 2.5],
      ],
    })
    expect(east).toMatchObject({ type: 'free' })
  })

  it('takes buildings out of the ground but not their courtyards, and roughness from what covers it', () => {
    const surface = encodeFloodSurface({
      base: { name: 'ground', roughness: 0.05, source: '' },
      classes: [{ name: 'road', roughness: 0.013, source: '' }],
      areas: [{ kind: 0, rings: [[0, 0, 200, 0, 200, 10, 0, 10]] }],
      buildings: [
        {
          height: 9,
          roofTo: '',
          rings: [
            [120, 20, 180, 20, 180, 80, 120, 80],
            [140, 40, 160, 40, 160, 60, 140, 60],
          ],
        },
      ],
    })
    const { grid } = prepare(caseSchema.parse(ask({ surface: surface.slice().buffer })))
    expect(grid.bed.filter(Number.isNaN)).toHaveLength(36 - 4)
    expect(grid.bed[4 * 20 + 14]).toBe(5)
    expect([grid.roughness[5], grid.roughness[25]]).toEqual([0.013, 0.05])
  })

  it('knows a river by the land cover, though it begins dry, and the sea by its water', () => {
    const surface = encodeFloodSurface({
      base: { name: 'ground', roughness: 0.05, source: '' },
      classes: [{ name: 'water', roughness: 0.03, source: '' }],
      areas: [{ kind: 0, rings: [[160, 0, 180, 0, 180, 100, 160, 100]] }],
      buildings: [],
    })
    const { waters, depth } = prepare(caseSchema.parse(ask({ surface: surface.slice().buffer })))
    expect([...waters.subarray(0, 20)]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0])
    expect([depth[3], depth[16]]).toEqual([0.5, 0])
  })

  it('has as water what the tide never leaves: what it comes over and goes from is land', () => {
    const tide = [0.5, -1.5, 2.5].map(
      (level_m, n) => ({ water: 'sea', hour: 6 * n, level_m, discharge_m3_s: null }) as const,
    )
    const { waters, depth } = prepare(caseSchema.parse(ask({ plan: { ...PLAN, waters: tide } })))
    expect([...depth.subarray(0, 5)]).toEqual([3.5, 2.5, 1.5, 0.5, 0])
    expect([...waters.subarray(0, 5)]).toEqual([1, 1, 0, 0, 0])
  })

  it('is the same water whatever surge comes: what a surge stands on is land', () => {
    const [calm, high] = [0, 5].map((surge) => prepare(caseSchema.parse(ask({}, { surge }))))
    expect(high?.waters).toEqual(calm?.waters)
    expect(high?.depth[5]).toBe(3.5)
  })

  it('floods never fewer people, streets and land by a higher surge', async () => {
    const axis: [number, number][] = [
      [10, 50],
      [190, 50],
    ]
    const plan: FloodPlan = {
      ...PLAN,
      boundaries: PLAN.boundaries.slice(0, 1),
      streets: [{ id: 'quay', name: { zh: '码头', en: 'quay' }, class: 'branch', width_m: 10, axis }],
      population: { size_m: 20, cells: [5, 6, 7, 8, 9].map((n) => [20 * n - 10, 50, 200]) },
    }
    const asked = { rain: 'none', hours: 0.1 } as const
    const told = await Promise.all(
      [0, 1.5, 2, 3, 4, 5].map(async (surge) => {
        const result = await drive(inundation, questionOf({ plan }, { ...asked, surge }), () => undefined)
        if (!result.ok) throw new Error(result.failure.detail)
        const { area, streets, people, deepest } = figuresOf(GROUND, result.value.outcome)
        return { area, streets, people: people ?? -1, deepest }
      }),
    )
    told.slice(1).forEach((more, n) => {
      const less = told[n] as (typeof told)[number]
      for (const figure of ['area', 'streets', 'people', 'deepest'] as const)
        expect(more[figure]).toBeGreaterThanOrEqual(less[figure])
    })
    expect(told[0]?.people).toBe(0)
    expect(told.at(-1)?.people).toBeGreaterThan(0)
  })

  it('begins a river at the levels surveyed along it, and tells of a lake without any', () => {
    const surface = encodeFloodSurface({
      base: { name: 'ground', roughness: 0.05, source: '' },
      classes: [{ name: 'water', roughness: 0.03, source: '' }],
      areas: [
        { kind: 0, rings: [[140, 0, 200, 0, 200, 50, 140, 50]] },
        { kind: 0, rings: [[140, 80, 160, 80, 160, 100, 140, 100]] },
      ],
      buildings: [],
    })
    // half a metre above a bed that rises from 5 m to 10 m
    const normalLevels: FloodPlan['normalLevels'] = [
      { at: [195, 25], level_m: 10.5 },
      { at: [145, 25], level_m: 5.5 },
    ]
    const asked = askAll({ surface: surface.slice().buffer, plan: { ...PLAN, normalLevels } })
    const { depth } = prepare(caseSchema.parse(asked.given))
    const row = [...depth.subarray(2 * 20 + 14, 3 * 20)]
    expect(row).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    expect(depth[9 * 20 + 14]).toBe(0)
    expect(depth[6 * 20 + 14]).toBe(0)
    expect(asked.told.map(({ en }) => en)).toContainEqual(
      expect.stringMatching(/^Of 1 rivers and lakes no normal level/),
    )
  })

  it('is refused where the city lacks what it needs', () => {
    expect(() => ask({ plan: { ...PLAN, storms: [] } })).toThrow(/暴雨强度公式/)
    expect(() => ask({}, { rain: 'live' })).toThrow(/no gauge/)
    const [metro] = PLAN.entries
    expect(() => ask({ plan: { ...PLAN, entries: metro ? [{ ...metro, id: '' }] : [] } })).toThrow(Refusal)
    expect(ask({ plan: { ...PLAN, storms: [] } }, { rain: 'none' }).rain).toEqual([])
  })

  it('rains as the gauges told, and says what they did not', () => {
    const told = [{ zh: '降雨：1 个雨量站没有读数', en: 'rain: 1 gauge told nothing' }]
    const [west, east] = [
      { at: [0, 50] as [number, number], mm_h: 30 },
      { at: [80, 50] as [number, number], mm_h: 5 },
    ]
    const steps = [
      { from_s: 0, gauges: [west, east] },
      { from_s: 600, gauges: [east] },
    ]
    const asked = askAll({ liveRain: { steps, told } }, { rain: 'live' })
    const { rain } = asked.given
    const fields = 'fields' in rain ? rain.fields.map(({ t_s, mm_h }) => ({ t_s, ...mm_h })) : []
    expect(fields).toMatchObject([{ t_s: 0, ...{ columns: 20, rows: 10, size: 10, west: 0, south: 0 } }, { t_s: 600 }])
    // half way between them lies x = 40: four columns of cells have the rain of the western one, until it tells nothing
    const row = [...Array(4).fill(30), ...Array(16).fill(5)]
    expect([...(fields[0]?.values ?? [])]).toEqual(Array(10).fill(row).flat())
    expect(new Set(fields[1]?.values)).toEqual(new Set([5]))
    expect(asked.told).toContainEqual(told[0])
  })
})

import { describe, expect, it } from 'vitest'
import { withoutBanks } from '../../../src/domain/inundation/bank.ts'
import { figuresOf } from '../../../src/domain/inundation/figures.ts'
import { encodeFloodGround } from '../../../src/domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import { encodeFloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import { FIRST_SCENARIO, type FloodScenario } from '../../../src/domain/inundation/scenario.ts'
import { drive } from '../../drive.ts'
import { prepare } from '../prepare/prepare.ts'
import { inundation } from '../simulation.ts'
import { caseOfQuestion } from './case-of-question.ts'

const [COLUMNS, ROWS, SIZE] = [20, 10, 10]
const PLAIN = 5
const BANK = 8
/** A plain of 200 m × 100 m with a bank of two cells' width from south to north, at 100 to 120 m. */
const bed = Float32Array.from({ length: COLUMNS * ROWS }, (_, cell) =>
  [10, 11].includes(cell % COLUMNS) ? BANK : PLAIN,
)
const PLAN: FloodPlan = {
  ...{ city: 'c', build: 'b', crs: 'EPSG:4547', passages: [], surface: null, drainage: null, population: null },
  grids: [{ path: 'g', size: SIZE, columns: COLUMNS, rows: ROWS, west: 0, south: 0, unknown: 0 }],
  ...{
    entries: [],
    streets: [],
    boundaries: [],
    waters: [],
    storms: [],
    gauges: [],
    missing: [],
    assumed: [],
    normalLevels: [],
  },
}
const BURST = {
  name: 'burst',
  at: [35, 50],
  series: [
    [0, 1],
    [300, 2],
    [600, 0],
  ],
} satisfies Source
const VOLUME = 300 * 1 + 300 * 2
const BREACH: FloodScenario['breaches'][number] = {
  name: 'bank',
  line: [
    [110, 30],
    [110, 70],
  ],
  ...{ thickness_m: 20, bottom_m: PLAIN, time_s: 600, growth_s: 60 },
}

type Source = FloodScenario['sources'][number]

function question(scenario: Partial<FloodScenario>, ground = bed) {
  return {
    plan: PLAN,
    scenario: { ...FIRST_SCENARIO, rain: 'none' as const, cell: SIZE, hours: 0.5, ...scenario },
    ground: encodeFloodGround({ columns: COLUMNS, rows: ROWS, size: SIZE, west: 0, south: 0, bed: ground }).slice()
      .buffer,
    ...{ surface: null, drainage: null, liveRain: null },
  }
}

const DIKE: FloodScenario['breaches'][number] = { ...BREACH, bottom_m: -1, time_s: 300 }

/** A sea of 1 m in the west, a dike of 4 m, and a polder at −1 m with a street and 100 people. */
function atSea(scenario: Partial<FloodScenario>) {
  const axis: [number, number][] = [
    [130, 50],
    [190, 50],
  ]
  const plan: FloodPlan = {
    ...PLAN,
    boundaries: [{ side: 'west', from_m: 0, to_m: 100, water: 'sea' }],
    waters: [{ water: 'sea', hour: 0, level_m: 1, discharge_m3_s: null }],
    streets: [{ id: 's', name: { zh: '路', en: 'street' }, class: 'branch', width_m: 10, axis }],
    population: { size_m: 20, cells: [[170, 50, 100]] },
  }
  const ground = bed.map((level) => (level === BANK ? 4 : -1))
  return { ...question(scenario, ground), plan }
}

async function run(scenario: Partial<FloodScenario>) {
  const result = await drive(inundation, question(scenario), () => undefined)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

/** Deepest water in the columns from one to another [m]. */
function deepest(depth: Float32Array, from: number, to: number): number {
  return depth.reduce((most, value, cell) => {
    const column = cell % COLUMNS
    return column >= from && column < to && value > most ? value : most
  }, 0)
}

describe('water that comes up', () => {
  it('is all there, step by step', async () => {
    const { outcome } = await run({ sources: [BURST] })
    expect(Math.abs(outcome.volumes.inflow - VOLUME) / VOLUME).toBeLessThan(1e-5)
    expect(deepest(outcome.extremes.depth, 0, 10)).toBeGreaterThan(0.05)
  })

  it('is tested by its depth before an entry whose ramp the grid does not have, and that is told', async () => {
    const entry = { name: '', kind: 'metro', at: [35, 50] as [number, number], volume_m3: null }
    const entries = [
      { ...entry, id: 'on the plain', sill_m: PLAIN },
      { ...entry, id: 'below it', sill_m: PLAIN - 3 },
    ]
    const asked = { ...question({ sources: [BURST] }), plan: { ...PLAN, entries } }
    const result = await drive(inundation, asked, () => undefined)
    if (!result.ok) throw new Error(result.failure.detail)
    const { outcome, caveats } = result.value
    expect(outcome.entries[1]?.over).toBe(outcome.entries[0]?.over)
    expect(caveats.filter(({ zh }) => zh.includes('below it'))).toHaveLength(1)
    expect(caveats.filter(({ zh }) => zh.includes('on the plain'))).toHaveLength(0)
  })

  it('is told as far as it comes after the end', () => {
    const { told } = caseOfQuestion(
      question({
        sources: [
          {
            ...BURST,
            series: [
              [0, 1],
              [2400, 0],
            ],
          },
        ],
      }),
    )
    expect(told.slice(0, 1).map(({ en }) => en)).toEqual(['"burst" gives 600 m³ more after the end: they are not in.'])
  })

  it('under a building comes up on the nearest open ground, and is refused where there is none', () => {
    const wall = bed.map((level, cell) => (cell % COLUMNS < 5 ? Number.NaN : level))
    const moved = caseOfQuestion(question({ sources: [{ ...BURST, at: [35, 50] }] }, wall))
    expect(moved.given.sources).toMatchObject([{ x: 55, y: 45 }])
    expect(moved.told[0]?.en).toContain('At "burst" there is a building')
    expect(() => caseOfQuestion(question({ sources: [{ ...BURST, at: [5, 50] }] }, wall))).toThrow(
      'source "burst" at 5, 50: no open ground within 30 m',
    )
  })

  it('is refused when its times do not rise', () => {
    const backwards: Source = {
      ...BURST,
      series: [
        [0, 1],
        [0, 2],
      ],
    }
    expect(() => caseOfQuestion(question({ sources: [backwards] }))).toThrow('source "burst": time 0 s after 0 s')
  })
})

describe('a barrier', () => {
  const line: [number, number][] = [
    [80, 0],
    [80, 100],
  ]

  it('stands at its level, or above the ground that it runs over', () => {
    const crests = (crest: FloodScenario['barriers'][number]['crest'], over = line) => {
      const { given } = caseOfQuestion(question({ barriers: [{ name: 'b', line: over, crest, time_s: 0 }] }))
      return prepare(given).grid.crestEast?.filter(Number.isFinite)
    }
    expect(crests({ level_m: 7 })).toEqual(new Float64Array(ROWS).fill(7))
    expect(crests({ above_m: 0.5 })).toEqual(new Float64Array(ROWS).fill(PLAIN + 0.5))
  })

  it('keeps water back that would else pass', async () => {
    const barriers = [{ name: 'b', line, crest: { above_m: 2 }, time_s: 0 }]
    const [free, kept] = [await run({ sources: [BURST] }), await run({ sources: [BURST], barriers })]
    expect(deepest(free.outcome.extremes.depth, 8, 10)).toBeGreaterThan(0.02)
    expect(deepest(kept.outcome.extremes.depth, 8, 10)).toBe(0)
  })

  it('stands from its time on: what came before lies behind it', async () => {
    const beyond = async (time_s: number) => {
      const { outcome } = await run({
        sources: [{ ...BURST, at: [45, 50] }],
        barriers: [{ name: 'b', line, crest: { above_m: 3 }, time_s }],
      })
      return outcome.extremes.depth.reduce((sum, depth, cell) => sum + (cell % COLUMNS === 8 ? depth : 0), 0)
    }
    const [atOnce, late, never] = await Promise.all([0, 200, 1e6].map(beyond))
    expect(atOnce).toBe(0)
    expect(late).toBeGreaterThan(0)
    expect(never).toBeGreaterThan(2 * (late as number))
  })

  it('keeps the sea out that stands higher than the ground behind it, no longer than it is up and high enough', () => {
    const behind = (crest_m: number, time_s: number) => {
      const across = {
        name: 'b',
        line: line.map(([, y]): [number, number] => [40, y]),
        crest: { level_m: crest_m },
        time_s,
      }
      const { depth } = prepare(caseOfQuestion(atSea({ barriers: [across] })).given)
      return [depth[5 * COLUMNS + 3], depth[5 * COLUMNS + 4]]
    }
    expect(behind(1.5, 0)).toEqual([2, 0])
    expect(behind(0.5, 0)).toEqual([2, 2])
    expect(behind(1.5, 600)).toEqual([2, 2])
  })

  it('is laid once: what the water at the start stands before is what the solver has', () => {
    const barriers = [
      { name: 'up', line: line.map(([, y]): [number, number] => [40, y]), crest: { level_m: 1.5 }, time_s: 0 },
      { name: 'later', line: line.map(([, y]): [number, number] => [80, y]), crest: { above_m: 1 }, time_s: 60 },
    ]
    const { given, standing } = caseOfQuestion(atSea({ barriers }))
    const prepared = prepare(given, standing)
    expect(prepared.grid.crestEast).toBe(standing.grid.crestEast)
    expect(prepared.structures.crests).toBe(standing.crests)
    // as a case from a file has it
    const { grid, depth } = prepare(given)
    expect({ grid: prepared.grid, depth: prepared.depth }).toEqual({ grid, depth })
  })

  it('is refused on the faces of another, in both languages by its name', async () => {
    const crest = { above_m: 1 }
    const barriers = ['东侧', '西侧'].map((name) => ({ name, line, crest, time_s: 60 }))
    const result = await drive(inundation, question({ barriers }), () => undefined)
    expect(result).toMatchObject({
      failure: {
        kind: 'invalid',
        message: {
          zh: '“西侧”：与 structures[0] (wall "东侧") 有共同的格边，应各占各的',
          en: 'structures[1] (wall "西侧"): shares a face with structures[0] (wall "东侧"), expected faces of its own',
        },
      },
    })
  })

  it('is refused beside all ground', () => {
    const beside: [number, number][] = [
      [900, 0],
      [900, 50],
    ]
    const barriers = [{ name: 'b', line: beside, crest: { above_m: 1 }, time_s: 0 }]
    expect(() => caseOfQuestion(question({ barriers }))).toThrow('barrier "b": no ground under its line')
  })
})

describe('a bank that breaks', () => {
  it('lets water through from its time on and not before, through its gap alone', async () => {
    const { outcome, caveats } = await run({ sources: [BURST], breaches: [BREACH] })
    const { arrival, depth } = outcome.extremes
    const first = arrival[0] as Float32Array
    const beyond = [...first].filter((time, cell) => cell % COLUMNS >= 12 && !Number.isNaN(time))
    expect(Math.min(...beyond)).toBeGreaterThan(600)
    expect(depth[0 * COLUMNS + 10]).toBe(0)
    expect(caveats[0]?.en).toContain('until it breaks a wall of level 8.00 m stands for it')
  })

  it('holds for ever when it never breaks', async () => {
    const { outcome } = await run({ sources: [BURST], breaches: [{ ...BREACH, time_s: 1e6 }] })
    expect(deepest(outcome.extremes.depth, 12, COLUMNS)).toBe(0)
  })

  it('keeps the sea out of the polder until it breaks, and the polder is land', async () => {
    const { given } = caseOfQuestion(atSea({ breaches: [{ ...DIKE, time_s: 3600 }] }))
    const { depth, waters } = prepare(given)
    // at rest before the wall in the middle of the bank, also where the bank is taken out
    for (const column of [0, 9, 10]) expect(depth[5 * COLUMNS + column]).toBe(2)
    for (let column = 11; column < COLUMNS; column++) expect(depth[5 * COLUMNS + column]).toBe(0)
    expect([...waters.subarray(5 * COLUMNS, 6 * COLUMNS)]).toEqual(
      Array.from({ length: 20 }, (_, c) => (c < 11 ? 1 : 0)),
    )
  })

  it('is computed on the ground that a page draws', () => {
    const { given } = caseOfQuestion(question({ breaches: [BREACH] }))
    const drawn = withoutBanks({ columns: COLUMNS, rows: ROWS, size: SIZE, west: 0, south: 0, bed }, [BREACH])
    expect([...prepare(given).grid.bed]).toEqual([...drawn.bed])
    expect(drawn.bed[5 * COLUMNS + 10]).toBe(PLAIN)
  })

  it('floods who live in the polder from its time on', async () => {
    const result = await drive(inundation, atSea({ breaches: [DIKE] }), () => undefined)
    if (!result.ok) throw new Error(result.failure.detail)
    const { people, extremes, streets } = result.value.outcome
    const times = [...(extremes.arrival[0] as Float32Array)].filter((_, cell) => cell % COLUMNS >= 12)
    expect(Math.min(...times.filter((time) => !Number.isNaN(time)))).toBeGreaterThan(DIKE.time_s)
    expect(people).toMatchObject({ all: 100, untested: 0 })
    expect(people?.affected).toBeCloseTo(100, 6)
    expect(streets[0]).toMatchObject({ isTested: true })
    expect(streets[0]?.depth).toBeGreaterThan(1)
  })

  it('has no river behind it that its land cover draws over the bank', () => {
    const surface = encodeFloodSurface({
      ...{ base: { name: 'ground', roughness: 0.05, source: '' }, buildings: [] },
      classes: [{ name: 'water', roughness: 0.03, source: '' }],
      areas: [{ kind: 0, rings: [[0, 0, 120, 0, 120, 100, 0, 100]] }],
    })
    const plan = { ...PLAN, normalLevels: [{ at: [50, 50] as [number, number], level_m: PLAIN + 1 }] }
    const asked = { ...question({ breaches: [BREACH] }), plan, surface: surface.slice().buffer }
    const { depth } = prepare(caseOfQuestion(asked).given)
    // on its own side it stands in what is taken out of the bank
    expect([...depth.subarray(5 * COLUMNS + 9, 5 * COLUMNS + 13)]).toEqual([1, 1, 0, 0])
  })

  it('leaves the water before it at rest, and floods nothing, until it breaks', async () => {
    const result = await drive(inundation, atSea({ breaches: [{ ...DIKE, time_s: 3600 }] }), () => undefined)
    if (!result.ok) throw new Error(result.failure.detail)
    const { outcome } = result.value
    expect(Math.max(...outcome.extremes.speed)).toBeLessThan(1e-4)
    const ground = { columns: COLUMNS, rows: ROWS, size: SIZE, west: 0, south: 0, bed }
    expect(figuresOf(ground, outcome)).toMatchObject({ deepest: 0, area: 0, people: 0, streets: 0 })
  })

  it('is refused where nothing stands above its bottom, or nothing at all', () => {
    const ask = (more: Partial<typeof BREACH>) => () => caseOfQuestion(question({ breaches: [{ ...BREACH, ...more }] }))
    expect(ask({ bottom_m: 9 })).toThrow('breach "bank": the bank stands at 8.00 m, expected above its bottom at 9 m')
    expect(
      ask({
        line: [
          [900, 0],
          [900, 9],
        ],
      }),
    ).toThrow('breach "bank": no ground under its line')
  })
})

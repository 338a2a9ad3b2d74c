import { describe, expect, it } from 'vitest'
import { Refusal } from '../../refusal.ts'
import { caseSchema } from '../case/case.ts'
import { prepare } from './prepare.ts'

/** Ten by ten cells of 10 m from 500, 1000; the north-east quarter is no ground. */
function aCase(more: Record<string, unknown> = {}, grid: Record<string, unknown> = {}) {
  const values = Float64Array.from({ length: 100 }, (_, cell) =>
    cell >= 50 && cell % 10 >= 5 ? Number.NaN : cell / 10,
  )
  const dem = { columns: 10, rows: 10, size: 10, west: 500, south: 1000, values }
  return caseSchema.parse({ grid: { dem, manning: 0.03, ...grid }, duration_s: 60, ...more })
}

function faultsOf(more: Record<string, unknown>, grid?: Record<string, unknown>): readonly string[] {
  try {
    prepare(aCase(more, grid))
  } catch (error) {
    if (error instanceof Refusal) return error.faults
    throw error
  }
  return []
}

describe('what is refused before the run', () => {
  it.each([
    [{ gauges: [{ id: 'A', x: 499, y: 1005 }] }, 'gauges[0] "A" at 499, 1005: outside the DEM'],
    [{ gauges: [{ id: 'B', x: 590, y: 1090 }] }, 'gauges[0] "B" at 590, 1090: no ground there'],
    [
      { boundaries: [{ side: 'north', from_m: 50, to_m: 100, type: 'free' }] },
      'boundaries[0] (north from 50 to 100 m): matches no cell',
    ],
    [{ boundaries: [{ side: 'west', from_m: 200, to_m: 300, type: 'free' }] }, 'matches no cell'],
    [
      {
        boundaries: [
          { side: 'west', type: 'free' },
          { side: 'west', from_m: 20, to_m: 40, type: 'wall' },
        ],
      },
      'boundaries[1] (west from 20 to 40 m): overlaps boundaries[0]',
    ],
    [{ sources: [{ x: 900, y: 1000, series: [[0, 1]] }] }, 'sources[0]: no cell'],
  ])('%j', (more, fault) => {
    expect(faultsOf(more).join('\n')).toContain(fault)
  })

  it.each([
    [
      {
        manning: {
          default: 0.03,
          polygons: [
            {
              polygon: [
                [0, 0],
                [1, 0],
                [1, 1],
              ],
              n: 0.02,
            },
          ],
        },
      },
      'grid.manning.polygons[0]: no cell',
    ],
    [
      {
        manning: {
          default: 0.03,
          polygons: [
            {
              polygon: [
                [500, 1000],
                [600, 1000],
                [600, 1100],
              ],
              n: 3,
            },
          ],
        },
      },
      'grid.manning.polygons[0].n: 3, expected 0 to 1',
    ],
    [{ initial_depth: -1 }, 'grid.initial_depth: -1, expected 0 to'],
    [{ initial_depth: 1, initial_level: 2 }, 'both given'],
    [
      { initial_depth: { columns: 1, rows: 1, size: 10, west: 500, south: 1000, values: Float64Array.of(1) } },
      "1 × 1 cells of 10 m from 500, 1000, expected the DEM's 10 × 10",
    ],
  ])('%j', (grid, fault) => {
    expect(faultsOf({}, grid).join('\n')).toContain(fault)
  })

  it('names a level that is none, by its place', () => {
    const values = new Float64Array(100)
    const dem = { columns: 10, rows: 10, size: 10, west: 500, south: 1000, values }
    for (const mark of [-9999, -32768, -3.4028234663852886e38, 9999]) {
      values[12] = mark
      const where = 'at x 525, y 1015 (row 9 from the north, column 3)'
      const expected = 'expected -9000 to 9000 m, or what the file declares as no data'
      expect(faultsOf({}, { dem })).toEqual([`grid.dem: ${mark} ${where}, ${expected}`])
      const level = faultsOf({}, { initial_level: dem })
      expect(level).toEqual([expect.stringContaining(`grid.initial_level: ${mark} ${where}`)])
    }
  })

  it('tells every fault at once', () => {
    const more = { gauges: [{ id: 'A', x: 0, y: 0 }], sources: [{ x: 0, y: 0, series: [[0, 1]] }] }
    expect(faultsOf(more)).toHaveLength(2)
  })

  it.each([
    { rain: [[0, -1]] },
    {
      rain: [
        [0, 5],
        [0, 6],
      ],
    },
    {
      boundaries: [
        {
          side: 'west',
          type: 'stage',
          series: [
            [0, 1],
            [5, Number.NaN],
          ],
        },
      ],
    },
    { boundaries: [{ side: 'west', type: 'stage', series: [] }] },
    { duration_s: 0 },
    { gauge: [] },
  ])('does not take %j for a case', (more) => {
    expect(() => aCase(more)).toThrow(/rain|boundaries|duration_s|gauge/)
  })
})

describe('a case on its grid', () => {
  it('has ground where it is not no data and no building stands', () => {
    const square = [
      [500, 1000],
      [520, 1000],
      [520, 1020],
      [500, 1020],
    ]
    const { grid } = prepare(aCase({ buildings: [square] }))
    expect(grid.bed.filter(Number.isNaN)).toHaveLength(25 + 4)
    expect([0, 1, 10, 11].every((cell) => Number.isNaN(grid.bed[cell]))).toBe(true)
  })

  it('fills it to a level, and nothing above it', () => {
    const { depth, grid } = prepare(aCase({}, { initial_level: 3 }))
    depth.forEach((deep, cell) => {
      expect(deep).toBeCloseTo(Number.isNaN(grid.bed[cell]) ? 0 : Math.max(0, 3 - (grid.bed[cell] as number)), 12)
    })
  })

  it('takes a gauge by the cell that holds it, from the south-west', () => {
    const { gauges } = prepare(aCase({ gauges: [{ id: 'A', x: 514.9, y: 1023 }] }))
    expect(gauges).toEqual([{ id: 'A', column: 1, row: 2 }])
  })

  it('gives polygons their roughness, the last one where they overlap', () => {
    const half = [
      [500, 1000],
      [600, 1000],
      [600, 1050],
      [500, 1050],
    ]
    const strip = [
      [500, 1000],
      [600, 1000],
      [600, 1010],
      [500, 1010],
    ]
    const polygons = [
      { polygon: half, n: 0.02 },
      { polygon: strip, n: 0.01 },
    ]
    const { grid } = prepare(aCase({}, { manning: { default: 0.05, polygons } }))
    expect([grid.roughness[0], grid.roughness[10], grid.roughness[60]]).toEqual([0.01, 0.02, 0.05])
  })
})

it('tells a storm that the formula has no rain for in both languages', () => {
  const formula = { a1: 10, c: 0.8, b_min: 10, n: 1.2, return_period_a: 5, duration_s: 3600 }
  const refused = () => prepare(aCase({ rain: { storm: formula } }))
  expect(refused).toThrow(/duration is 3600, expected up to 3000/)
  try {
    refused()
  } catch (error) {
    const { told } = error as Refusal
    expect(told[0]?.zh).toMatch(/^降雨：设计暴雨：降雨历时为 3600，应为不超过 3000/)
  }
})

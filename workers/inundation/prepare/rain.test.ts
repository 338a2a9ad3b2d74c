import { describe, expect, it } from 'vitest'
import { cellsWithin } from '../../../src/domain/inundation/cells.ts'
import { Refusal } from '../../refusal.ts'
import { caseSchema } from '../case/case.ts'
import { prepare } from './prepare.ts'
import { rainOfCase } from './rain.ts'
import { soilsOf } from './soils.ts'

const dem = { columns: 10, rows: 10, size: 2, west: 100, south: 200, values: new Float64Array(100) }
const square = [
  [100, 200],
  [110, 200],
  [110, 206],
  [100, 206],
]

function aCase(more: Record<string, unknown>) {
  return caseSchema.parse({ grid: { dem, manning: 0.03 }, duration_s: 60, ...more })
}

function faultsOf(more: Record<string, unknown>): string {
  try {
    prepare(aCase(more))
  } catch (error) {
    if (error instanceof Refusal) return error.faults.join('\n')
    throw error
  }
  return ''
}

const laid = { west: 100, south: 200, depth: new Float64Array(100), waters: new Uint8Array(100) }

function rainOf(more: Record<string, unknown>) {
  const faults: string[] = []
  const given = aCase(more)
  const grid = { ...dem, bed: dem.values, roughness: new Float64Array(100) }
  const rain = rainOfCase(given, { ...laid, grid }, dem, () => 0, faults)
  expect(faults).toEqual([])
  if (!rain) throw new Error('no rain')
  return rain
}

/** Cells of 12 m that cover the grid. */
const field = (...values: number[]) => ({
  ...{ columns: 2, rows: 2, size: 12, west: 98, south: 198 },
  values: Float64Array.from(values),
})
const storm = { a1: 11.98, c: 0.811, b_min: 8, n: 0.711, return_period_a: 50, duration_s: 7200, start_s: 600 }

describe('rain of a case', () => {
  it('is the design storm of its formula, from its start on', () => {
    const { rain } = rainOf({ rain: { storm } })
    expect(rain.at(599)).toBe(0)
    expect(rain.at(600)).toBeGreaterThan(0)
    expect(rain.at(600 + 0.4 * 7200)).toBeGreaterThan(100)
    expect(rain.at(7800)).toBe(0)
  })

  it('is what a gauge measured, and fields by the cell that holds the middle of a cell', () => {
    expect(
      rainOf({
        rain: {
          gauge: [
            [0, null],
            [300, 1],
            [600, 0],
          ],
        },
      }).rain.at(10),
    ).toBeCloseTo(12, 12)
    const { rain } = rainOf({
      rain: {
        fields: [
          { t_s: 60, mm_h: field(1, 2, 3, 4) },
          { t_s: 90, mm_h: field(5, 5, 5, 5) },
        ],
      },
    })
    expect(rain.at(0)).toBe(0)
    const now = rain.at(60) as Float64Array
    // the fields meet at 110, 210: five cells from each side
    expect([now[0], now[4], now[5], now[94], now[95]]).toEqual([1, 1, 2, 3, 4])
    expect(rain.bendsAfter(60)).toBe(90)
    expect((rain.at(90) as Float64Array)[0]).toBe(5)
  })

  it('runs by its coefficient and from under no roof', () => {
    const { share, roofs } = rainOf({
      rain: [[0, 10]],
      runoff_coefficients: [{ polygon: square, coefficient: 0.6 }],
      roofs: [{ polygon: square.map(([x, y]) => [(x as number) + 6, y]), to: { place: [101, 215] } }],
    })
    expect([share?.[0], share?.[3], share?.[7], share?.[9]]).toEqual([0.6, 0, 0, 1])
    expect(roofs).toEqual([
      {
        cells: cellsWithin(dem, [
          [
            [106, 200],
            [116, 200],
            [116, 206],
            [106, 206],
          ],
        ]),
        to: [0, 7],
      },
    ])
  })

  it.each([
    [{ rain: { storm: { ...storm, n: 2 } } }, 'rain: storm: n is 2, expected 0.3 to 1.2'],
    [
      {
        rain: {
          gauge: [
            [0, 0],
            [300, null],
          ],
        },
      },
      'rain: gauge: no value at 300 s',
    ],
    [{ rain: { fields: [{ t_s: 0, mm_h: field(1, 2, -3, 4) }] } }, 'rain.fields[0] at 0 s: -3 at x 101, y 211'],
    [{ rain: { fields: [{ t_s: 0, mm_h: { ...field(1, 2, 3, 4), west: 102 } }] } }, 'nothing at x'],
    [{ roofs: [{ polygon: square, to: { place: [0, 0] } }] }, 'roofs[0]: no ground at 0, 0'],
    [{ roofs: [{ polygon: square, to: { manhole: 'M1' } }] }, 'roofs[0]: no manhole "M1"'],
    [
      {
        runoff_coefficients: [
          {
            polygon: [
              [0, 0],
              [1, 0],
              [1, 1],
            ],
            coefficient: 1,
          },
        ],
      },
      'runoff_coefficients[0]: no cell',
    ],
    [
      { infiltration: [{ method: 'horton', initial_mm_h: 1, final_mm_h: 9, decay_per_h: 4 }] },
      'infiltration[0]: horton: initial rate',
    ],
    [
      {
        infiltration: [{ method: 'horton', initial_mm_h: 9, final_mm_h: 1, decay_per_h: 4, cells: field(1, 1, 0, 0) }],
      },
      'infiltration[0].cells: 2 × 2 cells of 12 m',
    ],
  ])('is refused before the run: %j', (more, fault) => {
    expect(faultsOf(more)).toContain(fault)
  })
})

describe('soils of a case', () => {
  it('own their cells: where two overlap the later one, with the rest of the ground under the first', () => {
    const given = aCase({
      infiltration: [
        { method: 'green-ampt', suction_m: 0.2, conductivity_mm_h: 3, deficit: 0.3 },
        { method: 'horton', initial_mm_h: 60, final_mm_h: 6, decay_per_h: 4, polygon: square },
      ],
    })
    const grid = { ...dem, bed: dem.values.slice(), roughness: new Float64Array(100) }
    grid.bed[0] = Number.NaN
    const [rest, lawn] = soilsOf(given, { ...laid, grid }, dem, [])
    expect(lawn?.cells).toEqual([1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24])
    expect(rest?.cells).toHaveLength(85)
    const cells = { ...dem, values: Float64Array.from(dem.values, (_, cell) => (cell < 12 ? 1 : 0)) }
    const [part] = soilsOf(
      aCase({
        infiltration: [{ method: 'horton', initial_mm_h: 60, final_mm_h: 6, decay_per_h: 4, polygon: square, cells }],
      }),
      { ...laid, grid },
      dem,
      [],
    )
    expect(part?.cells).toEqual([1, 2, 3, 4, 10, 11])
    // 60 mm/h in the first second
    expect(lawn?.soil.take(new Float64Array(2), 0, 0, 0, 1, 1)).toBeCloseTo(60 / 3.6e6, 7)
  })
})

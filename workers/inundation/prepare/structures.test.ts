import { describe, expect, it } from 'vitest'
import { Refusal } from '../../refusal.ts'
import { actsOf } from '../acts/acts-of.ts'
import { caseSchema } from '../case/case.ts'
import { Ledger } from '../ledger.ts'
import { depthsOf } from '../surface/analytic.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { prepare } from './prepare.ts'

/** Twenty by ten cells of 5 m from 500, 1000, level at 10 m, with 2 m of water in the western half. */
function aCase(more: Record<string, unknown>) {
  const values = new Float64Array(200).fill(10)
  const dem = { columns: 20, rows: 10, size: 5, west: 500, south: 1000, values }
  const initial = { ...dem, values: values.map((_level, cell) => (cell % 20 < 10 ? 2 : 0)) }
  return caseSchema.parse({ grid: { dem, manning: 0.03, initial_depth: initial }, duration_s: 60, ...more })
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

/** Volume to the east of x = 550 after `until` [s]. */
function passed(more: Record<string, unknown>, until = 20): number {
  const prepared = prepare(aCase(more))
  const { grid, depth } = prepared
  const solver = createReferenceSolver(grid, depth)
  const acts = actsOf(prepared, solver, null)
  const ledger = new Ledger()
  for (let time = 0; time < until; ) {
    const duration = Math.min(solver.longestStep(), ...acts.map((one) => one.longestStep(time)), until - time)
    for (const one of acts) one.begin?.(time)
    solver.step(duration)
    time += duration
    for (const one of acts) one.apply(time, duration, ledger)
  }
  const { initial, outflow, infiltrated } = ledger.volumes()
  expect(solver.volume() + outflow + infiltrated - initial).toBeCloseTo(10 * 10 * 25 * 2, 8)
  return depthsOf(solver, grid).reduce((sum, h, cell) => sum + (cell % 20 >= 10 ? h * 25 : 0), 0)
}

const across = [
  [550, 1000],
  [550, 1050],
]
const wall = { type: 'wall', line: across, crest_m: 15 }

describe('structures of a case', () => {
  it('hold back what a wall holds back', () => {
    expect(passed({})).toBeGreaterThan(500)
    expect(passed({ structures: [wall] })).toBe(0)
    expect(passed({ structures: [{ ...wall, crest_m: 11.5 }] })).toBeGreaterThan(100)
  })

  it('pass by a weir on a line what its coefficient says, by its length', () => {
    // a wave runs back from it: q = h (2 √(g 2) − 2 √(g h)) and q = 1.7 (h − 1.5)^1.5 at h = 1.8995 m: 0.4287 m²/s
    const volume = passed({ structures: [{ type: 'weir', line: across, crest_m: 11.5 }] }, 1)
    expect(volume / 50).toBeCloseTo(0.4287, 2.5)
  })

  it('let a gate in a wall through where it stands alone, when staff open it', () => {
    const gate = {
      ...{ type: 'gate', id: 'G1', sill_m: 10, height_m: 1 },
      line: [
        [550, 1020],
        [550, 1030],
      ],
    }
    const open = [
      [0, 0],
      [10, 0.5],
    ]
    const [shut, opened, half] = [
      passed({ structures: [wall, { ...gate, open }] }, 10),
      passed({ structures: [gate, wall] }, 10),
      passed({ structures: [wall, { ...gate, open }] }, 20),
    ]
    expect(shut).toBe(0)
    expect(opened).toBeGreaterThan(100)
    expect(half).toBeGreaterThan(30)
    expect(half).toBeLessThan(opened)
  })

  it('pass one way only through a flap, from left to right of its line', () => {
    const flap = { type: 'weir', crest_m: 10.5, one_way: true }
    expect(passed({ structures: [{ ...flap, line: across }] })).toBeGreaterThan(10)
    // the same line from north to south has the water to its right
    expect(passed({ structures: [{ ...flap, line: [...across].reverse() }] })).toBe(0)
  })

  it('carry a culvert through a wall, break a dike, lower a barrier, and pump over it', () => {
    const culvert = {
      ...{ type: 'culvert', from: [520, 1025], to: [580, 1025], from_invert_m: 10, to_invert_m: 9.8 },
      ...{ barrel: { shape: 'circular', diameter_m: 1 }, inlet: 'circular-concrete-headwall' },
    }
    expect(passed({ structures: [wall, culvert] })).toBeGreaterThan(10)
    const breach = { type: 'breach', line: across, crest_m: 15, at: [552, 1026] }
    const grown = (width: number) =>
      passed({
        structures: [
          {
            ...breach,
            width_series: [
              [0, 0],
              [1, width],
            ],
            level_series: [[0, 10]],
          },
        ],
      })
    expect(grown(0)).toBe(0)
    expect(grown(8)).toBeGreaterThan(30)
    expect(grown(25)).toBeGreaterThan(1.5 * grown(8))
    expect(
      passed(
        {
          structures: [
            {
              type: 'barrier',
              line: across,
              series: [
                [0, 15],
                [10, 15],
                [12, 10],
              ],
            },
          ],
        },
        10,
      ),
    ).toBe(0)
    expect(
      passed({
        structures: [
          {
            type: 'barrier',
            line: across,
            series: [
              [0, 15],
              [10, 15],
              [12, 10],
            ],
          },
        ],
      }),
    ).toBeGreaterThan(50)
    const pump = { type: 'pump', from: [520, 1025], curve: [[0, 0.5]], on_m: 11, off_m: 10.5 }
    expect(passed({ structures: [wall, { ...pump, to: [580, 1025] }] })).toBeCloseTo(10, 9)
    expect(passed({ structures: [wall, { ...pump, outlet_m: 14 }] })).toBe(0)
  })

  it.each([
    [
      {
        ...wall,
        line: [
          [0, 0],
          [10, 0],
        ],
      },
      'structures[0] (wall): no face between two cells with ground',
    ],
    [
      { type: 'weir', id: 'W', from: [510, 1010], to: [590, 1010], crest_m: 11 },
      'structures[0] (weir "W"): width_m is left out',
    ],
    [{ type: 'weir', from: [510, 1010], crest_m: 11 }, 'expected either a line, or'],
    [{ type: 'weir', from: [510, 1010], to: [511, 1011], crest_m: 11, width_m: 1 }, 'both ends lie in one cell'],
    [{ type: 'weir', from: [510, 1010], to: [710, 1010], crest_m: 11, width_m: 1 }, 'to at 710, 1010: outside the DEM'],
    [
      { type: 'bridge', line: across, soffit_m: 9, deck_m: 12 },
      'soffit at 9 m, expected above the ground under it at 10 m',
    ],
    [{ type: 'pump', from: [510, 1010], curve: [[0, 1]], on_m: 1, off_m: 0 }, 'neither `to` nor outlet_m'],
    [{ type: 'pump', from: [510, 1010], to: [590, 1010], curve: [[0, 1]], on_m: 1, off_m: 2 }, 'pump: stops at 2 m'],
    [
      {
        type: 'rating',
        line: across,
        curves: [
          {
            tail_m: 1,
            points: [
              [2, 3],
              [1, 4],
            ],
          },
        ],
      },
      'rating: 4 m³/s at 1 m',
    ],
  ])('are refused with their name: %j', (structure, fault) => {
    expect(faultsOf({ structures: [structure] })).toContain(fault)
  })

  it('are refused where two of them stand on one face', () => {
    const gate = { type: 'gate', id: 'A', sill_m: 10, height_m: 1, line: across }
    expect(faultsOf({ structures: [gate, { ...gate, id: 'B' }] })).toContain(
      'structures[1] (gate "B"): shares a face with structures[0] (gate "A")',
    )
  })
})

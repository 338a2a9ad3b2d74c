import { describe, expect, it } from 'vitest'
import { caseSchema } from '../../case/case.ts'
import { prepare } from '../../prepare/prepare.ts'
import { QUANTUM } from '../grid.ts'
import { layoutOf } from './buffers.ts'
import { partTables } from './parts.ts'

const WORDS = 20
const dem = { columns: 8, rows: 6, size: 2, west: 0, south: 0 }

/** A slope of a quarter of a metre a cell, from 3,000 m down, with these structures. */
function tablesOf(...structures: readonly object[]) {
  const values = Float64Array.from({ length: 48 }, (_, cell) => 3000 - (cell % 8) / 4)
  const { grid, structures: prepared } = prepare(
    caseSchema.parse({ grid: { dem: { ...dem, values }, manning: 0.03 }, duration_s: 60, structures }),
  )
  const tables = partTables(grid, layoutOf(grid).at, prepared.passing)
  const part = (n: number, time = 0) => {
    const words = tables.partsAt(time)
    const floats = new Float32Array(words.buffer)
    const [place, law, turn, table, here, there] = words.subarray(n * WORDS)
    const [hereBed, thereBed, inward, open, ...figures] = floats.subarray(n * WORDS + 8, (n + 1) * WORDS)
    return { place, law, turn, table, here, there, beds: [hereBed, thereBed], inward, open, figures }
  }
  return { tables, part }
}

const upwards = [
  [4, 0],
  [4, 12],
]
const weir = { type: 'weir', crest_m: 3000.25 }

describe('structures that pass water, as tables for the device', () => {
  it('count levels from the lower bed beside them, so that none is lost in float32 at 3,000 m', () => {
    const { tables, part } = tablesOf({ ...weir, line: upwards })
    expect([tables.count, tables.turns, tables.edges.length]).toEqual([6, 1, 6])
    // to the left of a line that goes north lies the west, here at 2999.75 m, before 2999.5 m; each face passes by its 2 m
    expect([part(0).beds, part(0).inward]).toEqual([[0.25, 0], 1])
    expect(part(0).figures.slice(0, 3)).toEqual([0.75, 2, Math.fround(1.7)])
    const back = tablesOf({ ...weir, line: upwards.toReversed() })
    expect([back.part(0).beds, back.part(0).inward]).toEqual([[0, 0.25], -1])
  })

  it('lets those that share a cell follow one another in the order of the case', () => {
    const [a, b, c] = [
      [1, 1],
      [9, 5],
      [13, 9],
    ]
    const pipe = { ...weir, width_m: 1 }
    const { tables, part } = tablesOf(
      { ...pipe, from: a, to: b },
      { ...pipe, from: c, to: b },
      { type: 'pump', from: c, curve: [[0, 1]], outlet_m: 3004, on_m: 3001, off_m: 3000 },
    )
    expect([0, 1, 2].map((n) => part(n).turn)).toEqual([0, 1, 2])
    expect([tables.turns, tables.edges]).toEqual([3, []])
    expect(part(2).there).toBe(0xffffffff)
  })

  it('are what staff make of them: a gate by its opening, anything else by what passes', () => {
    const gate = { type: 'gate', line: upwards, sill_m: 2999, height_m: 1.5, top_m: 3000 }
    const { tables, part } = tablesOf(
      {
        ...gate,
        open: [
          [20, 0.5],
          [40, 1],
        ],
      }, // prettier-ignore
      {
        ...weir,
        from: [13, 1],
        to: [9, 5],
        width_m: 1,
        open: [
          [0, 1],
          [30, 0.25],
        ],
      }, // prettier-ignore
    )
    expect([tables.bendsAfter(0), tables.bendsAfter(20), tables.bendsAfter(30)]).toEqual([20, 30, 40])
    // the sill is the ground at 2999.75 m: 0.25 m above the lower bed; of the gate 0 m and 0.75 m stand above it
    const lifted = (time: number) => part(0, time).figures.slice(0, 2)
    expect([lifted(25), lifted(40)]).toEqual([
      [0.25, 0],
      [0.25, 0.75],
    ])
    // over its top, and where that is lower than what is open over that
    expect([part(0, 25).figures[4], part(0, 40).figures[4]]).toEqual([0.5, 1])
    expect([part(0, 40).open, part(6, 29).open, part(6, 30).open]).toEqual([1, 1, 0.25])
  })

  it('tell a family of curves by losses from nothing on, shared by the faces of its line', () => {
    const curves = [
      {
        tail_m: 2999.5,
        points: [
          [3000, 2],
          [3001, 6],
        ],
      },
    ] // prettier-ignore
    const { tables, part } = tablesOf({ type: 'rating', line: upwards, curves })
    const { table, figures, open } = part(3)
    expect([...tables.tables.subarray(table, (table as number) + 8)]).toEqual([0, 3, 0, 0, 0.5, 2, 1.5, 6])
    expect([figures[0], open]).toEqual([1, Math.fround(1 / 6)])
  })

  it('lay beds in whole quanta, as the step does', () => {
    const { part } = tablesOf({ ...weir, from: [1, 1], to: [9, 5], width_m: 1 })
    for (const bed of part(0).beds) expect(((bed as number) / QUANTUM) % 1).toBe(0)
  })
})

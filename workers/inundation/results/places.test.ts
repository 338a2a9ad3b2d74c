import { describe, expect, it } from 'vitest'
import { caseSchema } from '../case/case.ts'
import { prepare } from '../prepare/prepare.ts'
import { runFlood } from '../run.ts'
import { createVectorSolver } from '../surface/vector.ts'
import { peopleOf } from './people.ts'

/** A level street of 20 × 4 cells of 5 m that fills by 1 mm a second; a house stands on its north side. */
async function fill(more: Record<string, unknown>) {
  const dem = { columns: 20, rows: 4, size: 5, west: 0, south: 0, values: new Float64Array(80).fill(3) }
  const house = [
    [40, 15],
    [60, 15],
    [60, 20],
    [40, 20],
  ]
  const given = { grid: { dem, manning: 0.03 }, duration_s: 400, rain: [[0, 3600]], buildings: [house], ...more }
  const prepared = prepare(caseSchema.parse(given))
  const run = runFlood(prepared, createVectorSolver(prepared.grid, prepared.depth), () => 0)
  for (;;) {
    const step = await run.next()
    if (step.done) return step.value
  }
}

/** between two looks, four steps [s] */
const LOOKS = 6

describe('entries', () => {
  it('are flooded when the water before them stands above their sill', async () => {
    const { entries } = await fill({
      entries: [
        { id: 'low', x: 20, y: 10, sill_m: 3.15 },
        { id: 'in the wall', x: 50, y: 17, sill_m: 3.3 },
        { id: 'high', x: 20, y: 10, sill_m: 4 },
        { id: 'far', x: 1000, y: 10, sill_m: 3 },
      ],
    })
    const [low, wall, high, far] = entries
    expect(low?.arrival).toBeGreaterThan(149)
    expect(low?.arrival).toBeLessThan(150 + LOOKS)
    expect(low?.over).toBeCloseTo(0.25, 3)
    expect(wall?.arrival).toBeGreaterThan(299)
    expect(wall?.arrival).toBeLessThan(300 + LOOKS)
    expect(high).toMatchObject({ isTested: true, arrival: null })
    expect(high?.over).toBeCloseTo(-0.6, 3)
    expect(far).toMatchObject({ isTested: false, arrival: null, over: null })
  })
})

/** A hillside of 20 × 4 cells of 5 m that falls to the west by 10 %, under 2 cm of water; a house stands across its middle. */
const hillside = (bedAt = (column: number) => 0.5 * column) => {
  const dem = {
    columns: 20,
    rows: 4,
    size: 5,
    west: 0,
    south: 0,
    values: Float64Array.from({ length: 80 }, (_, cell) => bedAt(cell % 20)),
  }
  return {
    grid: { dem, manning: 0.03, initial_depth: 0.02 },
    rain: [[0, 0]],
    duration_s: 60,
    boundaries: [{ side: 'west', type: 'free' }],
  }
}

describe('entries on uneven ground', () => {
  // of the cell that holds x = 50 [m]
  const GROUND = 5

  it('are not flooded by a film that lies higher up the slope', async () => {
    const { entries, extremes } = await fill({
      ...hillside(),
      buildings: [],
      entries: [{ id: 'door', x: 52, y: 10, sill_m: GROUND + 0.3 }],
    })
    expect(Math.max(...extremes.depth.subarray(10, 14))).toBeLessThan(0.1)
    expect(entries[0]).toMatchObject({ isTested: true, arrival: null })
    expect(entries[0]?.over).toBeCloseTo(0.02 - 0.3, 2)
  })

  it('in a block are flooded by what stands above the sill beside it, not by a film above them on the slope', async () => {
    const block = [
      [50, 0],
      [55, 0],
      [55, 15],
      [50, 15],
    ]
    const door = { x: 52, y: 7, sill_m: GROUND + 0.3 }
    const asked = { buildings: [block], entries: [{ id: 'door', ...door }] }
    const dry = (await fill({ ...hillside(), ...asked })).entries[0]
    // by the cell below it, 0.5 m lower
    expect(dry).toMatchObject({ isTested: true, arrival: null })
    expect(dry?.over).toBeLessThan(-0.7)
    // 3.5 %: the ground on the far side of the block lies 1.5 cm below the sill, and a film of 2 cm on it
    const gentle = {
      ...hillside((column) => 0.175 * column),
      ...asked,
      entries: [{ id: 'door', ...door, sill_m: 1.94 }],
    }
    expect((await fill(gentle)).entries[0]?.arrival).toBeNull()
    const pond = { ...hillside(), boundaries: [] }
    const { entries } = await fill({
      ...pond,
      ...asked,
      grid: { ...pond.grid, initial_depth: undefined, initial_level: 5.6 },
    })
    expect(entries[0]?.over).toBeCloseTo(0.3, 2)
  })

  it('are not flooded by what a barrier before them holds back', async () => {
    const { grid } = hillside(() => 3)
    const west = { ...grid.dem, values: Float64Array.from({ length: 80 }, (_, cell) => (cell % 20 < 10 ? 0.5 : 0)) }
    const line = [
      [50, 0],
      [50, 20],
    ]
    const { entries } = await fill({
      ...{ grid: { ...grid, initial_depth: west }, rain: [[0, 0]], buildings: [], duration_s: 60 },
      structures: [{ type: 'wall', line, crest_m: 4 }],
      entries: [53, 47].map((x) => ({ id: `at ${x} m`, x, y: 10, sill_m: 3.3 })),
    })
    expect(entries[0]?.arrival).toBeNull()
    expect(entries[1]?.over).toBeCloseTo(0.2, 3)
  })

  it('at the lower end of a ramp are flooded once what runs down has filled it to the sill', async () => {
    // level ground, and a ramp of 10 m down to a floor 1 m below it
    const down = (column: number) => (column < 9 ? 0 : column < 11 ? -0.5 * (column - 8) : column === 11 ? -1 : 0)
    const { entries } = await fill({
      grid: { ...hillside(down).grid, initial_depth: 0 },
      ...{ duration_s: 400, rain: [[0, 720]], buildings: [] },
      entries: [{ id: 'garage', x: 57, y: 10, sill_m: -0.8 }],
    })
    // 0.2 mm/s on 100 m give the 0.2 m × 10 m below the sill not before 100 s, and all that falls in 400 s stands at −0.3 m
    expect(entries[0]?.arrival).toBeGreaterThan(100)
    expect(entries[0]?.over).toBeGreaterThan(0)
    expect(entries[0]?.over).toBeLessThan(0.5)
  })

  it('whose ramp the grid does not have are flooded by as much as stands before it', async () => {
    const { entries } = await fill({ entries: [{ id: 'ramp', x: 20, y: 10, sill_m: 1 }] })
    expect(entries[0]?.over).toBeCloseTo(0.4, 3)
    expect(entries[0]?.arrival).toBeGreaterThan(4)
  })

  it('under a wall of ground are tested by what lies before them, not by what runs off above', async () => {
    const { entries } = await fill({
      ...hillside((column) => (column < 10 ? 0 : 6)),
      buildings: [],
      entries: [{ id: 'portal', x: 51, y: 10, sill_m: 0.2 }],
    })
    expect(entries[0]).toMatchObject({ isTested: true, arrival: null })
  })
})

describe('streets', () => {
  it('tell their volume and how much of them cannot be used', async () => {
    const { streets } = await fill({
      streets: [
        {
          id: 'street',
          axis: [
            [0, 5],
            [100, 5],
          ],
          width_m: 10,
        },
        {
          id: 'far',
          axis: [
            [0, 500],
            [100, 500],
          ],
          width_m: 10,
        },
      ],
    })
    const [street, far] = streets
    expect(street?.volume).toBeCloseTo(100 * 10 * 0.4, 0)
    expect(street?.volumeAt).toBe(400)
    expect(street?.depth).toBeCloseTo(0.4, 3)
    expect(street?.impassable).toBeCloseTo(100, 9)
    expect(far).toMatchObject({ isTested: false, volume: 0, impassable: 0 })
    // 0.4 m all along: more than half a wheel, less than what a car floats in
    expect(street?.lengths.map(Math.round)).toEqual([0, 0, 100, 0])
  })

  it('do not count the river below their bridge', async () => {
    const bed = Float64Array.from({ length: 80 }, (_, cell) => (cell % 20 < 4 ? 0 : 3))
    const dem = { columns: 20, rows: 4, size: 5, west: 0, south: 0, values: bed }
    const axis = [
      [0, 5],
      [100, 5],
    ]
    const { streets } = await fill({
      grid: { dem, manning: 0.03, initial_level: 2 },
      buildings: [],
      streets: [
        { id: 'over it', axis, width_m: 10 },
        { id: 'bridge', axis: [axis[0], [20, 5]], width_m: 10 },
      ],
    })
    const [over, bridge] = streets
    // dry ground alone, which some of the rain runs off from into the river
    expect(over?.depth).toBeLessThan(0.4)
    expect(over?.lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(100)
    expect(bridge).toMatchObject({ isTested: false, depth: 0, impassable: 0 })
  })

  it('do not count a river that begins dry, nor do people beside it', async () => {
    const dem = { columns: 20, rows: 4, size: 5, west: 0, south: 0, values: new Float64Array(80).fill(3) }
    const waters = { ...dem, values: Float64Array.from({ length: 80 }, (_, cell) => (cell % 20 < 4 ? 1 : 0)) }
    const axis = [
      [0, 5],
      [20, 5],
    ]
    const outcome = await fill({
      grid: { dem, manning: 0.03, waters },
      streets: [{ id: 'bridge', axis, width_m: 10 }],
      population: { size_m: 20, cells: [[10, 10, 7]] },
    })
    expect(outcome.streets[0]).toMatchObject({ isTested: false, depth: 0, impassable: 0 })
    expect(outcome.people).toMatchObject({ all: 7, untested: 7, affected: 0 })
    expect([outcome.waters[3], outcome.waters[4]]).toEqual([1, 0])
  })
})

describe('people', () => {
  const population = (...cells: [number, number, number][]) => ({ population: { size_m: 20, cells } })

  it('are counted by the share of the open ground of their square that is under water, houses left out', async () => {
    const { people } = await fill(population([50, 10, 120], [500, 10, 30]))
    expect(people).toMatchObject({ all: 150, untested: 30 })
    expect(people?.affected).toBeCloseTo(120, 6)
    expect(people?.byDepth.map(Math.round)).toEqual([0, 0, 120, 0])
  })

  it('are not told where nobody told who lives where', async () => {
    expect((await fill({})).people).toBeNull()
  })

  it('are affected from a kerb on, by area', () => {
    const cells = [0, 1, 2, 3, 4]
    const depth = Float32Array.of(3, 0.04, 0.05, 0.15, 0.5)
    // the first cell is a river
    const verdict = peopleOf([{ people: 100, cells }], Uint8Array.of(1, 0, 0, 0, 0), depth)
    expect(verdict).toEqual({ all: 100, untested: 0, affected: 50, byDepth: [25, 25, 0, 25] })
  })
})

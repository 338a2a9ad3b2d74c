import { describe, expect, it } from 'vitest'
import { caseSchema } from '../case/case.ts'
import { prepare } from '../prepare/prepare.ts'
import { runFlood } from '../run.ts'
import { createVectorSolver } from '../surface/vector.ts'

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
  })
})

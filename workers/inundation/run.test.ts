import { describe, expect, it } from 'vitest'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import { caseSchema } from './case/case.ts'
import { prepare } from './prepare/prepare.ts'
import { runFlood } from './run.ts'
import { createReferenceSolver } from './surface/reference.ts'

const BASIN = { columns: 8, rows: 1, size: 1, west: 0, south: 0, values: new Float64Array(8) }

async function outcomeOf(given: object): Promise<FloodOutcome> {
  const prepared = prepare(caseSchema.parse({ ...given, grid: { dem: BASIN, manning: 0.03, initial_depth: 1 } }))
  const run = runFlood(prepared, createReferenceSolver(prepared.grid, prepared.depth), () => 0)
  let step = await run.next()
  while (!step.done) step = await run.next()
  return step.value
}

describe('the steps of a run', () => {
  it('end on a bend of a series that lies on an output but for rounding', async () => {
    // 3 × 0.05 is 0.15000000000000002: what lies between is no step
    const series = Array.from({ length: 61 }, (_, n) => [Number((n * 0.05).toFixed(2)), 1 + 0.001 * (n % 2)])
    const boundaries = [{ side: 'west', type: 'wave', series }]
    const { steps, volumes } = await outcomeOf({ duration_s: 3, output_interval_s: 0.05, boundaries })
    expect(steps).toBeLessThan(130)
    expect(volumes.errorShare).toBeLessThan(1e-12)
  })

  it('end on a bend wherever it lies, and not a rounding before it', async () => {
    // in one of twenty a step to the bend of a hair less left 2⁻⁵² s
    for (let n = 0; n < 60; n++) {
      const rain = [
        [0, 50],
        [1.0002 + n * 0.0137, 0],
      ]
      await expect(outcomeOf({ duration_s: 7, output_interval_s: 7, rain })).resolves.toBeDefined()
    }
  })

  it('begin the rain of a row with the row', async () => {
    const rain = [
      [0, 0],
      [0.3, 3600],
      [0.7, 0],
    ]
    const { volumes } = await outcomeOf({ duration_s: 1, output_interval_s: 0.1, rain })
    // 3,600 mm/h for 0.4 s on 8 m²
    expect(volumes.rain).toBeCloseTo(0.4e-3 * 8, 9)
  })
})

describe('what was worst', () => {
  it('is what stood at an open edge once it had let water out', async () => {
    // uniform flow: h = (n q / √S)^0.6
    const depth = ((0.03 * 2) / Math.sqrt(0.001)) ** 0.6
    const dem = { ...BASIN, columns: 60, size: 5, values: Float64Array.from({ length: 60 }, (_, x) => -0.005 * x) }
    const prepared = prepare(
      caseSchema.parse({
        grid: { dem, manning: 0.03, initial_depth: depth },
        ...{ duration_s: 300, output_interval_s: 1, gauges: [{ id: 'last', x: 297.5, y: 2.5 }] },
        boundaries: [
          { side: 'west', type: 'discharge', series: [[0, 10]] },
          { side: 'east', type: 'normal', slope: 0.001 },
        ],
      }),
    )
    const run = runFlood(prepared, createReferenceSolver(prepared.grid, prepared.depth), () => 0)
    let step = await run.next()
    while (!step.done) step = await run.next()
    const seen = Math.max(...step.value.gauges.map(({ depth }) => depth))
    // the step leaves 11 % more there before the edge lets it out
    expect(step.value.extremes.depth[59]).toBeCloseTo(seen, 2)
  })
})

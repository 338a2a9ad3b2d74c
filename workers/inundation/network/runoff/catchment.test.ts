import { describe, expect, it } from 'vitest'
import { horton } from '../../infiltration/horton.ts'
import { type Catchment, type CatchmentSpec, openCatchment } from './catchment.ts'

const MM_H = 1e-3 / 3600

/** 1 ha, half of it paved, on Horton's ground. */
function aCatchment(given: Partial<CatchmentSpec> = {}): Catchment {
  return openCatchment({
    id: 'C',
    area: 1e4,
    impervious: 0.5,
    bare: 0.25,
    width: 100,
    slope: 0.01,
    roughness: { impervious: 0.015, pervious: 0.2 },
    held: { impervious: 1.5e-3, pervious: 5e-3 },
    within: null,
    infiltration: horton({ initial: 70 * MM_H, final: 10 * MM_H, decay: 4 / 3600, dryingTime: 7 * 86_400 }),
    ...given,
  })
}

/** Rain of so many mm/h for each hour. */
function rainOn(catchment: Catchment, mmPerHour: readonly number[], evaporation = 0): void {
  for (const rate of mmPerHour) for (let step = 0; step < 60; step++) catchment.step(rate * MM_H, 0, evaporation, 60)
}

/** what does not close, of what came [-] */
function gap({ totals, storage }: Catchment): number {
  const { rain, runon, evaporated, infiltrated, runoff } = totals
  return (rain + runon - evaporated - infiltrated - runoff - storage()) / (rain + runon)
}

describe('a catchment', () => {
  it('lets run off in steady rain what falls on the paved half and what the ground leaves', () => {
    const catchment = aCatchment()
    rainOn(
      catchment,
      Array.from({ length: 12 }, () => 50),
    )
    // 5000 m² · 50 mm/h + 5000 m² · 40 mm/h
    expect(catchment.flow()).toBeCloseTo((5000 * 50 + 5000 * 40) * MM_H, 7)
    expect(Math.abs(gap(catchment))).toBeLessThan(1e-12)
  })

  it('closes over storms with dry spells and evaporation, however its parts drain', () => {
    const ways = [
      {},
      { within: { over: 'pervious', share: 0.6 } },
      { within: { over: 'impervious', share: 1 } },
      { impervious: 1, within: { over: 'pervious', share: 1 } },
      { impervious: 0, within: { over: 'impervious', share: 1 } },
      { roughness: { impervious: 0, pervious: 0 } },
      { width: 5e4, held: { impervious: 0, pervious: 0 } },
    ] as const
    for (const way of ways) {
      const catchment = aCatchment(way)
      rainOn(catchment, [5, 60, 20, 0, 0, 0, 90, 1, 0, 0, 0, 0], 0.4 * MM_H)
      expect(Math.abs(gap(catchment))).toBeLessThan(1e-9)
      expect(catchment.storage()).toBeGreaterThanOrEqual(0)
      expect(Math.min(...Object.values(catchment.totals))).toBeGreaterThanOrEqual(0)
    }
  })

  it('keeps what its depressions hold until it dries up', () => {
    const catchment = aCatchment({ impervious: 1, bare: 0 })
    rainOn(catchment, [1])
    expect(catchment.totals.runoff).toBe(0)
    expect(catchment.storage()).toBeCloseTo(10, 9)
    rainOn(catchment, [0, 0], 0.4 * MM_H)
    expect(catchment.totals.evaporated).toBeCloseTo(8, 9)
    rainOn(catchment, [0], 0.4 * MM_H)
    expect(catchment.totals.evaporated).toBeCloseTo(10, 9)
  })

  it('lets paved water seep away that first runs over the ground', () => {
    const [direct, over] = [aCatchment(), aCatchment({ within: { over: 'pervious', share: 1 } })]
    for (const catchment of [direct, over]) rainOn(catchment, [15, 0, 0])
    expect(direct.totals.fromImpervious).toBeGreaterThan(50)
    expect(over.totals.runoff).toBeLessThan(0.1 * direct.totals.runoff)
    expect(over.totals.infiltrated).toBeGreaterThan(direct.totals.infiltrated + 40)
  })

  it('takes what runs onto it like rain on all its area', () => {
    const [rained, runOnto] = [aCatchment(), aCatchment()]
    for (let step = 0; step < 60; step++) {
      rained.step(30 * MM_H, 0, 0, 60)
      runOnto.step(10 * MM_H, 20 * MM_H * 60 * 1e4, 0, 60)
    }
    expect(runOnto.totals.runoff).toBeCloseTo(rained.totals.runoff, 9)
    expect(runOnto.totals.runon).toBeCloseTo(200, 9)
  })

  it('remembers its greatest flow', () => {
    const catchment = aCatchment()
    rainOn(catchment, [80])
    const greatest = catchment.flow()
    rainOn(catchment, [0, 0])
    expect(catchment.totals.peak).toBe(greatest)
    expect(catchment.flow()).toBeLessThan(0.1 * greatest)
  })
})

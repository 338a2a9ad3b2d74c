import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holeDiameter } from './holes.ts'
import { buriedRelease, criticalRatio, darcySphere, orificeRelease, type ReleaseGas } from './release.ts'

const AIR = 101_325
const methane: ReleaseGas = {
  ...{ molarMass: 0.01604, heatRatio: 1.31, temperature: 288.15, compressibility: 1, viscosity: 1.1e-5 },
}
const hole = (diameter: number) => ({ area: (Math.PI / 4) * diameter ** 2, dischargeCoefficient: 0.85 })
const sand = { permeability: 1e-11, cavityRadius: 0.05, cover: 1 }

describe('gas through a hole', () => {
  it('is choked above about 0.85 bar gauge of methane, by the value worked by hand', () => {
    expect(criticalRatio(1.31)).toBeCloseTo(0.5439, 4)
    const { flow, isChoked } = orificeRelease(hole(0.003), 301_325, AIR, methane)
    // √(1.31 × 0.01604 / (8.31446 × 288.15) × (2/2.31)^(2.31/0.31)) = 1.7312e-3 s/m, × 0.85 × 7.0686e-6 m² × 301,325 Pa
    expect(isChoked).toBe(true)
    expect(flow).toBeCloseTo(3.1342e-3, 7)
  })

  it('is not choked below, by the value worked by hand', () => {
    const { flow, isChoked } = orificeRelease(hole(0.005), 104_325, AIR, methane)
    expect(isChoked).toBe(false)
    // nearly √(2 ρ Δp) at 3 kPa: 0.85 × 1.9635e-5 × √(2 × 0.6984 × 3,000) = 1.0804e-3, less 1.7 % as the gas expands
    expect(flow).toBeCloseTo(1.0625e-3, 7)
  })

  it('passes without a step from one branch to the other, and to nothing', () => {
    const edge = AIR / criticalRatio(methane.heatRatio)
    const flows = [0.999999, 1, 1.000001].map((by) => orificeRelease(hole(0.01), edge * by, AIR, methane).flow)
    expect(flows[1]).toBeCloseTo(flows[0] ?? 0, 6)
    expect(flows[1]).toBeCloseTo(flows[2] ?? 0, 6)
    expect(orificeRelease(hole(0.01), AIR, AIR, methane).flow).toBe(0)
    expect(orificeRelease(hole(0.01), 0.9 * AIR, AIR, methane).flow).toBe(0)
    const small = [0.999, 1.001].map((difference) => orificeRelease(hole(0.01), AIR + difference, AIR, methane).flow)
    expect((small[1] ?? 0) / (small[0] ?? 1)).toBeCloseTo(1.001, 2)
  })

  it('grows with pressure and hole, and tells its own slopes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 4e6, noNaN: true }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (over, d) => {
          const at = (before: number, behind = AIR) => orificeRelease(hole(d), before, behind, methane)
          const { flow, slope, backSlope, isChoked } = at(AIR + over)
          const step = 1e-4 * over
          expect(at(AIR + over + step).flow).toBeGreaterThan(flow)
          if (Math.abs(AIR / (AIR + over) - criticalRatio(1.31)) < 1e-3) return
          expect((at(AIR + over + step).flow - at(AIR + over - step).flow) / (2 * step) / slope).toBeCloseTo(1, 4)
          const back = (at(AIR + over, AIR + step).flow - at(AIR + over, AIR - step).flow) / (2 * step)
          if (isChoked) expect(backSlope).toBe(0)
          else expect(back / backSlope).toBeCloseTo(1, 4)
        },
      ),
    )
  })

  it('has an area and pressures above nothing', () => {
    expect(() => orificeRelease(hole(0), 2e5, AIR, methane)).toThrow('area is 0 m², expected > 0')
    expect(() => orificeRelease(hole(0.1), 2e5, 0, methane)).toThrow('expected > 0')
  })
})

describe('gas through a hole into soil', () => {
  it('is what soil and hole both pass', () => {
    const soil = { ...sand, cover: 100 }
    const { flow, cavityPressure, poreReynolds } = buriedRelease(hole(0.002), soil, 401_325, AIR, methane)
    expect(cavityPressure).toBeGreaterThan(AIR)
    expect(cavityPressure).toBeLessThan(401_325)
    expect(flow).toBeCloseTo(orificeRelease(hole(0.002), 401_325, cavityPressure, methane).flow, 12)
    // little inertia here: Darcy's law is met within the share that the pores' Reynolds number tells
    expect(poreReynolds).toBeLessThan(0.1)
    expect(darcySphere(soil, cavityPressure, AIR, methane) / flow).toBeCloseTo(1, 1)
    expect(darcySphere(soil, cavityPressure, AIR, methane)).toBeGreaterThan(flow)
  })

  it('is set by dense soil and not by the hole', () => {
    const clay = { permeability: 1e-12, cavityRadius: 0.05, cover: 1 }
    const [small, large] = [0.01, 0.05].map((d) => buriedRelease(hole(d), clay, 103_325, AIR, methane).flow)
    // Darcy at the pipe's own 2 kPa: 7.8e-5 kg/s
    expect(small).toBeCloseTo(7.8e-5, 6)
    expect((large ?? 0) / (small ?? 1)).toBeCloseTo(1, 2)
  })

  it('lifts the cover when the cavity is stronger than its weight, and is a free release then', () => {
    const { liftsCover, flow } = buriedRelease(hole(0.02), sand, 401_325, AIR, methane)
    expect(liftsCover).toBe(true)
    expect(flow).toBe(orificeRelease(hole(0.02), 401_325, AIR, methane).flow)
    expect(buriedRelease(hole(0.02), { ...sand, cover: 50 }, 401_325, AIR, methane).liftsCover).toBe(false)
  })

  it('never exceeds the free release, is nothing at no pressure, and tells its own slope', () => {
    const soil = { ...sand, cover: 1e3 }
    expect(buriedRelease(hole(0.01), soil, AIR, AIR, methane).flow).toBe(0)
    for (const before of [101_500, 110_000, 150_000, 301_325, 4e6]) {
      const { flow, slope } = buriedRelease(hole(0.004), soil, before, AIR, methane)
      expect(flow).toBeLessThanOrEqual(orificeRelease(hole(0.004), before, AIR, methane).flow)
      const [less, more] = [-1, 1].map((sign) => buriedRelease(hole(0.004), soil, before + sign * 5, AIR, methane).flow)
      expect(((more ?? 0) - (less ?? 0)) / 10 / slope).toBeCloseTo(1, 2)
    }
  })
})

describe('a class of holes', () => {
  it('has a size and its range, never wider than the pipe', () => {
    expect(holeDiameter('tear', 1)).toEqual({ typical: 0.3, least: 0.1, most: 0.5 })
    expect(holeDiameter('full bore', 0.2).typical).toBe(0.2)
    expect(holeDiameter('hole', 0.008)).toEqual({ typical: 0.008, least: 0.008, most: 0.008 })
  })
})

import { describe, expect, it } from 'vitest'
import { effectiveDiffusivity, METHANE_IN_AIR } from './diffusivity.ts'
import { erfc, passedBy } from './erfc.ts'
import { belowSurface, type Medium } from './kernels.ts'
import { reachOfFlow } from './reach-of-flow.ts'

const SAND: Medium = { diffusivity: 6e-6, air: 0.25 }
const DAY = 86_400

describe('erfc', () => {
  it.each([
    // Abramowitz & Stegun, table 7.1, and Wolfram's tables beyond it
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [2, 0.004677734981047266],
    [2.6, 0.00023603441652934908],
    [5, 1.5374597944280349e-12],
    [-1, 1.8427007929497148],
  ])('of %d', (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-9)
  })

  it.each([0.46875, 4])('is the same on both sides of %d, where one ratio hands over to the next', (turn) => {
    const slope = (-2 / Math.sqrt(Math.PI)) * Math.exp(-turn * turn)
    expect((erfc(turn + 1e-6) - erfc(turn - 1e-6)) / (2e-6 * slope)).toBeCloseTo(1, 6)
  })

  it.each([1.5, 2.42, 3.9, 4.1, 6, 9])('at %d is Laplace’s continued fraction', (x) => {
    let fraction = x
    for (let n = 3000; n > 0; n--) fraction = x + n / 2 / fraction
    expect(erfc(x) / (Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction))).toBeCloseTo(1, 13)
  })

  it('summed over time is what has passed', () => {
    let sum = 0
    for (let i = 0; i < 20_000; i++) sum += erfc(3 / Math.sqrt(((i + 0.5) * 50) / 20_000)) * (50 / 20_000)
    expect(passedBy(3, 50)).toBeCloseTo(sum, 6)
  })
})

describe('diffusion in soil', () => {
  it.each([
    ['millington-quirk', 2.1e-5 * (0.25 ** (10 / 3) / 0.16)],
    ['penman-mq', 2.1e-5 * 0.66 * 0.4 * 0.625 ** 2],
    ['wlr-marshall', 2.1e-5 * (0.25 ** 2.5 / 0.4)],
  ] as const)('is slowed by %s', (model, expected) => {
    const got = effectiveDiffusivity(METHANE_IN_AIR, { porosity: 0.4, air: 0.25 }, model)
    expect(got).toBeCloseTo(expected, 15)
  })

  it('is none through pores full of water', () => {
    expect(effectiveDiffusivity(METHANE_IN_AIR, { porosity: 0.4, air: 0 }, 'millington-quirk')).toBe(0)
    expect(() => effectiveDiffusivity(METHANE_IN_AIR, { porosity: 0.3, air: 0.4 }, 'penman-mq')).toThrow(/air 0.4/)
  })

  it('reaches two to five times as far below a sealed surface, and the nearer an open one the less', () => {
    // METEC and CSU field tests: three to four times farther below wet, snowy or paved ground
    const reach = (openShare: number) => {
      let r = 0
      const at = (x: number) =>
        belowSurface(SAND, 2e-4, { x: 0, y: 0, depth: 1 }, { x, y: 0, depth: 1 }, 30 * DAY, openShare)
      while (at(r + 0.05) > 0.05) r += 0.05
      return r
    }
    expect(reach(0.05) / reach(1)).toBeGreaterThan(2)
    expect(reach(0.05) / reach(1)).toBeLessThan(5)
  })

  it('is nothing in an open surface', () => {
    const at = belowSurface(SAND, 1e-4, { x: 0, y: 0, depth: 1 }, { x: 2, y: 1, depth: 0 }, DAY, 1)
    expect(at).toBeCloseTo(0, 15)
  })
})

describe('flow through soil', () => {
  it('carries 0.5 to 0.85 kg/h of methane one to three metres, as in the field', () => {
    // METEC: flow dominates within 1 to 1.5 m
    for (const kilogramsAnHour of [0.5, 0.85]) {
      const reach = reachOfFlow(SAND, kilogramsAnHour / 3600 / 0.678, 0.9, 1)
      expect(reach).toBeGreaterThan(1)
      expect(reach).toBeLessThan(3)
    }
    expect(reachOfFlow(SAND, 0, 1, 1)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { isDense, LPG, mixtureOf, PURE_GASES } from './gases.ts'
import { GPTC_RULES, gradeOf, localGrade } from './grading.ts'
import { draggedAir, headspaceOfPipe, waterSpeed } from './headspace.ts'
import { layeringOf, richardson } from './layering.ts'

const METHANE = mixtureOf({ methane: 1 })

describe('gases', () => {
  it('mix their limits by Le Chatelier', () => {
    const blend = mixtureOf({ methane: 0.9, propane: 0.1 })
    expect(blend.lower).toBeCloseTo(1 / (0.9 / 0.05 + 0.1 / 0.021), 12)
    expect(mixtureOf({ methane: 3 })).toEqual(PURE_GASES.methane)
    expect(() => mixtureOf({ methane: 0 })).toThrow('no gas')
  })

  it('fall or rise', () => {
    expect(isDense(METHANE)).toBe(false)
    expect(isDense(mixtureOf(LPG))).toBe(true)
    expect(mixtureOf(LPG).lower).toBeGreaterThan(0.018)
    expect(mixtureOf(LPG).lower).toBeLessThan(0.021)
  })
})

describe('grades', () => {
  it.each([
    [0, 'none'],
    [0.0001, 'trace'],
    [0.0025, 'low'],
    [0.005, 'watch'],
    [0.01, 'alarm'],
    [0.025, 'high'],
    [0.05, 'explosive'],
    [0.15, 'explosive'],
    [0.151, 'rich'],
  ])('%d of methane is %s', (concentration, grade) => {
    expect(gradeOf(concentration, METHANE)).toBe(grade)
  })

  it('call rich only what is so by the mean of a space: its layer alone is explosive where it mixes', () => {
    // a mean of 6 %, three times as much under the roof
    expect(gradeOf(0.18, METHANE, 0.06)).toBe('explosive')
    expect(gradeOf(0.48, METHANE, 0.16)).toBe('rich')
  })

  it('are told by a local rule too, whose first line counts', () => {
    expect(localGrade(GPTC_RULES, 'basement', 0.01)).toBe('GPTC 1')
    expect(localGrade(GPTC_RULES, 'well', 0.3)).toBe('GPTC 2')
    expect(localGrade(GPTC_RULES, 'well', 0)).toBeNull()
  })
})

describe('layers', () => {
  it('are where buoyancy is stronger than the air', () => {
    // g′ = 9.81 · 0.446 · 0.05 = 0.219 m/s²
    expect(richardson(METHANE, 2, 0.5)).toBeCloseTo((0.21878 * 2) / 0.25, 3)
    expect(layeringOf(METHANE, 2, 0.5)).toEqual({ isLayered: false, factor: 1 })
    expect(layeringOf(METHANE, 2, 0.01)).toEqual({ isLayered: true, factor: 3 })
    expect(layeringOf(METHANE, 2, 0).isLayered).toBe(true)
    expect(layeringOf(mixtureOf(LPG), 2, 0.5).isLayered).toBe(true)
  })
})

describe('air over the water of a drain', () => {
  it('has the section that the water leaves', () => {
    const half = headspaceOfPipe(1, 0.5)
    expect(half.area).toBeCloseTo(Math.PI / 8, 12)
    expect(half.surfaceWidth).toBeCloseTo(1, 12)
    expect(half.dryPerimeter).toBeCloseTo(Math.PI / 2, 12)
    expect(headspaceOfPipe(1, 1).area).toBeCloseTo(0, 12)
  })

  it('runs by Manning: half full as fast as full, and nothing where it is empty', () => {
    // D/4 is the hydraulic radius of both: (0.3/4)^(2/3) √0.004/0.013
    const speed = 0.075 ** (2 / 3) * (Math.sqrt(0.004) / 0.013)
    expect(waterSpeed(0.3, 0.15, 0.004, 0.013)).toBeCloseTo(speed, 12)
    expect(waterSpeed(0.3, 0.3, 0.004, 0.013)).toBeCloseTo(speed, 12)
    expect(waterSpeed(0.3, 0, 0.004, 0.013)).toBe(0)
  })

  it('moves with it at a part of its speed, within what was measured', () => {
    const half = headspaceOfPipe(1, 0.5)
    const speed = draggedAir(half, 1) / half.area
    expect(speed).toBeCloseTo(1 / (1 + Math.sqrt((0.03 * Math.PI) / 2 / (4 * 0.006))), 12)
    expect(speed * 60).toBeGreaterThan(3.8)
    expect(speed * 60).toBeLessThan(31.5)
    expect(draggedAir(half, -1)).toBe(-draggedAir(half, 1))
    expect(draggedAir(headspaceOfPipe(1, 1), 1)).toBe(0)
  })
})

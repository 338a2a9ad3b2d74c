import { describe, expect, it } from 'vitest'
import { conveyanceOf, fillReservoir, outflow } from './reservoir.ts'

describe('a non-linear reservoir', () => {
  it('has the α of its plane', () => {
    // 100 · √0.01 / (10 000 · 0.02)
    expect(conveyanceOf(100, 0.01, 1e4, 0.02)).toBeCloseTo(0.05, 12)
    expect(conveyanceOf(100, 0.01, 1e4, 0)).toBe(0)
    expect(outflow(2, 1e-3)).toBeCloseTo(2e-5, 12)
    expect(outflow(2, -1e-3)).toBe(0)
  })

  it('comes to the depth at which as much leaves as comes: (i / α)^0.6', () => {
    // (5e-6)^0.6 = 6.5975e-4
    expect(fillReservoir(0, 1e-5, 2, 0.002, 1e5) - 0.002).toBeCloseTo(6.5975e-4, 8)
  })

  it('runs empty as x = (x₀^(−2/3) + 2/3 α t)^(−3/2) says', () => {
    // (100 + 400)^(−3/2)
    expect(fillReservoir(1.001e-3, 0, 2, 1e-6, 300) - 1e-6).toBeCloseTo(8.94427e-5, 9)
  })

  it('is the same in one step as in many, from below what it holds to above', () => {
    let depth = 0
    for (let step = 0; step < 600; step++) depth = fillReservoir(depth, 2e-5, 0.4, 1.5e-3, 0.5)
    expect(fillReservoir(0, 2e-5, 0.4, 1.5e-3, 300)).toBeCloseTo(depth, 8)
  })

  it('only fills below what it holds, and is drained by losses alone', () => {
    expect(fillReservoir(0, 1e-6, 2, 2e-3, 1000)).toBeCloseTo(1e-3, 15)
    expect(fillReservoir(1e-3, -5e-7, 2, 2e-3, 1000)).toBeCloseTo(5e-4, 15)
  })

  it('tells by a depth below zero what its losses lacked', () => {
    expect(fillReservoir(1e-5, -1e-6, 2, 1, 100)).toBeCloseTo(-9e-5, 15)
  })

  it('without roughness lets all go at once that it does not hold', () => {
    expect(fillReservoir(1e-3, 1e-5, 0, 2e-3, 1000)).toBe(2e-3)
  })
})

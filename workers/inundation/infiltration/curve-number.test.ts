import { describe, expect, it } from 'vitest'
import { curveNumber } from './curve-number.ts'

const HOUR = 3600
const MM_H = 1e-3 / HOUR

describe('the curve number', () => {
  const ground = curveNumber({ curveNumber: 80, dryingTime: 5 * 24 * HOUR })

  function rainOf(state: Float64Array, mmPerHour: number, hours: number, steps: number, depth = 0): number {
    let volume = 0
    for (let step = 0; step < steps; step++)
      volume += (ground.take(state, 0, mmPerHour * MM_H, 0, depth, (hours * HOUR) / steps) * hours * HOUR) / steps
    return volume * 1000
  }

  function fresh(): Float64Array {
    const state = new Float64Array(ground.states)
    ground.start(state, 0)
    return state
  }

  it('keeps 28 of 50 mm at CN 80, in however many steps', () => {
    // S = 63.5 mm; 50 − 50² / 113.5 = 27.9736
    expect(rainOf(fresh(), 25, 2, 1)).toBeCloseTo(27.9736, 3)
    expect(rainOf(fresh(), 25, 2, 500)).toBeCloseTo(27.9736, 3)
  })

  it('goes on with what stands when the rain has stopped, and takes none of a film', () => {
    const state = fresh()
    rainOf(state, 25, 2, 100)
    const rate = state[5] as number
    expect(ground.take(state, 0, 0, 0, 0.01, 60)).toBeCloseTo(rate, 15)
    expect(ground.take(state, 0, 0, 0, 1.2e-3, 60)).toBe(0)
  })

  it('begins a new event after 0.06 of its drying time with the capacity it has by then', () => {
    const state = fresh()
    rainOf(state, 25, 2, 100)
    rainOf(state, 0, 12, 12)
    // free: 63.5 − 27.973 + 63.5 · 12 / 120 = 41.877; 20 mm: 20 − 400 / 61.877 = 13.536
    expect(rainOf(state, 10, 2, 200)).toBeCloseTo(13.536, 2)
  })

  it('refuses a number that is none', () => {
    expect(() => curveNumber({ curveNumber: 101, dryingTime: 1 })).toThrow('expected 10 to 99')
  })
})

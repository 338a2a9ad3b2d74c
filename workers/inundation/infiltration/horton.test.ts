import { describe, expect, it } from 'vitest'
import { type HortonSoil, horton, modifiedHorton } from './horton.ts'
import type { Infiltration } from './infiltration.ts'

const MM_H = 1e-3 / 3600
const HOUR = 3600
const DAY = 24 * HOUR
/** 3 in/h falling to 0.5 in/h: the excess rate over the decay is 15.33816 mm */
const SOIL: HortonSoil = { initial: 76.2 * MM_H, final: 12.7 * MM_H, decay: 4.14 / HOUR, dryingTime: DAY }

/** volume [mm] that one place takes in `duration` [s], in so many steps */
function taken(ground: Infiltration, state: Float64Array, mmPerHour: number, duration: number, steps = 1): number {
  let volume = 0
  for (let step = 0; step < steps; step++)
    volume += (ground.take(state, 0, mmPerHour * MM_H, 0, 0, duration / steps) * duration) / steps
  return volume * 1000
}

function fresh(ground: Infiltration): Float64Array {
  const state = new Float64Array(ground.states)
  ground.start(state, 0)
  return state
}

describe('Horton', () => {
  it('takes in an hour under water what the curve says, in one step as in a thousand', () => {
    // 12.7 + 15.33816 (1 − e^−4.14) = 12.7 + 15.33816 · 0.984077
    const ground = horton(SOIL)
    expect(taken(ground, fresh(ground), 1000, HOUR)).toBeCloseTo(27.7939, 3)
    expect(taken(ground, fresh(ground), 1000, HOUR, 1000)).toBeCloseTo(27.7939, 3)
  })

  it('takes all of a rain weaker than its rate, and goes along the curve by its volume alone', () => {
    const ground = horton(SOIL)
    const state = fresh(ground)
    expect(taken(ground, state, 5, HOUR)).toBeCloseTo(5, 12)
    // 12.7 t + 15.33816 (1 − e^(−4.14 t)) = 5 at t = 0.07422 h
    expect((state[0] as number) / HOUR).toBeCloseTo(0.07422, 4)
    const inSteps = fresh(ground)
    taken(ground, inSteps, 5, HOUR, 500)
    expect(inSteps[0]).toBeCloseTo(state[0] as number, 6)
  })

  it('takes standing and flowing water like rain', () => {
    const ground = horton(SOIL)
    expect(ground.take(fresh(ground), 0, 0, 2 * MM_H, 3e-3, HOUR) / MM_H).toBeCloseTo(5, 9)
  })

  it('recovers 98 % of its rate in the drying time', () => {
    const ground = horton(SOIL)
    const state = fresh(ground)
    taken(ground, state, 1000, 10 * HOUR)
    taken(ground, state, 0, DAY, 24)
    // 12.7 + 0.98 · 63.5
    expect(taken(ground, state, 1000, 0.01) / 0.01 / (MM_H * 1000)).toBeCloseTo(74.93, 2)
  })

  it('never takes more than its most', () => {
    const ground = horton({ ...SOIL, most: 10e-3 })
    const state = fresh(ground)
    expect(taken(ground, state, 1000, 3 * HOUR, 40)).toBeCloseTo(10, 9)
    expect(taken(ground, state, 1000, HOUR)).toBe(0)
    taken(ground, state, 0, DAY)
    expect(taken(ground, state, 1000, HOUR)).toBeGreaterThan(5)
  })

  it('is a constant rate without excess or without decay', () => {
    for (const soil of [
      { ...SOIL, final: SOIL.initial },
      { ...SOIL, decay: 0 },
    ]) {
      for (const ground of [horton(soil), modifiedHorton(soil)]) {
        expect(taken(ground, fresh(ground), 1000, HOUR, 7)).toBeCloseTo(76.2, 9)
        expect(taken(ground, fresh(ground), 0, HOUR)).toBe(0)
      }
    }
  })

  it('refuses a soil that gets better by getting wet', () => {
    expect(() => horton({ ...SOIL, final: 80 * MM_H })).toThrow(/horton: initial rate is .* expected/)
    expect(() => modifiedHorton({ ...SOIL, decay: Number.NaN })).toThrow(/modifiedHorton: decay is NaN/)
  })
})

describe('modified Horton', () => {
  it('is Horton under water, in one step as in a thousand', () => {
    const ground = modifiedHorton(SOIL)
    expect(taken(ground, fresh(ground), 1000, HOUR)).toBeCloseTo(27.7939, 3)
    expect(taken(ground, fresh(ground), 1000, HOUR, 1000)).toBeCloseTo(27.7939, 3)
  })

  it('is not used up by a rain that seeps on', () => {
    const ground = modifiedHorton(SOIL)
    const state = fresh(ground)
    expect(taken(ground, state, 12, 5 * HOUR, 10)).toBeCloseTo(60, 9)
    expect(taken(ground, state, 1000, HOUR)).toBeCloseTo(27.7939, 3)
  })

  it('recovers 98 % in the drying time and stops at its most', () => {
    const ground = modifiedHorton({ ...SOIL, most: 8e-3 })
    const state = fresh(ground)
    taken(ground, state, 1000, HOUR, 100)
    expect(state[0]).toBeCloseTo(8e-3, 12)
    expect(taken(ground, state, 1000, HOUR)).toBe(0)
    taken(ground, state, 0, DAY)
    expect(state[0]).toBeCloseTo(0.16e-3, 9)
  })
})

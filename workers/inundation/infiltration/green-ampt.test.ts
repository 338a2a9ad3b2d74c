import { describe, expect, it } from 'vitest'
import { type GreenAmptSoil, greenAmpt, pondedGain } from './green-ampt.ts'
import type { Infiltration } from './infiltration.ts'

const CM_H = 1e-2 / 3600
const HOUR = 3600
/** silt loam at 30 % effective saturation, Chow, Maidment and Mays, examples of sections 4.3 and 4.4 */
const SILT_LOAM: GreenAmptSoil = { suction: 0.167, conductivity: 0.65 * CM_H, deficit: 0.34 }

/** volume [cm] that one place takes in so many hours */
function taken(ground: Infiltration, state: Float64Array, cmPerHour: number, hours: number, steps = 1): number {
  let volume = 0
  for (let step = 0; step < steps; step++)
    volume += (ground.take(state, 0, cmPerHour * CM_H, 0, 0, (hours * HOUR) / steps) * hours * HOUR) / steps
  return volume * 100
}

function fresh(ground: Infiltration): Float64Array {
  const state = new Float64Array(ground.states)
  ground.start(state, 0)
  return state
}

describe('Green-Ampt', () => {
  it('under water takes what the book says in an hour', () => {
    // F = K t + ψ θ ln(1 + F / (ψ θ)), printed 3.17 cm
    expect(pondedGain(0, 0.167 * 0.34, 0.65 * CM_H, HOUR) * 100).toBeCloseTo(3.17, 2)
  })

  it('under water is the same in one step as in many', () => {
    const [capillary, conductivity] = [0.167 * 0.34, 0.65 * CM_H]
    let volume = 0
    for (let step = 0; step < 3600; step++) volume += pondedGain(volume, capillary, conductivity, 1)
    expect(volume).toBeCloseTo(pondedGain(0, capillary, conductivity, HOUR), 12)
  })

  it('seeps at its conductivity where nothing is free', () => {
    expect(pondedGain(0.01, 0, 1e-6, 100)).toBeCloseTo(1e-4, 15)
  })

  it('takes all the rain until it ponds, then what the book says', () => {
    // 5 cm/h: ponds after 0.17 h with 0.85 cm; printed 3.02 cm after an hour
    const ground = greenAmpt(SILT_LOAM)
    const state = fresh(ground)
    expect(taken(ground, state, 5, 0.165)).toBeCloseTo(0.825, 9)
    expect(state[4]).toBe(0)
    expect(taken(ground, state, 5, 0.01)).toBeLessThan(0.05)
    expect(state[4]).toBe(1)
    expect(taken(ground, fresh(ground), 5, 1)).toBeCloseTo(3.02, 2)
    expect(taken(ground, fresh(ground), 5, 1, 400)).toBeCloseTo(3.02, 2)
  })

  it('stops ponding when the rain gets weaker than what it could take', () => {
    const ground = greenAmpt(SILT_LOAM)
    const state = fresh(ground)
    taken(ground, state, 5, 1)
    expect(taken(ground, state, 0.7, 0.5)).toBeCloseTo(0.35, 9)
    expect(state[4]).toBe(0)
  })

  it('takes more under deep water', () => {
    const ground = greenAmpt(SILT_LOAM)
    const shallow = ground.take(fresh(ground), 0, 0, 0, 0.1, HOUR)
    const deep = ground.take(fresh(ground), 0, 0, 0, 1, HOUR)
    expect(shallow).toBeLessThan(deep)
    // c = (16.7 + 100) · 0.34 cm: F − c ln(1 + F / c) = 0.65 cm at F = 7.6165 cm
    expect(deep * HOUR * 100).toBeCloseTo(7.6165, 3)
  })

  it('drains its upper zone, √K / 75 an hour, and begins a new event with what is free', () => {
    // √K = 0.50587 with K in in/h: a new event after 8.9 h; dry after 148.3 h
    const ground = greenAmpt(SILT_LOAM)
    const state = fresh(ground)
    taken(ground, state, 5, 10)
    taken(ground, state, 0, 20, 20)
    expect((state[2] as number) / 0.34).toBeCloseTo((20 * 0.50587) / 75, 4)
    // ponds with c K / (i − K) = 16.7 · 0.34 · 0.1349 · 0.65 / 4.35 = 0.1145 cm
    expect(taken(ground, state, 5, 0.0228)).toBeCloseTo(0.114, 9)
    expect(state[4]).toBe(0)
    taken(ground, state, 5, 0.001)
    expect(state[4]).toBe(1)
    taken(ground, state, 0, 149, 149)
    expect([...state.subarray(0, 3)]).toEqual([0, 0, 0.34])
  })

  it('is worn by light rain before a storm, unless modified', () => {
    const storms = [greenAmpt(SILT_LOAM), greenAmpt(SILT_LOAM, true)].map((ground) => {
      const state = fresh(ground)
      expect(taken(ground, state, 0.3, 10, 60)).toBeCloseTo(3, 9)
      return taken(ground, state, 5, 1)
    })
    const [worn, modified] = storms as [number, number]
    expect(worn).toBeLessThan(0.9 * modified)
  })

  it('refuses a deficit beyond all pores', () => {
    expect(() => greenAmpt({ ...SILT_LOAM, deficit: 1.2 })).toThrow('greenAmpt: deficit is 1.2, expected 0 to 1')
  })
})

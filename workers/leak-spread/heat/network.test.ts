import { describe, expect, it } from 'vitest'
import { type HeatNetwork, solveHeatNetwork } from './network.ts'
import { densityOfWater, viscosityOfWater, WATER_HEAT } from './water.ts'

const PIPE = { length: 200, diameter: 0.1, roughness: 1e-4, transfer: 2, outside: 283.15 }

/** From a feed two ways to a customer. */
const LOOP: HeatNetwork = {
  nodes: ['feed', 'left', 'right', 'house'],
  pipes: [
    { ...PIPE, id: 'a', from: 0, to: 1 },
    { ...PIPE, id: 'b', from: 0, to: 2 },
    { ...PIPE, id: 'c', from: 1, to: 3 },
    { ...PIPE, id: 'd', from: 3, to: 2 },
  ],
  feeds: [{ node: 0, pressure: 6e5, temperature: 363.15 }],
  taken: Float64Array.of(0, 0, 0, 4),
}

describe('a heat network', () => {
  it('parts the flow evenly over equal ways, by sign', () => {
    const { flow, pressure, temperature } = solveHeatNetwork(LOOP)
    expect([...flow].map((value) => Number(value.toFixed(6)))).toEqual([2, 2, 2, -2])
    expect(pressure[1]).toBeCloseTo(pressure[2] as number, 3)
    const cooled = 283.15 + 80 * Math.exp((-2 * Math.PI * 0.1 * 400) / (2 * WATER_HEAT))
    expect(temperature[3]).toBeCloseTo(cooled, 6)
  })

  it('gives to the ground what its water lost', () => {
    const { lost, temperature } = solveHeatNetwork(LOOP)
    expect(lost).toBeCloseTo(4 * WATER_HEAT * (363.15 - (temperature[3] as number)), 3)
  })

  it('has more and more sections that come to the exponential', () => {
    const ends = [5, 50, undefined].map((sections) => {
      const pipes = LOOP.pipes.map((pipe) => (sections ? { ...pipe, sections } : pipe))
      return solveHeatNetwork({ ...LOOP, pipes }).temperature[3] as number
    })
    const [coarse, fine, exact] = ends as [number, number, number]
    expect((coarse - exact) / (fine - exact)).toBeCloseTo(10, 0)
  })

  it('says which node nothing reaches', () => {
    const pipes = LOOP.pipes.slice(0, 2)
    expect(() => solveHeatNetwork({ ...LOOP, pipes })).toThrow('no way from a feed to house')
  })

  it('knows water', () => {
    // steam tables: 20 °C 998.2 kg/m³, 1.002 mPa s; 90 °C 965.3 kg/m³, 0.3145 mPa s
    expect(densityOfWater(293.15)).toBeCloseTo(998.2, 0)
    expect(Math.abs(densityOfWater(363.15) / 965.3 - 1)).toBeLessThan(0.005)
    expect(Math.abs(viscosityOfWater(293.15) / 1.002e-3 - 1)).toBeLessThan(0.025)
    expect(Math.abs(viscosityOfWater(363.15) / 3.145e-4 - 1)).toBeLessThan(0.025)
  })
})

import { describe, expect, it } from 'vitest'
import { AIR, aGasNetwork } from '../../../tests/kit/a-gas-network.ts'
import { orificeRelease } from '../gas/release.ts'
import { type LeakSpec, placeLeak } from './leak.ts'
import type { GasNetwork } from './network.ts'
import { solveSteady } from './solve.ts'

const area = (diameter: number) => (Math.PI / 4) * diameter ** 2
const leak = (given: Partial<LeakSpec> & { hole?: number } = {}): LeakSpec => ({
  ...{ pipe: 'P', at: 0.25, isSevered: false, soil: null },
  ...{ orifice: { area: area(given.hole ?? 0.01), dischargeCoefficient: 0.85 } },
  ...given,
})
const main = (over = 4e5) =>
  aGasNetwork().source('S', over).pipe('P', 'S', 'A', { length: 400 }).pipe('Q', 'A', 'B').takes('B', 0.02)
function leaking(network: GasNetwork, spec: LeakSpec) {
  const placed = placeLeak(network, spec)
  const state = solveSteady(placed.network, { friction: 'colebrook', outflows: placed.outflows })
  const at = (id: string) => state.pressure[placed.network.nodes.findIndex((node) => node.id === id)] as number
  return { ...placed, state, at }
}

describe('a leak on a pipe', () => {
  it('lets out what the pressure there drives, and the source gives it', () => {
    const { state, at, network } = leaking(main().build(), leak())
    const [out = 0] = state.outflow
    const before = { molarMass: 8.314462618 / 500, heatRatio: 1.31, temperature: 280, compressibility: 1, viscosity: 0 }
    expect(out).toBeCloseTo(orificeRelease(leak().orifice, at('leak P'), AIR, before).flow, 12)
    expect(state.flow[0]).toBeCloseTo(out + 0.02, 9)
    expect(network.links.map(({ id }) => id)).toEqual(['P[1]', 'P[2]', 'Q'])
    expect(state.laid.slender[0]).toBeCloseTo(1000, 9)
    expect(at('leak P')).toBeLessThan(at('S'))
  })

  it('grows with its hole, and lowers the pressure of all behind it', () => {
    const found = [0.002, 0.01, 0.05, 0.1].map((hole) => leaking(main().build(), leak({ hole })))
    const [out, end] = [found.map(({ state }) => state.outflow[0] as number), found.map(({ at }) => at('B'))]
    for (let i = 1; i < 4; i++) {
      expect(out[i]).toBeGreaterThan(out[i - 1] as number)
      expect(end[i]).toBeLessThan(end[i - 1] as number)
    }
    // the network and not the hole sets the last: the hole is a hundred times the second
    expect((out[3] as number) / (out[1] as number)).toBeLessThan(40)
  })

  it('of low pressure is found as well, where the hole is not choked', () => {
    const { state } = leaking(main(2000).build(), leak({ hole: 0.03, at: 0.9 }))
    expect(state.outflow[0]).toBeGreaterThan(0)
    expect((state.flow[0] as number) - (state.outflow[0] as number)).toBeCloseTo(0.02, 8)
  })

  it('is nothing where the network has the pressure of the air', () => {
    const rest = aGasNetwork().source('S', 0).pipe('P', 'S', 'A').build()
    expect(leaking(rest, leak()).state.outflow[0]).toBe(0)
  })

  it('that tears the pipe lets out at both ends; behind it is what other sources feed', () => {
    const severed = leak({ isSevered: true, hole: 0.1, at: 0.5 })
    const alone = leaking(main().build(), severed)
    expect(alone.outflows.map(({ id }) => id)).toEqual(['leak P[1]', 'leak P[2]'])
    expect(alone.state.outflow[0]).toBeGreaterThan(1)
    expect(alone.state.outflow[1]).toBeNaN()
    expect(alone.at('B')).toBeNaN()
    const fed = leaking(main().source('T', 4e5).pipe('R', 'T', 'B').build(), severed)
    expect(fed.state.outflow[1]).toBeGreaterThan(1)
  })

  it('lies on a pipe that holds gas, within it, and is no wider', () => {
    const network = main().valve('V', 'A', 'C').pipe('old', 'A', 'C', { isOpen: false }).build()
    const refusal = (spec: LeakSpec) => () => placeLeak(network, spec)
    expect(refusal(leak({ pipe: 'X' }))).toThrow('made: leak: no link "X", expected a pipe')
    expect(refusal(leak({ pipe: 'V' }))).toThrow('made: leak: V is a valve, expected a pipe')
    expect(refusal(leak({ pipe: 'old' }))).toThrow('pipe old is shut or out of service: nothing is known to be in it')
    expect(refusal(leak({ at: 1 }))).toThrow("place is 1 of the pipe's length, expected above 0 and below 1")
    expect(refusal(leak({ hole: 0.2 }))).toThrow('hole is 0.0314159')
  })
})

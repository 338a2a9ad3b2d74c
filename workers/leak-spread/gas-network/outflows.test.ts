import { describe, expect, it } from 'vitest'
import { AIR, aGasNetwork } from '../../../tests/kit/a-gas-network.ts'
import { orificeRelease } from '../gas/release.ts'
import { drivenDemands } from './demand.ts'
import { placeLeak } from './leak.ts'
import { resultOf } from './results.ts'
import { solveSteady } from './solve.ts'

const gas = { molarMass: 8.314462618 / 500, heatRatio: 1.31, temperature: 280, compressibility: 1, viscosity: 0 }

describe('outflows by pressure in Newton’s method', () => {
  it('come near even where the network could give a thousandth of what the hole takes at the source', () => {
    const network = aGasNetwork().source('S', 4e5).pipe('P', 'S', 'A', { length: 20_000, diameter: 0.05 }).build()
    const orifice = { area: (Math.PI / 4) * 0.05 ** 2, dischargeCoefficient: 0.85 }
    const placed = placeLeak(network, { pipe: 'P', at: 0.99, isSevered: true, orifice, soil: null })
    const { outflow, pressure, turns, flow } = solveSteady(placed.network, {
      friction: 'colebrook',
      outflows: placed.outflows,
    })
    const [out = 0] = outflow
    const over = (pressure[2] as number) - AIR
    expect(orificeRelease(orifice, 501_325, AIR, gas).flow / out).toBeGreaterThan(30)
    expect(over).toBeGreaterThan(0)
    expect(out / orificeRelease(orifice, AIR + over, AIR, gas).flow).toBeCloseTo(1, 6)
    expect(out).toBeCloseTo(flow[0] as number, 9)
    expect(turns).toBeLessThan(40)
  })

  it('share what little there is among many customers and a leak, and the balance closes', () => {
    const street = aGasNetwork().source('S', 3000)
    for (let i = 0; i < 30; i++) {
      street.pipe(`P${i}`, i === 0 ? 'S' : `N${i - 1}`, `N${i}`, { length: 50, diameter: 0.05 }).takes(`N${i}`, 0.003)
      street.node(`N${i}`, 5 * Math.sin(i))
    }
    const network = street.build()
    const { network: driven, outflows } = drivenDemands(network, { none: 300, full: 1500 })
    const orifice = { area: (Math.PI / 4) * 0.03 ** 2, dischargeCoefficient: 0.85 }
    const placed = placeLeak(driven, { pipe: 'P10', at: 0.5, isSevered: false, orifice, soil: null })
    const state = solveSteady(placed.network, { friction: 'colebrook', outflows: [...placed.outflows, ...outflows] })
    const { balance, customers } = resultOf(network, state, 1)
    expect(balance.error).toBeLessThan(1e-7)
    expect(balance.leaked).toBeGreaterThan(0)
    expect(customers[0]?.delivered).toBeGreaterThan(customers[9]?.delivered ?? 0)
    expect(customers.every(({ delivered, asked }) => delivered >= 0 && delivered <= asked)).toBe(true)
  })

  it('of a customer at the source itself are supply as well', () => {
    const network = aGasNetwork().source('S', 3000).pipe('P', 'S', 'A').takes('S', 0.01).takes('A', 0.002).build()
    const { network: driven, outflows } = drivenDemands(network, { none: 0, full: 1000 })
    const { balance } = resultOf(network, solveSteady(driven, { friction: 'colebrook', outflows }), 0)
    expect(balance.supply).toBeCloseTo(0.012, 9)
    expect(balance.error).toBeLessThan(1e-7)
  })
})

describe('an open network with heights', () => {
  it('may stand below the pressure of the air in its lower parts, and says so', () => {
    // gas of half the weight of air: its pressure falls less with height than that of the air
    const light = aGasNetwork()
      .source('S', 50)
      .node('A', -40)
      .node('B', 20)
      .pipe('P', 'S', 'A')
      .pipe('Q', 'S', 'B')
      .build()
    const { flags, nodes } = resultOf(light, solveSteady(light, { friction: 'colebrook' }), 0)
    expect(nodes[1]?.over).toBeLessThan(0)
    expect(flags).toEqual(['1 nodes are below the pressure of the air, which may come in: A'])
  })
})

describe('a regulator before a part that only it feeds', () => {
  it('lets nothing back into it, whatever is taken there', () => {
    const network = aGasNetwork()
      .source('S', 3000)
      .regulator('R', 'A', 'B', 2000)
      .pipe('P', 'S', 'B')
      .takes('A', 0.01)
      .takes('B', 0.001)
    const state = solveSteady(network.build(), { friction: 'colebrook' })
    expect(state.states[0]).toBe('closed')
    expect(state.pressure[1]).toBeNaN()
  })
})

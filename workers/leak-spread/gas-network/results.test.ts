import { describe, expect, it } from 'vitest'
import { aGasNetwork } from '../../../tests/kit/a-gas-network.ts'
import type { GasNetwork } from './network.ts'
import { resultOf } from './results.ts'
import { solveSteady } from './solve.ts'

const result = (network: GasNetwork) => resultOf(network, solveSteady(network, { friction: 'colebrook' }), 0)

describe('a result', () => {
  it('tells what comes in, from sources and from what is put in, and what nobody gets', () => {
    const network = aGasNetwork()
      .source('S', 4e5)
      .pipe('P', 'S', 'A')
      .valve('V', 'A', 'B', false)
      .takes('S', 0.02)
      .takes('A', 0.05)
      .takes('B', 0.7)
      .build()
    const given = { ...network, demands: [...network.demands, { id: 'digester', node: 1, flow: -0.01 }] }
    const { balance, customers, nodes, links } = result(given)
    expect(balance).toMatchObject({ supply: expect.closeTo(0.07, 9), delivered: expect.closeTo(0.07, 12), leaked: 0 })
    expect(balance.error).toBeLessThan(1e-8)
    expect(customers.map(({ delivered, isReached }) => [delivered, isReached])).toEqual([
      [0.02, true],
      [0.05, true],
      [0, false],
    ])
    expect(nodes[2]).toEqual({ id: 'B', pressure: null, over: null, compressibility: null })
    expect(links[1]).toEqual({ id: 'V', kind: 'valve', state: 'shut', flow: null, velocity: null })
  })

  it('flags a compressor that gas flows back through, and pipes too fast for what is left out', () => {
    const backward = aGasNetwork().source('S', 4e5).compressor('C', 'A', 'S', { ratio: 1.1 }).takes('A', 0.1).build()
    expect(result(backward).flags).toEqual(['compressor C: gas flows backward through it, which none does'])
    const fast = aGasNetwork().source('S', 4e5).pipe('P', 'S', 'A', { length: 10 }).takes('A', 1.5).build()
    expect(result(fast).flags).toEqual(['1 pipes run above 40 m/s, where inertia is left out: P'])
  })
})

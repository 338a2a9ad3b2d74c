import { describe, expect, it } from 'vitest'
import { AIR, aGasNetwork, IDEAL } from '../../../tests/kit/a-gas-network.ts'
import { Refusal } from '../../refusal.ts'
import { drivenDemands } from './demand.ts'
import { frictionFactor } from './friction.ts'
import { airPressure, type GasNetwork } from './network.ts'
import { solveSteady } from './solve.ts'

const solve = (network: GasNetwork) => solveSteady(network, { friction: 'colebrook' })
/** By id: overpressures [Pa] and flows [kg/s]. */
function found(network: GasNetwork) {
  const { pressure, flow, states, turns } = solve(network)
  return {
    over: Object.fromEntries(network.nodes.map(({ id }, i) => [id, (pressure[i] as number) - AIR])),
    flow: Object.fromEntries(network.links.map(({ id }, i) => [id, flow[i] as number])),
    state: Object.fromEntries(network.links.map(({ id }, i) => [id, states[i]])),
    turns,
  }
}
const faults = (network: GasNetwork) =>
  toldOf(network)
    .map(({ en }) => en)
    .join('\n')
function toldOf(network: GasNetwork): Refusal['told'] {
  try {
    solve(network)
  } catch (error) {
    if (error instanceof Refusal) return error.told
    throw error
  }
  return []
}

/** Streets with loops, fed with 350 kPa in a corner, `0.0`. */
function aGrid(diameter: number) {
  const size = 10
  const name = (i: number, j: number) => `${i}.${j}`
  const grid = aGasNetwork().source(name(0, 0), 3.5e5)
  const pipe = { diameter, roughness: 1e-5 }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      if (i > 0) grid.pipe(`across ${name(i, j)}`, name(i - 1, j), name(i, j), pipe)
      if (j > 0) grid.pipe(`along ${name(i, j)}`, name(i, j - 1), name(i, j), pipe)
    }
  return grid
}

describe('a network at rest', () => {
  it('of many loops settles at the pressure of its source, with no flow', () => {
    const { pressure, flow, turns } = solve(aGrid(0.1).build())
    expect(Math.max(...pressure.map((one) => Math.abs(one / (3.5e5 + AIR) - 1)))).toBeLessThan(1e-12)
    expect(Math.max(...flow.map(Math.abs))).toBeLessThan(1e-9)
    expect(turns).toBeLessThan(20)
  })
  it('but for a leak that is small for its pipes settles as soon, and feeds it', () => {
    const { flow, turns } = found(aGrid(1).takes('9.9', 0.1).build())
    expect((flow['along 0.1'] ?? 0) + (flow['across 1.0'] ?? 0)).toBeCloseTo(0.1, 6)
    expect(turns).toBeLessThan(20)
  })
})

describe('one pipe', () => {
  it('loses what is worked by hand with a friction factor given', () => {
    const network = aGasNetwork()
      .source('S', 4e5)
      .pipe('P', 'S', 'A', { length: 1000, frictionFactor: 0.02 })
      .takes('A', 0.3)
      .build()
    // p² falls by λ L/D G² R T: 0.02 × 10,000 × (0.3/0.00785398)² × 140,000 = 4.0852e10 Pa²
    expect(found(network).over.A).toBeCloseTo(
      Math.sqrt(501_325 ** 2 - 200 * (0.3 / (Math.PI / 400)) ** 2 * 140_000) - AIR,
      3,
    )
    expect(found(network).flow.P).toBeCloseTo(0.3, 9)
  })

  it('at low pressure loses what an incompressible fluid of the mean density does', () => {
    const network = aGasNetwork().source('S', 3000).pipe('P', 'S', 'A').takes('A', 0.01).build()
    const area = Math.PI / 400
    const { factor } = frictionFactor('colebrook', (0.01 * 0.1) / (area * 1.1e-5), 1e-3)
    const density = (AIR + 3000) / 140_000
    const fall = ((factor * 1000) / (2 * density)) * (0.01 / area) ** 2
    expect(fall).toBeGreaterThan(10)
    // the density falls by 0.02 % along it
    expect((3000 - (found(network).over.A as number)) / fall).toBeCloseTo(1, 3)
  })

  it('rests at one pressure when nothing is taken, and under its own weight when it rises', () => {
    const level = found(aGasNetwork().source('S', 3000).pipe('P', 'S', 'A').pipe('Q', 'A', 'B').build())
    expect(level.over).toEqual({ S: 3000, A: 3000, B: 3000 })
    expect(level.flow).toEqual({ P: 0, Q: 0 })
    const risen = aGasNetwork().source('S', 3000).node('A', 100).pipe('P', 'S', 'A').build()
    // p e^(−g Δz/RT); both densities at the ends are 0.7 % apart, their squares' mean is exact to 1e-5 of the weight
    expect(((found(risen).over.A as number) + AIR) / ((AIR + 3000) * Math.exp(-981 / 140_000))).toBeCloseTo(1, 6)
  })

  it('does the same the other way round', () => {
    const [forth, back] = [
      aGasNetwork().source('S', 4e5).pipe('P', 'S', 'A').takes('A', 0.3).build(),
      aGasNetwork().source('S', 4e5).pipe('P', 'A', 'S').takes('A', 0.3).build(),
    ].map(found)
    expect(back?.over.A).toBeCloseTo(forth?.over.A ?? 0, 6)
    expect(back?.flow.P).toBeCloseTo(-(forth?.flow.P ?? 0), 12)
  })
})

describe('a network with loops', () => {
  const looped = () =>
    aGasNetwork()
      .source('S', 3e5)
      .pipe('1', 'S', 'A')
      .pipe('2', 'S', 'B', { length: 170 })
      .pipe('3', 'A', 'B', { length: 60, diameter: 0.05 })
      .pipe('4', 'A', 'C')
      .pipe('5', 'B', 'C', { diameter: 0.08 })
      .takes('A', 0.05)
      .takes('B', 0.1)
      .takes('C', 0.2)
  it('closes every balance and every loop', () => {
    const network = looped().build()
    const { over, flow } = found(network)
    expect((flow['1'] as number) + (flow['2'] as number)).toBeCloseTo(0.35, 9)
    expect((flow['4'] as number) + (flow['5'] as number)).toBeCloseTo(0.2, 9)
    const { pressure, laid } = solve(network)
    const fall = (link: number) => {
      const [a, b] = [laid.from[link] as number, laid.to[link] as number]
      return (pressure[a] as number) ** 2 - (pressure[b] as number) ** 2
    }
    expect(fall(0) + fall(2) - fall(1)).toBeCloseTo(0, 3)
    expect(over.C).toBeLessThan(over.B as number)
  })

  it('is the same in any order of its parts', () => {
    const network = looped().build()
    const turned = network.nodes.map((_, i) => network.nodes.length - 1 - i)
    const other: GasNetwork = {
      ...network,
      nodes: [...network.nodes].reverse(),
      sources: network.sources.map((one) => ({ ...one, node: turned[one.node] as number })),
      demands: network.demands.map((one) => ({ ...one, node: turned[one.node] as number })),
      links: network.links
        .map((one) => ({ ...one, from: turned[one.from] as number, to: turned[one.to] as number }))
        .reverse(),
    }
    const [a, b] = [found(network), found(other)]
    for (const id of Object.keys(a.over)) expect(b.over[id]).toBeCloseTo(a.over[id] as number, 3)
    for (const id of Object.keys(a.flow)) expect(b.flow[id]).toBeCloseTo(a.flow[id] as number, 8)
  })
})

describe('a regulator', () => {
  const station = (over: number, taken = 0.05) =>
    aGasNetwork()
      .source('S', over)
      .pipe('high', 'S', 'A')
      .regulator('R', 'A', 'B', 3000)
      .pipe('low', 'B', 'C')
      .takes('C', taken)
  it('holds its pressure, whatever lies before it', () => {
    for (const over of [1e5, 4e5]) {
      const { over: at, flow, state } = found(station(over).build())
      expect(at.B).toBeCloseTo(3000, 0)
      expect(flow.R).toBeCloseTo(0.05, 8)
      expect(state.R).toBe('holds')
    }
  })

  it('stands open where there is less before it', () => {
    const { over, state } = found(station(2500, 0.001).build())
    expect(state.R).toBe('open')
    expect(over.B).toBeCloseTo(over.A as number, 0)
  })

  it('lets nothing back, and opens again when the other side needs it', () => {
    const { flow, state, over } = found(station(2e5).source('D', 6000).pipe('from D', 'D', 'C').build())
    expect(state.R).toBe('closed')
    expect(flow.R).toBe(0)
    expect(over.B).toBeGreaterThan(3000)
    const both = found(
      station(2e5, 0.1).source('D', 3100).pipe('from D', 'D', 'C', { length: 5000, diameter: 0.05 }).build(),
    )
    expect(both.state.R).toBe('holds')
    expect((both.flow.low as number) + (both.flow['from D'] as number)).toBeCloseTo(0.1, 8)
  })

  it('shares with an equal one beside it; one that is set lower closes', () => {
    const equal = found(station(2e5).regulator('R2', 'A', 'B', 3000).build())
    expect(equal.flow.R).toBeCloseTo(0.025, 6)
    expect(equal.flow.R2).toBeCloseTo(0.025, 6)
    const lower = found(station(2e5).regulator('R2', 'A', 'B', 2000).build())
    expect(lower.state).toMatchObject({ R: 'holds', R2: 'closed' })
    expect(lower.flow.R).toBeCloseTo(0.05, 8)
  })

  it('steps pressure down through several tiers', () => {
    const tiers = station(16e5).regulator('R3', 'C', 'E', 2000).pipe('house', 'E', 'F').takes('F', 0.001).build()
    const { over, flow } = found(tiers)
    expect(over.E).toBeCloseTo(2000, 0)
    expect(flow.high).toBeCloseTo(0.051, 8)
  })
})

describe('a compressor', () => {
  it('lifts by its ratio, in a row and in real gas', () => {
    const network = aGasNetwork({ ...IDEAL, compressibility: { kind: 'cnga', b1: 1.003, b2: 2.97e-8 } })
      .source('S', 4e6)
      .compressor('C', 'S', 'A', { ratio: 1.2 })
      .pipe('P', 'A', 'B')
      .compressor('D', 'B', 'E', { ratio: 1.1 })
      .takes('E', 1)
      .build()
    const { over } = found(network)
    const at = (id: string) => (over[id] as number) + AIR
    expect(at('A') / at('S')).toBeCloseTo(1.2, 5)
    expect(at('E') / at('B')).toBeCloseTo(1.1, 5)
  })

  it('lifts to its pressure, and stands open where there is more already', () => {
    const to = (pressure: number) =>
      found(
        aGasNetwork()
          .source('S', 4e5)
          .compressor('C', 'S', 'A', { pressure })
          .pipe('P', 'A', 'B')
          .takes('B', 0.1)
          .build(),
      )
    expect((to(9e5).over.A as number) + AIR).toBeCloseTo(9e5, 0)
    expect(to(3e5)).toMatchObject({ state: { C: 'open' }, over: { A: expect.closeTo(4e5, 0) } })
  })
})

describe('what no source reaches', () => {
  it('has no pressure, and its customers no flow to be told', () => {
    const network = aGasNetwork()
      .source('S', 3000)
      .pipe('P', 'S', 'A')
      .valve('V', 'A', 'B', false)
      .pipe('Q', 'B', 'C')
      .takes('C', 0.01)
    const { over, flow } = found(network.build())
    expect(over).toEqual({ S: 3000, A: 3000, B: Number.NaN, C: Number.NaN })
    expect(flow).toEqual({ P: 0, V: Number.NaN, Q: Number.NaN })
    expect(found(network.valve('W', 'A', 'B').build()).over.B).toBeLessThan(3000)
  })
})

describe('a network that cannot be computed', () => {
  it('says so by name', () => {
    const small = () => aGasNetwork().source('S', 3000).pipe('P', 'S', 'A')
    expect(faults(aGasNetwork().pipe('P', 'S', 'A').build())).toBe(
      'made: no node has a given pressure, expected one at least: none is guessed',
    )
    expect(faults(aGasNetwork().source('S', Number.NaN).build())).toContain(
      'source at S: pressure is NaN Pa absolute, expected > 0',
    )
    expect(faults(small().pipe('Q', 'A', 'B', { diameter: 0 }).build())).toBe(
      'made: pipe Q: diameter is 0 m, expected > 0',
    )
    expect(faults(small().pipe('Q', 'A', 'B', { roughness: null }).build())).toContain(
      'neither a roughness nor a friction factor',
    )
    expect(faults(small().pipe('P', 'A', 'B').build())).toBe('made: link P: the id is there before, expected each once')
    expect(faults(small().pipe('Q', 'A', 'A').build())).toBe('made: pipe Q: begins and ends at A, expected two nodes')
    expect(faults(small().source('A', 2000).regulator('R', 'S', 'A', 1000).build())).toContain(
      'where one is given already',
    )
    expect(faults(small().pipe('Q', 'A', 'B', { length: 0 }).build())).toContain('neither length nor loss')
    expect(faults(small().takes('A', Number.NaN).build())).toBe(
      'made: demand customer A: flow is NaN kg/s, expected a number',
    )
  })

  it('says so to Chinese readers in Chinese', () => {
    const inChinese = (network: GasNetwork) =>
      toldOf(network)
        .map(({ zh }) => zh)
        .join('\n')
    const small = () => aGasNetwork().source('S', 3000).pipe('P', 'S', 'A')
    expect(inChinese(small().pipe('Q', 'A', 'B', { diameter: 0 }).build())).toBe('made：管段 Q：管径为 0 m，应大于 0')
    expect(inChinese(small().pipe('P', 'A', 'B').build())).toBe('made：管段或设备 P：id 重复，应各出现一次')
    expect(inChinese(small().takes('A', 5).build())).toMatch(/^made：输送能力不足：A 的压力将低于大气压/)
  })

  it('is one that cannot carry what is taken', () => {
    const network = aGasNetwork().source('S', 3000).pipe('P', 'S', 'A').takes('A', 5).build()
    expect(faults(network)).toBe(
      'made: cannot carry what is taken: the pressure would fall below that of the air at A; customers that take less at low pressure need a service pressure',
    )
  })
})

describe('customers whose flow hangs on their pressure', () => {
  const network = (flow: number) =>
    aGasNetwork().source('S', 3000).pipe('P', 'S', 'A', { length: 2000 }).takes('A', flow).build()
  const at = (none: number, full: number, flow = 0.03) => {
    const driven = drivenDemands(network(flow), { none, full })
    const { outflow, pressure } = solveSteady(driven.network, { friction: 'colebrook', outflows: driven.outflows })
    return { taken: outflow[0] as number, over: (pressure[1] as number) - AIR }
  }
  it('get all at and above the service pressure', () => {
    expect(at(0, 100, 0.01).taken).toBe(0.01)
  })

  it('get what the network can carry, though the step from nothing to all is a steep one', () => {
    const { taken, over } = at(0, 100, 0.1)
    expect(over).toBeGreaterThan(0)
    expect(over).toBeLessThan(100)
    expect(taken).toBeCloseTo(0.1 * Math.sqrt(over / 100), 6)
  })

  it('get the square root of it below', () => {
    const { taken, over } = at(500, 2900)
    expect(taken).toBeLessThan(0.03)
    expect(taken).toBeCloseTo(0.03 * Math.sqrt((over - 500) / 2400), 7)
  })
})

it('air is thinner above', () => {
  expect(airPressure(0)).toBe(AIR)
  expect(airPressure(1000)).toBeCloseTo(89_875, -1)
})

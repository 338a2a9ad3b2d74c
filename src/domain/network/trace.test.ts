import { describe, expect, it } from 'vitest'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { linksInLoops } from './loops.ts'
import { PASSAGE, type Topology } from './topology.ts'
import {
  directionsOf,
  findLoop,
  findRoute,
  traceConnected,
  traceDownstream,
  traceUpstream,
  travelTimes,
  waysFrom,
} from './trace.ts'

/** S → A → B → C, a loop A → D → C, and a tail C → E. */
const network = aNetwork()
  .source('S')
  .pipe('SA', 'S', 'A')
  .pipe('AB', 'A', 'B')
  .pipe('BC', 'B', 'C')
  .pipe('AD', 'A', 'D')
  .pipe('CD', 'C', 'D')
  .pipe('CE', 'C', 'E')
  .build()
/** CD flows against its drawing. */
const flows = directionsOf([5, 3, 3, 2, -2, 5])
const node = (id: string) => network.nodeId.indexOf(id)
const link = (id: string) => network.linkId.indexOf(id)
const nodes = (numbers: Int32Array) => [...numbers].map((number) => network.nodeId.at(number))
const links = (numbers: Int32Array) => [...numbers].map((number) => network.linkId.at(number))

describe('a trace', () => {
  it('goes with the flow downstream, against it upstream', () => {
    expect(nodes(traceDownstream(network, flows, [node('D')]).nodes).sort()).toEqual(['C', 'D', 'E'])
    expect(links(traceDownstream(network, flows, [node('D')]).links).sort()).toEqual(['CD', 'CE'])
    expect(nodes(traceUpstream(network, flows, [node('D')]).nodes).sort()).toEqual(['A', 'D', 'S'])
  })

  it('stops where the direction is not known, and says where', () => {
    const trace = traceDownstream(network, directionsOf([5, 3, 0, 2, -2, 5]), [node('B')])
    expect(nodes(trace.nodes)).toEqual(['B'])
    expect(links(trace.undirected)).toEqual(['BC'])
  })

  it('takes a flow that is next to nothing for still', () => {
    expect([...directionsOf([1, -1e-9, 0])]).toEqual([1, 0, 0])
  })

  it('connects past directions, and not past closed links', () => {
    expect(traceConnected(network, [node('E')]).nodes.length).toBe(6)
    const shut: Topology = { ...network, passage: closed('SA') }
    expect(nodes(traceConnected(shut, [node('S')]).nodes)).toEqual(['S'])
  })

  it('of nothing is nothing', () => {
    expect(traceConnected(network, []).nodes.length).toBe(0)
  })
})

describe('a way', () => {
  it('is the shortest by the lengths given', () => {
    const by = (lengths: number[]) =>
      links(findRoute(network, node('S'), node('E'), lengths)?.links ?? new Int32Array())
    expect(by([1, 1, 1, 5, 5, 1])).toEqual(['SA', 'AB', 'BC', 'CE'])
    expect(by([1, 9, 9, 1, 1, 1])).toEqual(['SA', 'AD', 'CD', 'CE'])
  })

  it('that a closed link bars is none', () => {
    expect(findRoute({ ...network, passage: closed('SA') }, node('S'), node('E'), [1, 1, 1, 1, 1, 1])).toBeNull()
  })

  it('is not looked for beyond the longest that is asked for', () => {
    const ways = waysFrom(network, [node('S')], [1, 1, 1, 5, 5, 1], 3)
    expect([...ways].map(([at, way]) => [network.nodeId.at(at), way])).toEqual([
      ['S', 0],
      ['A', 1],
      ['B', 2],
      ['C', 3],
    ])
  })

  it('takes as long as its fastest branch', () => {
    const times = travelTimes(network, flows, [10, 20, 20, 5, 5, 10], [node('S')], 'downstream')
    expect([times[node('C')], times[node('E')], times[node('B')]]).toEqual([20, 30, 30])
    const back = travelTimes(network, flows, [10, 20, 20, 5, 5, 10], [node('B')], 'upstream')
    expect([back[node('S')], back[node('E')]]).toEqual([30, Number.POSITIVE_INFINITY])
  })
})

describe('a loop', () => {
  it('is the shortest way around a link; a link of the tail has none', () => {
    const loop = findLoop(network, link('AB'), [1, 1, 1, 1, 1, 1])
    expect(links(loop?.links ?? new Int32Array()).sort()).toEqual(['AB', 'AD', 'BC', 'CD'])
    expect(loop?.length).toBe(4)
    expect(findLoop(network, link('CE'), [1, 1, 1, 1, 1, 1])).toBeNull()
  })

  it('holds every link that can be closed without parting the network', () => {
    const inLoops = linksInLoops(network)
    for (let at = 0; at < network.from.length; at++)
      expect(inLoops[at] === 1).toBe(findLoop(network, at, [1, 1, 1, 1, 1, 1]) !== null)
  })

  it('is made by two links that join the same nodes, and by one that begins where it ends', () => {
    const twice = aNetwork().pipe('P', 'A', 'B').pipe('Q', 'A', 'B').pipe('R', 'B', 'B').pipe('T', 'B', 'C').build()
    expect([...linksInLoops(twice)]).toEqual([1, 1, 1, 0])
  })
})

function closed(id: string): Uint8Array {
  return Uint8Array.from(network.linkId, (each) => (each === id ? PASSAGE.closed : PASSAGE.both))
}

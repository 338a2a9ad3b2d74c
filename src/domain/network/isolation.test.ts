import { describe, expect, it } from 'vitest'
import { aNetwork, elementOf } from '../../../tests/kit/a-network.ts'
import { isolate, SUPPLY } from './isolation.ts'
import { buildSegments } from './segments.ts'
import type { Topology } from './topology.ts'

/** S ─p1─ A ─p2─ B ─p3─ T with a source at both ends, and C hanging on A. */
const line = () =>
  aNetwork().source('S').source('T').pipe('p1', 'S', 'A').pipe('p2', 'A', 'B').pipe('p3', 'B', 'T').pipe('p4', 'A', 'C')

describe('isolating a leak', () => {
  it('closes the valves around the segment and cuts off its nodes', () => {
    const network = line().valve('p1', 'A').valve('p3', 'B').build()
    expect(answer(network, 'p2')).toMatchObject({ close: ['p1/A', 'p3/B'], cutOff: ['A', 'B', 'C'] })
  })

  it('keeps supplied what another source reaches', () => {
    const network = line().valve('p1', 'A').valve('p2', 'A').build()
    expect(answer(network, 'A')).toMatchObject({ close: ['p1/A', 'p2/A'], cutOff: ['A', 'C'] })
  })

  it('cuts off what hangs behind the segment, and need not close the valve towards it', () => {
    const network = line().valve('p1', 'A').valve('p3', 'B').valve('p4', 'A').build()
    expect(answer(network, 'p2')).toMatchObject({
      close: ['p1/A', 'p3/B'],
      deadEnd: ['p4/A'],
      cutOff: ['A', 'B', 'C'],
    })
  })

  it('need not close a valve that water gets around inside the segment', () => {
    const network = line().pipe('p5', 'A', 'B').valve('p1', 'A').valve('p3', 'B').valve('p5', 'A').build()
    expect(answer(network, 'p2')).toMatchObject({ close: ['p1/A', 'p3/B'], inside: ['p5/A'] })
  })

  it('reaches past a valve that does not work to the next ones', () => {
    const network = line().valve('p1', 'A', 'no').valve('p1', 'S').valve('p3', 'B').build()
    expect(answer(network, 'p2')).toMatchObject({
      close: ['p1/S', 'p3/B'],
      inoperable: ['p1/A'],
      cutOff: ['A', 'B', 'C'],
    })
  })

  it('leaves out a valve that does not work where another stands beside it that does', () => {
    const network = line().valve('p1', 'A', 'no').valve('p1', 'A').valve('p3', 'B').build()
    expect(answer(network, 'p2')).toMatchObject({ close: ['p1/A', 'p3/B'], cutOff: ['A', 'B', 'C'] })
  })

  it('says when the segment holds a source, which valves cannot shut', () => {
    const network = line().valve('p3', 'B').build()
    expect(answer(network, 'p2')).toMatchObject({ holdsSource: true, close: ['p3/B'], cutOff: ['A', 'B', 'C', 'S'] })
  })

  it('closes every valve at the edge when the data know no source', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'B', 'C').valve('p1', 'B').valve('p2', 'B').build()
    expect(answer(network, 'B')).toMatchObject({
      wasSupplied: false,
      close: ['p1/B', 'p2/B'],
      deadEnd: [],
      cutOff: ['B'],
      never: ['A', 'C'],
    })
  })

  it('does not blame the closure for what had no source before', () => {
    const network = line().pipe('p9', 'X', 'Y').valve('p1', 'A').valve('p3', 'B').build()
    expect(answer(network, 'p2')).toMatchObject({ cutOff: ['A', 'B', 'C'], never: ['X', 'Y'] })
  })

  it('a network without valves is cut off whole', () => {
    expect(answer(line().build(), 'p2')).toMatchObject({ close: [], cutOff: ['A', 'B', 'C', 'S', 'T'] })
  })

  it('refuses an element that is not there', () => {
    const network = line().build()
    expect(() => isolate(network, buildSegments(network), 99)).toThrow('isolate: element is 99, expected 0…8')
  })
})

function answer(topology: Topology, leak: string) {
  const segments = buildSegments(topology)
  const found = isolate(topology, segments, elementOf(topology, leak))
  const names = (valves: readonly number[]) =>
    valves
      .map((v) => `${topology.linkId.at(topology.valveLink[v] ?? 0)}/${topology.nodeId.at(topology.valveNode[v] ?? 0)}`)
      .sort()
  const nodes = (supply: number) =>
    [...topology.nodeId].filter((_, node) => found.supply[segments.of[node] ?? 0] === supply).sort()
  return {
    holdsSource: found.holdsSource,
    wasSupplied: found.wasSupplied,
    close: names(found.close),
    deadEnd: names(found.deadEnd),
    inside: names(found.inside),
    inoperable: names(found.inoperable),
    cutOff: nodes(SUPPLY.cutOff),
    never: nodes(SUPPLY.never),
  }
}

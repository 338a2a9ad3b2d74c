import { describe, expect, it } from 'vitest'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { buildSegments } from './segments.ts'
import type { Topology } from './topology.ts'

describe('valve segments', () => {
  it('a network without valves is one segment for each connected part', () => {
    expect(segmentsOf(aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'C', 'D').build())).toEqual(['A B p1', 'C D p2'])
  })

  it('a valve parts its link from its node', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'B', 'C').valve('p2', 'B').build()
    expect(segmentsOf(network)).toEqual(['A B p1', 'C p2'])
  })

  it('a link with valves at both ends is a segment of its own', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').valve('p1', 'A').valve('p1', 'B').build()
    expect(segmentsOf(network)).toEqual(['A', 'B', 'p1'])
  })

  it('a node behind valves on all its links is a segment of its own', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'B', 'C').valve('p1', 'B').valve('p2', 'B').build()
    expect(segmentsOf(network)).toEqual(['A p1', 'B', 'C p2'])
  })

  it('one valve in a loop parts nothing', () => {
    const ring = aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'B', 'C').pipe('p3', 'C', 'A').valve('p1', 'A').build()
    expect(segmentsOf(ring)).toEqual(['A B C p1 p2 p3'])
  })

  it('a valve on one of two parallel links leaves the other joined', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'A', 'B').valve('p1', 'A').valve('p1', 'B').build()
    expect(segmentsOf(network)).toEqual(['A B p2', 'p1'])
  })

  it('a valve on a link from a node to itself closes both of its ends', () => {
    expect(segmentsOf(aNetwork().pipe('p1', 'A', 'A').valve('p1', 'A').build())).toEqual(['A', 'p1'])
  })

  it('a valve that does not work joins what it should part', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').valve('p1', 'A', 'no').build()
    expect(segmentsOf(network)).toEqual(['A B p1'])
  })

  it('a valve of unknown state counts as working', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').valve('p1', 'A', 'unknown').build()
    expect(segmentsOf(network)).toEqual(['A', 'B p1'])
  })

  it('counts segments and the elements of the largest', () => {
    const segments = buildSegments(aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'B', 'C').valve('p2', 'B').build())
    expect([segments.count, segments.largest]).toEqual([2, 3])
  })

  it('refuses a link to a node that is not there, and a valve that sits on no end of its link', () => {
    const network = aNetwork().pipe('p1', 'A', 'B').pipe('p2', 'B', 'C').valve('p1', 'A').build()
    expect(() => buildSegments({ ...network, to: Int32Array.of(1, -1) })).toThrow(
      'link p2 joins 1 and -1, expected 0…2',
    )
    expect(() => buildSegments({ ...network, valveNode: Int32Array.of(2) })).toThrow('valve 0 sits on link 0 at node 2')
  })

  it('a network of nothing has no segments', () => {
    expect(buildSegments(aNetwork().build())).toMatchObject({ count: 0, largest: 0 })
  })
})

/** Each segment as its ids in a row. */
function segmentsOf(topology: Topology): string[] {
  const { of, count } = buildSegments(topology)
  const ids = [...topology.nodeId, ...topology.linkId]
  return Array.from({ length: count }, (_, segment) =>
    ids
      .filter((_, element) => of[element] === segment)
      .sort()
      .join(' '),
  ).sort()
}

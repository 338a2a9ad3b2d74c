import { describe, expect, it } from 'vitest'
import { doubtfulSupply } from '../network/doubtful-supply.ts'
import { isolate } from '../network/isolation.ts'
import { buildSegments } from '../network/segments.ts'
import { PASSAGE, type Topology } from '../network/topology.ts'
import { readEpanet } from './epanet-inp.ts'

const NODES = `
[JUNCTIONS]
 J1 10 5 ; a customer
 J2 10 0
 J3 10
[RESERVOIRS]
 R 50
[TANKS]
 T 30 1 0 2 10 0
`

describe('reading an EPANET network', () => {
  it('numbers junctions, reservoirs and tanks, and knows which feed the network', () => {
    const { topology } = readEpanet(NODES)
    expect(topology.nodeId).toEqual(['J1', 'J2', 'J3', 'R', 'T'])
    expect([...topology.isSource]).toEqual([0, 0, 0, 1, 1])
  })

  it('reads pipes, pumps and valves as links', () => {
    const { topology } = readEpanet(`${NODES}
[PIPES]
 a R J1 100 300 100 0 Open
[PUMPS]
 b T J2 HEAD 1
[VALVES]
 c J1 J3 100 PRV 40 0`)
    expect(topology.linkId).toEqual(['a', 'b', 'c'])
    expect(ends(topology)).toEqual(['R J1', 'T J2', 'J1 J3'])
  })

  it('counts the links of [VALVES] as valves at both ends, of unknown state', () => {
    const { topology } = readEpanet(`${NODES}[VALVES]\n c J1 J3 100 TCV 40 0`)
    expect([...topology.valveNode].map((node) => topology.nodeId.at(node))).toEqual(['J1', 'J3'])
    expect([...topology.operable]).toEqual([2, 2])
  })

  it('knows closed pipes and check valves, also when the minor loss is left out', () => {
    const { topology } = readEpanet(`${NODES}
[PIPES]
 a R J1 100 300 100 0 CV
 b R J2 100 300 100 Closed
 c R J3 100 300 100`)
    expect([...(topology.passage ?? [])]).toEqual([PASSAGE.forward, PASSAGE.closed, PASSAGE.both])
  })

  it('lets [STATUS] overrule: closed, open, or a pump at speed 0', () => {
    const { topology } = readEpanet(`${NODES}
[PIPES]
 a R J1 100 300 100 0 Open
 b R J2 100 300 100 0 Closed
[PUMPS]
 c T J3 HEAD 1
 d T J1 HEAD 1
[STATUS]
 a CLOSED
 b Open
 c 0
 d 1.2`)
    expect([...(topology.passage ?? [])]).toEqual([PASSAGE.closed, PASSAGE.both, PASSAGE.closed, PASSAGE.forward])
  })

  it('takes junctions with base demand above 0 as customers, and [DEMANDS] before [JUNCTIONS]', () => {
    const customers = (text: string) => {
      const { topology, customerNode } = readEpanet(text)
      return [...customerNode].map((node) => topology.nodeId.at(node))
    }
    expect(customers(NODES)).toEqual(['J1'])
    expect(customers(`${NODES}[DEMANDS]\n J1 0\n J2 -3\n J2 1 pattern\n T 4`)).toEqual(['J2'])
  })

  it('reports rows that cannot be used with row, value and what was expected, and goes on', () => {
    const { topology, issues } = readEpanet(`[JUNCTIONS]
A 1 2
A 1 2
B 1 many
[PIPES]
p1 A Z 100 300 100
p2 A B 100 300 100
p2 B A 100 300 100
[STATUS]
p9 Closed`)
    expect(topology.linkId).toEqual(['p2'])
    expect(issues).toEqual([
      { row: 3, value: 'A', expected: 'a node id that is not used before' },
      { row: 6, value: 'Z', expected: 'link p1: a node of [JUNCTIONS], [RESERVOIRS] or [TANKS]' },
      { row: 8, value: 'p2', expected: 'a link id that is not used before' },
      { row: 10, value: 'p9', expected: 'a link of [PIPES], [PUMPS] or [VALVES]' },
      { row: 4, value: 'many', expected: 'junction B: a demand' },
    ])
  })
})

describe('supply that hangs on a closed or one-way link', () => {
  const network = (link: string) => `${NODES}
[PIPES]
 feed R J1 100 300 100
 leak J1 J2 100 300 100
 on J2 J3 100 300 100
${link}`

  it.each([
    ['a closed pipe', ' by T J3 100 300 100 0 Closed'],
    ['a check valve the wrong way', ' by J3 T 100 300 100 0 CV'],
    ['a pump the wrong way', '[PUMPS]\n by J3 T HEAD 1'],
    ['a pressure valve the wrong way', '[VALVES]\n by J3 T 100 PRV 40 0'],
  ])('is doubtful: %s', (_, link) => {
    expect(doubtful(network(link))).toEqual(['J3'])
  })

  it.each([
    ['an open pipe', ' by T J3 100 300 100 0 Open'],
    ['a pump the right way', '[PUMPS]\n by T J3 HEAD 1'],
  ])('is not doubtful: %s', (_, link) => {
    expect(doubtful(network(link))).toEqual([])
  })

  /** With a valve on `on` at J3, J3 keeps a way to the tank when `leak` is shut in. */
  function doubtful(text: string): (string | undefined)[] {
    const read = readEpanet(text).topology
    const valves = [
      { link: 'on', node: 'J3' },
      { link: 'by', node: 'T' },
    ]
    const topology: Topology = {
      ...read,
      valveLink: Int32Array.from(valves, ({ link }) => read.linkId.indexOf(link)),
      valveNode: Int32Array.from(valves, ({ node }) => read.nodeId.indexOf(node)),
      operable: Uint8Array.of(1, 1),
    }
    const segments = buildSegments(topology)
    const found = isolate(topology, segments, topology.nodeId.length + topology.linkId.indexOf('leak'))
    return doubtfulSupply(topology, segments, found).map((node) => topology.nodeId.at(node))
  }
})

function ends({ nodeId, from, to }: Topology): string[] {
  return [...from].map((a, link) => `${nodeId.at(a)} ${nodeId.at(to[link] ?? 0)}`)
}

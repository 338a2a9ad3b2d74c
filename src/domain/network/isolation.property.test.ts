import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Isolation, isolate, isolateWithout, type ShutIn, SUPPLY, sourcesToShut } from './isolation.ts'
import { buildSegments, type Segments } from './segments.ts'
import { OPERABLE, type Topology } from './topology.ts'

/** Any small network: loops, parallel links, links to themselves, parts without source, valves of all states. */
const anyNetwork = fc
  .record({ nodes: fc.integer({ min: 1, max: 12 }), links: fc.integer({ min: 1, max: 18 }) })
  .chain(({ nodes, links }) => {
    const end = fc.array(fc.nat(nodes - 1), { minLength: links, maxLength: links })
    const flags = fc.array(fc.nat(5), { minLength: links, maxLength: links })
    return fc.record({
      from: end,
      to: end,
      sources: fc.array(fc.boolean(), { minLength: nodes, maxLength: nodes }),
      valveAtFrom: flags,
      valveAtTo: flags,
      leak: fc.nat(nodes + links - 1),
    })
  })
  .map(({ from, to, sources, valveAtFrom, valveAtTo, leak }) => {
    // 0, 1, 2 are the states of a valve, above is no valve
    const valves = from.flatMap((a, link) => {
      const b = to[link] ?? 0
      const ends = [{ link, node: a, operable: valveAtFrom[link] ?? 9 }]
      if (a !== b) ends.push({ link, node: b, operable: valveAtTo[link] ?? 9 })
      return ends.filter(({ operable }) => operable <= OPERABLE.unknown)
    })
    const topology: Topology = {
      nodeId: sources.map((_, node) => `n${node}`),
      linkId: from.map((_, link) => `l${link}`),
      isSource: Uint8Array.from(sources, Number),
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      valveLink: Int32Array.from(valves, ({ link }) => link),
      valveNode: Int32Array.from(valves, ({ node }) => node),
      operable: Uint8Array.from(valves, ({ operable }) => operable),
    }
    return { topology, leak }
  })

describe('segments and isolation of any network', () => {
  it('every element is in exactly one segment, and a segment is what water reaches past no working valve', () => {
    fc.assert(
      fc.property(anyNetwork, ({ topology, leak }) => {
        const segments = buildSegments(topology)
        expect(segments.size.reduce((sum, size) => sum + size, 0)).toBe(segments.of.length)
        const works = workingValves(topology)
        expect(membersOf(segments, segments.of[leak])).toEqual(reach(topology, [leak], works))
      }),
    )
  })

  it('closing the valves parts the leak from every source outside its segment', () => {
    fc.assert(
      fc.property(anyNetwork, ({ topology, leak }) => {
        const { segments, found } = solve(topology, leak)
        const segment = membersOf(segments, found.segment)
        const flooded = reach(topology, sourcesOutside(topology, segments, found), new Set(found.close))
        expect(segment.filter((element) => flooded.includes(element))).toEqual([])
      }),
    )
  })

  it('every closed valve is needed: with it open, a source reaches the leak', () => {
    fc.assert(
      fc.property(anyNetwork, ({ topology, leak }) => {
        const { segments, found } = solve(topology, leak)
        fc.pre(found.wasSupplied)
        const sources = sourcesOutside(topology, segments, found)
        for (const valve of found.close) {
          const others = new Set(found.close.filter((other) => other !== valve))
          expect(reach(topology, sources, others)).toContain(leak)
        }
      }),
    )
  })

  it('what stays supplied is what sources outside reach when the whole edge is shut', () => {
    fc.assert(
      fc.property(anyNetwork, ({ topology, leak }) => {
        const { segments, found } = solve(topology, leak)
        const reached = reach(
          topology,
          sourcesOutside(topology, segments, found),
          new Set([...found.close, ...found.deadEnd]),
        )
        const kept = [...topology.nodeId].flatMap((_, node) =>
          found.supply[segments.of[node] ?? 0] === SUPPLY.kept ? [node] : [],
        )
        expect(kept).toEqual(reached.filter((element) => element < segments.nodeCount))
      }),
    )
  })

  it('one more valve never enlarges the segment of the leak', () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat(), fc.boolean(), ({ topology, leak }, pick, isAtFrom) => {
        const link = pick % topology.linkId.length
        const node = (isAtFrom ? topology.from : topology.to)[link] ?? 0
        const more: Topology = {
          ...topology,
          valveLink: Int32Array.of(...topology.valveLink, link),
          valveNode: Int32Array.of(...topology.valveNode, node),
          operable: Uint8Array.of(...topology.operable, OPERABLE.yes),
        }
        const [before, after] = [buildSegments(topology), buildSegments(more)]
        const larger = membersOf(before, before.of[leak])
        expect(larger).toEqual(expect.arrayContaining(membersOf(after, after.of[leak])))
      }),
    )
  })

  it('a valve to close that does not is as the network parted anew with it known not to work', () => {
    fc.assert(
      fc.property(anyNetwork, fc.boolean(), ({ topology: single, leak }, isTwice) => {
        const { valveLink, valveNode, operable } = single
        // two valves at the same end of a link: with one of them the other parts it still
        const topology: Topology = isTwice
          ? {
              ...single,
              valveLink: Int32Array.of(...valveLink, ...valveLink),
              valveNode: Int32Array.of(...valveNode, ...valveNode),
              operable: Uint8Array.of(...operable, ...operable),
            }
          : single
        const { segments, found } = solve(topology, leak)
        for (const failing of found.close) {
          const instead = isolateWithout(topology, segments, found, failing)
          const broken = { ...topology, operable: topology.operable.with(failing, OPERABLE.no) }
          const anew = solve(broken, leak)
          const cutOff = ({ of }: Segments, { supply }: ShutIn) =>
            [...of.keys()].filter((element) => supply[of[element] ?? -1] === SUPPLY.cutOff)
          expect(instead.close).toEqual(anew.found.close.filter((valve) => valve !== failing))
          expect(instead.deadEnd).toEqual(anew.found.deadEnd)
          expect(cutOff(segments, instead)).toEqual(cutOff(anew.segments, anew.found))
          expect(sourcesToShut(topology, segments, instead)).toEqual(sourcesToShut(broken, anew.segments, anew.found))
        }
      }),
    )
  })

  it('does not depend on the order of nodes, links and valves', () => {
    fc.assert(
      fc.property(anyNetwork, fc.infiniteStream(fc.nat()), ({ topology, leak }, chance) => {
        const numbers = chance[Symbol.iterator]()
        const shuffled = (length: number) =>
          Array.from({ length }, (_, index) => ({ index, key: numbers.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ index }) => index)
        const nodes = shuffled(topology.nodeId.length)
        const links = shuffled(topology.linkId.length)
        const valves = shuffled(topology.valveLink.length)
        const mixed = permute(topology, nodes, links, valves)
        const nodeCount = topology.nodeId.length
        const mixedLeak = leak < nodeCount ? nodes.indexOf(leak) : nodeCount + links.indexOf(leak - nodeCount)
        expect(named(mixed, mixedLeak)).toEqual(named(topology, leak))
      }),
    )
  })
})

function solve(topology: Topology, leak: number): { segments: Segments; found: Isolation } {
  const segments = buildSegments(topology)
  return { segments, found: isolate(topology, segments, leak) }
}

function membersOf({ of }: Segments, segment: number | undefined): number[] {
  return [...of.keys()].filter((element) => of[element] === segment)
}

function workingValves({ operable }: Topology): Set<number> {
  return new Set([...operable.keys()].filter((valve) => operable[valve] !== OPERABLE.no))
}

function sourcesOutside({ isSource }: Topology, { of }: Segments, { segment }: Isolation): number[] {
  return [...isSource.keys()].filter((node) => isSource[node] && of[node] !== segment)
}

/** Elements that water reaches past no closed valve: a plain flood over sets, written apart from the code under test. */
function reach({ nodeId, from, to, valveLink, valveNode }: Topology, start: number[], closed: Set<number>): number[] {
  const shut = new Set([...closed].map((valve) => `${valveLink[valve]} ${valveNode[valve]}`))
  const reached = new Set(start)
  for (let size = -1; size !== reached.size; ) {
    size = reached.size
    from.forEach((a, link) => {
      const element = nodeId.length + link
      for (const end of [a, to[link] ?? 0]) {
        if (shut.has(`${link} ${end}`)) continue
        if (reached.has(element)) reached.add(end)
        if (reached.has(end)) reached.add(element)
      }
    })
  }
  return [...reached].sort((a, b) => a - b)
}

function permute(topology: Topology, nodes: number[], links: number[], valves: number[]): Topology {
  const at = <Value>(list: ArrayLike<Value>, order: number[]) => order.map((index) => list[index] as Value)
  const nodeAt = (node: number) => nodes.indexOf(node)
  return {
    nodeId: at([...topology.nodeId], nodes),
    linkId: at([...topology.linkId], links),
    isSource: Uint8Array.from(at(topology.isSource, nodes)),
    from: Int32Array.from(at(topology.from, links), nodeAt),
    to: Int32Array.from(at(topology.to, links), nodeAt),
    valveLink: Int32Array.from(at(topology.valveLink, valves), (link) => links.indexOf(link)),
    valveNode: Int32Array.from(at(topology.valveNode, valves), nodeAt),
    operable: Uint8Array.from(at(topology.operable, valves)),
  }
}

/** The whole answer in names, sorted. */
function named(topology: Topology, leak: number) {
  const { segments, found } = solve(topology, leak)
  const ids = [...topology.nodeId, ...topology.linkId]
  const valves = (list: readonly number[]) =>
    list
      .map((v) => `${topology.linkId.at(topology.valveLink[v] ?? 0)} ${topology.nodeId.at(topology.valveNode[v] ?? 0)}`)
      .sort()
  return {
    segment: membersOf(segments, found.segment)
      .map((element) => ids[element])
      .sort(),
    close: valves(found.close),
    deadEnd: valves(found.deadEnd),
    inside: valves(found.inside),
    inoperable: valves(found.inoperable),
    supply: ids.map((id, element) => `${id} ${found.supply[segments.of[element] ?? 0]}`).sort(),
  }
}

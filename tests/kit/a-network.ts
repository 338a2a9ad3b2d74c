import { LINK_FLOW, type NetworkFile, passageOf } from '../../src/domain/network/network-file.ts'
import { OPERABLE, type Topology, VALVE_STATE } from '../../src/domain/network/topology.ts'

/** Nodes lie on the equator, this many degrees of longitude apart, in the order in which they are first named. */
export const NODE_SPACING = 0.001

interface Customer {
  readonly id: string
  readonly class: string
  readonly node: string
  readonly people: number
  readonly heat: number
}

/**
 * Makes small networks for tests: `aNetwork().source('S').pipe('p1', 'S', 'A').valve('p1', 'S').build()`.
 * Nodes come into being when a pipe or source names them. Drawing indices count nodes from 1, then links.
 */
export function aNetwork() {
  const nodes: string[] = []
  const sources = new Set<string>()
  const pipes: { id: string; from: number; to: number; length: number; flow: keyof typeof LINK_FLOW }[] = []
  let discipline = 'water'
  const valves: { link: string; node: string; operable: number; state: number }[] = []
  const customers: Customer[] = []
  const nodeNumber = (id: string) => {
    if (!nodes.includes(id)) nodes.push(id)
    return nodes.indexOf(id)
  }
  const linkNumber = (id: string) => pipes.findIndex((pipe) => pipe.id === id)
  const builder = {
    source(id: string) {
      nodeNumber(id)
      sources.add(id)
      return builder
    },
    pipe(id: string, from: string, to: string, length = 100) {
      pipes.push({ id, from: nodeNumber(from), to: nodeNumber(to), length, flow: 'unknown' })
      return builder
    },
    /** a gravity line */
    drain(id: string, from: string, to: string, flow: keyof typeof LINK_FLOW = 'forward') {
      pipes.push({ id, from: nodeNumber(from), to: nodeNumber(to), length: 100, flow })
      return builder
    },
    of(id: string) {
      discipline = id
      return builder
    },
    valve(
      link: string,
      node: string,
      operable: keyof typeof OPERABLE = 'yes',
      state: keyof typeof VALVE_STATE = 'unknown',
    ) {
      valves.push({ link, node, operable: OPERABLE[operable], state: VALVE_STATE[state] })
      return builder
    },
    /** @param heat  of a customer of heat [W] */
    customer(id: string, customerClass: string, node: string, people: number, heat = Number.NaN) {
      customers.push({ id, class: customerClass, node, people, heat })
      return builder
    },
    build(): NetworkFile {
      const valveLink = Int32Array.from(valves, ({ link }) => linkNumber(link))
      const valveState = Uint8Array.from(valves, ({ state }) => state)
      return {
        discipline,
        nodeId: nodes,
        nodeGid: Int32Array.from(nodes, (_, node) => node + 1),
        nodeLon: Float64Array.from(nodes, (_, node) => node * NODE_SPACING),
        nodeLat: new Float64Array(nodes.length),
        nodeHeight: new Float32Array(nodes.length),
        isSource: Uint8Array.from(nodes, (id) => Number(sources.has(id))),
        demand: new Float32Array(nodes.length),
        linkId: pipes.map(({ id }) => id),
        linkGid: Int32Array.from(pipes, (_, link) => nodes.length + link + 1),
        from: Int32Array.from(pipes, ({ from }) => from),
        to: Int32Array.from(pipes, ({ to }) => to),
        length: Float32Array.from(pipes, ({ length }) => length),
        flow: Uint8Array.from(pipes, ({ flow }) => LINK_FLOW[flow]),
        isRising: new Uint8Array(pipes.length),
        valveLink,
        valveNode: Int32Array.from(valves, ({ node }) => nodeNumber(node)),
        operable: Uint8Array.from(valves, ({ operable }) => operable),
        valveState,
        passage: passageOf(pipes.length, valveLink, valveState),
        customerId: customers.map(({ id }) => id),
        customerName: customers.map(({ id }) => `name of ${id}`),
        customerClass: customers.map((customer) => customer.class),
        customerNode: Int32Array.from(customers, ({ node }) => nodeNumber(node)),
        customerPeople: Float64Array.from(customers, ({ people }) => people),
        customerHeat: Float64Array.from(customers, ({ heat }) => heat),
      }
    },
  }
  return builder
}

/** The number of an element by its id: link ids before node ids. */
export function elementOf({ nodeId, linkId }: Topology, id: string): number {
  const link = linkId.indexOf(id)
  return link < 0 ? nodeId.indexOf(id) : nodeId.length + link
}

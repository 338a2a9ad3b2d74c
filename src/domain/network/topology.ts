import type { Texts } from '../formats/packed-texts.ts'

/** May a valve be relied on: the codes of `Topology.operable`. */
export const OPERABLE = { no: 0, yes: 1, unknown: 2 } as const

/** How a valve stands by the survey: the codes of `NetworkFile.valveState`. */
export const VALVE_STATE = { unknown: 0, open: 1, closed: 2 } as const

/** Which way a link lets water through: the codes of `Topology.passage`. */
export const PASSAGE = { both: 0, forward: 1, closed: 2 } as const

/**
 * A pipe network as flat arrays; a node or link is named by its position. A `NetworkFile` is one as it is.
 * Links go `from` → `to`; several may join the same two nodes, and one may begin and end at the same node.
 */
export interface Topology {
  readonly nodeId: Texts
  readonly linkId: Texts
  /** 1 where water comes from: tank, reservoir, waterworks */
  readonly isSource: Uint8Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** codes of PASSAGE; absent = every link both ways */
  readonly passage?: Uint8Array
  /** a valve sits on link `valveLink`, at its end `valveNode` */
  readonly valveLink: Int32Array
  readonly valveNode: Int32Array
  /** codes of OPERABLE, one a valve */
  readonly operable: Uint8Array
}

/** Links at each node in compressed rows: those of node n are `links[start[n]] … links[start[n + 1] − 1]`. */
export interface Incidence {
  readonly start: Int32Array
  readonly links: Int32Array
}

/** Looks up which links meet at each node; a link from a node to itself is listed once. */
export function incidenceOf({ nodeId, from, to }: Pick<Topology, 'nodeId' | 'from' | 'to'>): Incidence {
  const start = new Int32Array(nodeId.length + 1)
  for (let link = 0; link < from.length; link++) {
    const [a, b] = [from[link] ?? 0, to[link] ?? 0]
    start[a + 1] = (start[a + 1] ?? 0) + 1
    if (a !== b) start[b + 1] = (start[b + 1] ?? 0) + 1
  }
  for (let node = 0; node < nodeId.length; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0)
  const links = new Int32Array(start[nodeId.length] ?? 0)
  const next = start.slice()
  const append = (node: number, link: number) => {
    const at = next[node] ?? 0
    links[at] = link
    next[node] = at + 1
  }
  for (let link = 0; link < from.length; link++) {
    const [a, b] = [from[link] ?? 0, to[link] ?? 0]
    append(a, link)
    if (a !== b) append(b, link)
  }
  return { start, links }
}

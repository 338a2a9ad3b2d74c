import { incidenceOf, type Topology } from '../../network/topology.ts'
import { pop, push, type Way } from '../../network/way-heap.ts'
import { distanceBetween } from '../neighbours.ts'

/** What the way along a network needs of a network file. */
export interface PlacedNetwork extends Topology {
  readonly discipline: string
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
}

/** Where an asset of the network is: its nodes, each with the way to it [m]; one for a point, two for a line. */
export type Foot = readonly { readonly node: number; readonly way: number }[]

/**
 * Ways along one network, by connection alone: valves count as open, and a link is as long as the straight line between its
 * ends in plan [m], so that a way is never told longer than it is.
 */
export interface NetworkReach {
  readonly discipline: string
  /** null = the network has no such asset. A place on a line is its middle. */
  footOf(assetId: string): Foot | null
  /** Nodes within `most` [m] of a foot along the network, with the shortest way [m]. */
  within(foot: Foot, most: number): ReadonlyMap<number, number>
}

/** The shortest way from where `reached` starts to another foot [m]; infinite = out of reach. */
export function wayTo(foot: Foot, reached: ReadonlyMap<number, number>): number {
  return Math.min(...foot.map(({ node, way }) => (reached.get(node) ?? Number.POSITIVE_INFINITY) + way))
}

/**
 * @param network  of the build; nothing of it is copied
 * @param wanted  assets that will be asked for; others are not found
 */
export function createNetworkReach(network: PlacedNetwork, wanted: ReadonlySet<string>): NetworkReach {
  const { from, to, nodeId, linkId, nodeLon, nodeLat } = network
  const { start, links } = incidenceOf(network)
  const nodes = new Map<string, number>()
  for (let node = 0; node < nodeId.length; node++)
    if (wanted.has(nodeId.at(node) ?? '')) nodes.set(nodeId.at(node) ?? '', node)
  const linkOf = new Map<string, number>()
  for (let link = 0; link < linkId.length; link++)
    if (wanted.has(linkId.at(link) ?? '')) linkOf.set(linkId.at(link) ?? '', link)
  const place = (node: number) => ({ lon: nodeLon[node] ?? null, lat: nodeLat[node] ?? null })
  const lengthOf = (link: number) => distanceBetween(place(from[link] ?? -1), place(to[link] ?? -1))

  return {
    discipline: network.discipline,
    footOf(assetId) {
      const node = nodes.get(assetId)
      if (node !== undefined) return [{ node, way: 0 }]
      const link = linkOf.get(assetId)
      if (link === undefined) return null
      const way = lengthOf(link) / 2
      return [from[link], to[link]].flatMap((end) => (end === undefined || end < 0 ? [] : [{ node: end, way }]))
    },
    within(foot, most) {
      const settled = new Map<number, number>()
      const waiting: Way[] = []
      const offer = (node: number, way: number) => {
        if (way <= most && !settled.has(node)) push(waiting, [way, node])
      }
      for (const { node, way } of foot) offer(node, way)
      for (let next = pop(waiting); next; next = pop(waiting)) {
        const [way, node] = next
        if (settled.has(node)) continue
        settled.set(node, way)
        for (let i = start[node] ?? 0; i < (start[node + 1] ?? 0); i++) {
          const link = links[i] ?? 0
          const other = from[link] === node ? to[link] : from[link]
          if (other !== undefined && other >= 0) offer(other, way + lengthOf(link))
        }
      }
      return settled
    },
  }
}

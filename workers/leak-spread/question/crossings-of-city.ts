import { planLength } from '../../../src/domain/geo/ellipsoid.ts'
import type { CrossConnection } from '../../../src/domain/leak/leak-outcome.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { type SewerClass, suspectedByLayout } from '../sewage/cross-connections.ts'
import type { Drain } from '../sewage/dry-flow.ts'
import { directed } from './drains-of-city.ts'
import { nodePlace } from './leak-places.ts'
import { isInUse } from './leaking-pipe.ts'

/** Nodes of two networks so near to each other are one shaft [m]. */
export const ONE_SHAFT = 0.5
/** Of a degree of latitude [m]. */
const DEGREE = 111_320
/** What a line of a subclass is laid for, whatever network it was surveyed in. */
const CLASSES: Readonly<Record<string, SewerClass>> = { YS: 'storm', WS: 'sanitary', HS: 'combined' }
const OF_NETWORK: Readonly<Record<string, SewerClass>> = { storm: 'storm', sewer: 'sanitary' }

interface Drained {
  readonly network: NetworkFile
  readonly pipes: PipeFile
}

/**
 * Where the lay-out of rain and foul sewers says that they are joined: one runs into the other, or both end in one shaft. Lines in
 * use whose direction was surveyed are looked at.
 *
 * @param own  nodes are told by the first network that has them
 */
export function crossingsOf(own: Drained, other: Drained | null): CrossConnection[] {
  const nets = other ? [own, other] : [own]
  const nodeOf = other ? sharedNodes(own.network, other.network) : new Map<number, number>()
  const node = (net: number, at: number) => `0:${net === 0 ? at : (nodeOf.get(at) ?? '')}`
  const name = (net: number, at: number) => (net === 0 || nodeOf.has(at) ? node(net, at) : `1:${at}`)
  const out = new Map<string, Drain[]>()
  const classes: Record<string, SewerClass> = {}
  const touched = new Map<string, Set<SewerClass>>()
  for (const [net, { network, pipes }] of nets.entries())
    for (let link = 0; link < network.from.length; link++) {
      const ends = isInUse(pipes, link) ? directed(network, link) : null
      if (!ends) continue
      const id = network.linkId.at(link) ?? ''
      const of = CLASSES[pipes.subclass.at(link) ?? ''] ?? OF_NETWORK[network.discipline]
      const [from, to] = [name(net, ends.from), name(net, ends.to)]
      const drain: Drain = { ...{ id, from, to, share: 1, conduit: null, slope: 0, shape: -1 } }
      const leaving = out.get(from)
      if (leaving) leaving.push(drain)
      else out.set(from, [drain])
      if (!of) continue
      classes[id] = of
      for (const end of [from, to]) touched.set(end, (touched.get(end) ?? new Set()).add(of))
    }
  const told = (kind: CrossConnection['kind'], at: string, lines: readonly string[]): CrossConnection => {
    const [net, number] = at.split(':').map(Number) as [number, number]
    const { network } = nets[net] as Drained
    const { id, gid, at: place } = nodePlace(network, number, { lon: 0, lat: 0, height: 0 })
    return { kind, id, gid, at: place, lines }
  }
  const found = suspectedByLayout({ nodes: [...touched.keys()], out }, classes).map(({ kind, at, links }) =>
    told(kind as CrossConnection['kind'], at, links),
  )
  const isFound = new Set(found.map(({ id }) => id))
  const shared = [...new Set(nodeOf.values())].flatMap((at): CrossConnection[] => {
    const of = touched.get(node(0, at))
    const isBoth = of?.has('storm') && of.has('sanitary')
    const one = told('shared place', node(0, at), [])
    return isBoth && !isFound.has(one.id) ? [one] : []
  })
  return [...found, ...shared]
}

/** Nodes of the other network that stand where one of the own does, by their numbers. */
function sharedNodes(own: NetworkFile, other: NetworkFile): Map<number, number> {
  const side = ONE_SHAFT / DEGREE
  const cell = (network: NetworkFile, node: number): [number, number] => [
    // in degrees of longitude cells are narrower than they need be, never wider
    Math.floor(((network.nodeLon[node] as number) * Math.cos(((own.nodeLat[0] ?? 0) * Math.PI) / 180)) / side),
    Math.floor((network.nodeLat[node] as number) / side),
  ]
  const cells = new Map<string, number[]>()
  for (let node = 0; node < own.nodeGid.length; node++) {
    const key = cell(own, node).join()
    const list = cells.get(key)
    if (list) list.push(node)
    else cells.set(key, [node])
  }
  const shared = new Map<number, number>()
  for (let node = 0; node < other.nodeGid.length; node++) {
    const [x, y] = cell(other, node)
    let nearest = ONE_SHAFT
    for (let i = 0; i < 9; i++)
      for (const each of cells.get(`${x + (i % 3) - 1},${y + Math.floor(i / 3) - 1}`) ?? []) {
        const far = planLength(
          ...([own.nodeLon[each] as number, own.nodeLat[each] as number] as const),
          ...([other.nodeLon[node] as number, other.nodeLat[node] as number] as const),
        )
        if (far > nearest) continue
        nearest = far
        shared.set(node, each)
      }
  }
  return shared
}

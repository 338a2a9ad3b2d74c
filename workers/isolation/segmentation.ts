import { decodeNetwork, type NetworkFile } from '../../src/domain/network/network-file.ts'
import { buildSegments, type Segments } from '../../src/domain/network/segments.ts'
import { OPERABLE } from '../../src/domain/network/topology.ts'
import type { IsolationInput } from './input.ts'

/** A network ready to be asked. */
export interface Segmentation {
  readonly network: NetworkFile
  readonly segments: Segments
}

/** One network at a time: the page asks about the one it shows, again and again. */
let latest: { readonly key: string; readonly segmentation: Segmentation } | null = null

/**
 * Opens and parts the network of an input; the same `networkKey` with the same inoperable valves is answered from
 * memory, so that a second click costs only the query.
 *
 * @throws Error when the bytes are no network file, or an inoperable valve is not one of the network
 */
export function segmentationOf({ network, networkKey, inoperableValves = [] }: IsolationInput): Segmentation {
  const key = JSON.stringify([networkKey, inoperableValves])
  if (latest?.key === key) return latest.segmentation
  const decoded = decodeNetwork(network)
  const operable = decoded.operable.slice()
  for (const { link, node } of inoperableValves) {
    const [linkNumber, nodeNumber] = [decoded.linkId.indexOf(link), decoded.nodeId.indexOf(node)]
    const valve = decoded.valveLink.findIndex(
      (each, index) => each === linkNumber && decoded.valveNode[index] === nodeNumber,
    )
    if (valve < 0) throw new Error(`isolation: no valve on link "${link}" at node "${node}"`)
    operable[valve] = OPERABLE.no
  }
  const asked: NetworkFile = { ...decoded, operable }
  const segmentation = { network: asked, segments: buildSegments(asked) }
  latest = { key, segmentation }
  return segmentation
}

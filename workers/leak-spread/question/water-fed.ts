import { type Hydraulics, UNSURVEYED } from '../../../src/domain/leak/hydraulics-file.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { ModelLink } from './water-hydraulics.ts'

/** A hydraulic model with those of its links that may carry water. */
export interface OwnModel {
  readonly model: Hydraulics
  readonly links: readonly ModelLink[]
}

/**
 * What has a way to a source: through links of the survey and of a model, whatever may be shut in the model at times.
 *
 * @param isUsable  1 where a link of the network may carry water
 * @param sources  nodes of the network that feed it beside the model
 * @returns  1 by node of the network, and by node of the model
 */
export function fedNodes(
  { isSource, from, to }: NetworkFile,
  isUsable: Uint8Array,
  sources: readonly number[],
  own: OwnModel | null,
): { readonly isFed: Uint8Array; readonly isFedAt: Uint8Array } {
  const nodes = isSource.length
  const places = own?.model.node.length ?? 0
  // nodes of the model that the survey lacks stand behind those of the network
  const nodeAt = (at: number) => {
    const node = own?.model.node[at] ?? UNSURVEYED
    return node === UNSURVEYED ? nodes + at : node
  }
  const parent = Int32Array.from({ length: nodes + places }, (_, node) => node)
  const find = (node: number) => {
    let at = node
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up
      at = up
    }
    return at
  }
  const join = (a: number, b: number) => {
    parent[find(a)] = find(b)
  }
  isUsable.forEach((usable, link) => {
    if (usable) join(from[link] ?? 0, to[link] ?? 0)
  })
  for (const link of own?.links ?? []) join(nodeAt(link.from), nodeAt(link.to))
  const fixed = own ? [...own.model.reservoirs, ...own.model.tanks].map(({ at }) => nodeAt(at)) : []
  const fed = new Set([...sources, ...fixed].map(find))
  return {
    isFed: isSource.map((_, node) => Number(fed.has(find(node)))),
    isFedAt: Uint8Array.from({ length: places }, (_, at) => Number(fed.has(find(nodeAt(at))))),
  }
}

import type { NetworkRow } from '../../../src/domain/inundation/outcome.ts'
import type { Drainage } from '../network/drainage.ts'

/** Nodes and links of the drains at an instant. */
export function readNetwork(drainage: Drainage, time: number): NetworkRow[] {
  return [
    ...drainage.model.nodes.map(({ id }, node): NetworkRow => {
      return { time, kind: 'node', id, depth: drainage.depth(node), head: drainage.head(node), flow: null }
    }),
    ...drainage.model.links.map(({ id }): NetworkRow => {
      return { time, kind: 'link', id, depth: null, head: null, flow: drainage.flow(id) }
    }),
  ]
}

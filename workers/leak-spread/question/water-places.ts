import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { WaterModel } from '../water/model.ts'
import { nodeName } from './water-names.ts'
import type { WaterNetwork } from './water-network.ts'
import type { WorstOfBurst } from './water-worst.ts'

/** A node that is told of. */
export interface WaterPlace {
  /** number in the network */
  readonly node: number
  /** number in the model */
  readonly modelNode: number
}

/** Nodes with customers, and those that are worse off at any instant: by the leak, or by what is closed. */
export function waterPlaces(
  network: NetworkFile,
  { isFed }: WaterNetwork,
  { nodeOf }: Pick<WaterModel, 'nodeOf'>,
  { head }: Pick<WorstOfBurst, 'head'>,
): WaterPlace[] {
  const hasCustomer = new Set(network.customerNode)
  const places: WaterPlace[] = []
  isFed.forEach((fed, node) => {
    const modelNode = fed ? nodeOf.get(nodeName(node)) : undefined
    if (modelNode === undefined) return
    if (hasCustomer.has(node) || !Number.isNaN(head[modelNode])) places.push({ node, modelNode })
  })
  return places
}

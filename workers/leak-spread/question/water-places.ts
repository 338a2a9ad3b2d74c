import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { BurstRun } from '../water/burst.ts'
import type { WaterModel } from '../water/model.ts'
import { nodeName, type WaterNetwork } from './water-network.ts'

/** A node is reached, and one without customers a place, when its pressure head falls by more [m]. */
export const FALL = 1

/** A node that is told of. */
export interface WaterPlace {
  /** number in the network */
  readonly node: number
  /** number in the model */
  readonly modelNode: number
}

/** Nodes with customers, and those whose pressure falls: by the leak, or by what is closed. */
export function waterPlaces(
  network: NetworkFile,
  { isFed }: WaterNetwork,
  { nodeOf }: Pick<WaterModel, 'nodeOf'>,
  { before, burst, closed }: Pick<BurstRun, 'before' | 'burst' | 'closed'>,
): WaterPlace[] {
  const hasCustomer = new Set(network.customerNode)
  const places: WaterPlace[] = []
  isFed.forEach((fed, node) => {
    const modelNode = fed ? nodeOf.get(nodeName(node)) : undefined
    if (modelNode === undefined) return
    const whole = before.pressure[modelNode] as number
    const falls = (pressure: number | undefined) => pressure !== undefined && !(pressure >= whole - FALL)
    if (hasCustomer.has(node) || falls(burst.pressure[modelNode]) || (closed && falls(closed.pressure[modelNode])))
      places.push({ node, modelNode })
  })
  return places
}

import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { WaterModel } from '../water/model.ts'
import type { Compared } from '../water/whole-states.ts'
import { nodeName } from './water-names.ts'
import type { WaterNetwork } from './water-network.ts'

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
  compared: readonly Compared[],
): WaterPlace[] {
  const hasCustomer = new Set(network.customerNode)
  const places: WaterPlace[] = []
  isFed.forEach((fed, node) => {
    const modelNode = fed ? nodeOf.get(nodeName(node)) : undefined
    if (modelNode === undefined) return
    const falls = ({ whole, now }: Compared) =>
      (whole.pressure[modelNode] as number) - ((now.pressure[modelNode] as number) || 0) > FALL
    if (hasCustomer.has(node) || compared.some(falls)) places.push({ node, modelNode })
  })
  return places
}

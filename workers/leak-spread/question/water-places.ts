import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { ModelNumbers } from './water-names.ts'
import type { WaterNetwork } from './water-network.ts'
import type { WorstOfBurst } from './water-worst.ts'

/** A node that is told of. */
export interface WaterPlace {
  /** number in the network */
  readonly node: number
  /** number in the model */
  readonly modelNode: number
  readonly hasCustomer: boolean
}

/** Nodes with customers, and those that are worse off at any instant: by the leak, or by what is closed. */
export function waterPlaces(
  { customerNode }: Pick<NetworkFile, 'customerNode'>,
  { isFed, modelNode }: Pick<WaterNetwork, 'isFed'> & Pick<ModelNumbers, 'modelNode'>,
  { head }: Pick<WorstOfBurst, 'head'>,
): WaterPlace[] {
  const hasCustomer = new Uint8Array(isFed.length)
  for (const node of customerNode) hasCustomer[node] = 1
  const places: WaterPlace[] = []
  for (let node = 0; node < isFed.length; node++) {
    const at = modelNode[node] as number
    if (isFed[node] !== 1 || at < 0) continue
    if (hasCustomer[node] === 1 || !Number.isNaN(head[at]))
      places.push({ node, modelNode: at, hasCustomer: hasCustomer[node] === 1 })
  }
  return places
}

/** Position among the places by node of the network; −1 = it is none. */
export function placeByNode({ nodeGid }: Pick<NetworkFile, 'nodeGid'>, places: readonly WaterPlace[]): Int32Array {
  const placeOf = new Int32Array(nodeGid.length).fill(-1)
  places.forEach(({ node }, place) => {
    placeOf[node] = place
  })
  return placeOf
}

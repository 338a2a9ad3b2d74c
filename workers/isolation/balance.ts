import { type Isolation, SUPPLY } from '../../src/domain/network/isolation.ts'
import type { NetworkFile } from '../../src/domain/network/network-file.ts'
import type { Segments } from '../../src/domain/network/segments.ts'
import type { Balance } from '../../src/domain/run-summary.ts'

/**
 * Two counts that an isolation must keep: every element is in exactly one segment, and every customer is either served,
 * cut off, or was without a source before.
 */
export function isolationBalance(network: NetworkFile, segments: Segments, isolation: Isolation): Balance[] {
  const elements = network.nodeId.length + network.linkId.length
  const parted = segments.size.reduce((sum, size) => sum + size, 0)
  const byPeople = [SUPPLY.kept, SUPPLY.cutOff, SUPPLY.never].map((supply) => {
    const isSo = (node: number) => isolation.supply[segments.of[node] ?? -1] === supply
    return network.customerNode.reduce((count, node) => count + Number(isSo(node)), 0)
  })
  const placed = byPeople.reduce((sum, count) => sum + count, 0)
  return [
    count({ zh: '管网元素', en: 'Network elements' }, elements, parted),
    count({ zh: '用户', en: 'Customers' }, network.customerId.length, placed),
  ]
}

function count(quantity: Balance['quantity'], before: number, after: number): Balance {
  return {
    quantity,
    unit: '1',
    in: before,
    out: after,
    error: Math.abs(before - after) / Math.max(before, 1),
    tolerance: 0,
  }
}

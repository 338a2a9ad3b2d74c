import { countSupplied, supplyOfCustomers } from '../../src/domain/network/customers-without.ts'
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
  const supplied = supplyOfCustomers(network, (node) => isolation.supply[segments.of[node] ?? -1] ?? -1)
  const placed = [SUPPLY.kept, SUPPLY.cutOff, SUPPLY.never].reduce(
    (sum: number, supply) => sum + countSupplied(supplied, supply),
    0,
  )
  return [
    count({ zh: '管网元素', en: 'Network elements' }, elements, parted),
    count({ zh: '用户', en: 'Customers' }, supplied.size, placed),
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

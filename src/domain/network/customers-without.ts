import { SUPPLY } from './isolation.ts'
import type { NetworkFile } from './network-file.ts'

/** The worse first: one that is cut off at one of its points is without, whatever comes to the others. */
const WORST_FIRST: readonly number[] = [SUPPLY.cutOff, SUPPLY.never, SUPPLY.kept]

/**
 * How each customer is supplied, each once: one that several points serve, as of heat by flow and return, stands in a network as
 * often, with one id.
 *
 * @param supplyAt  a code of SUPPLY by node
 * @returns  the worst code of its points by id, in the order of the network
 */
export function supplyOfCustomers(
  { customerId, customerNode }: Pick<NetworkFile, 'customerId' | 'customerNode'>,
  supplyAt: (node: number) => number,
): ReadonlyMap<string, number> {
  const worst = new Map<string, number>()
  customerNode.forEach((node, row) => {
    const id = customerId.at(row) ?? ''
    const [code, known] = [supplyAt(node), worst.get(id)]
    if (known === undefined || WORST_FIRST.indexOf(code) < WORST_FIRST.indexOf(known)) worst.set(id, code)
  })
  return worst
}

/** How many customers are cut off at one of their points at least, each once. */
export function countCutOff(
  { customerId, customerNode }: Pick<NetworkFile, 'customerId' | 'customerNode'>,
  supplyAt: (node: number) => number,
): number {
  const cutOff = new Set<string>()
  customerNode.forEach((node, row) => {
    if (supplyAt(node) === SUPPLY.cutOff) cutOff.add(customerId.at(row) ?? '')
  })
  return cutOff.size
}

/** How many of these customers are supplied so. */
export function countSupplied(supplied: ReadonlyMap<string, number>, code: number): number {
  let count = 0
  for (const each of supplied.values()) count += Number(each === code)
  return count
}

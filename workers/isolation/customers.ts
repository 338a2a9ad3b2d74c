import type { CustomerCutOff, IsolationOutcome } from '../../src/domain/network/isolation-result.ts'
import type { NetworkFile } from '../../src/domain/network/network-file.ts'

/** Who must be told first; the other classes follow by people. */
const FIRST_CLASSES = ['hospital', 'school']

/** The customers at nodes without supply, each once, with totals by class: hospitals, then schools, then by people. */
export function customersCutOff(
  network: NetworkFile,
  isCutOff: (node: number) => boolean,
): Pick<IsolationOutcome['cutOff'], 'customers' | 'classes' | 'people'> {
  const customers: CustomerCutOff[] = []
  const listed = new Set<string>()
  network.customerNode.forEach((node, customer) => {
    if (!isCutOff(node)) return
    const id = network.customerId.at(customer) ?? ''
    if (listed.has(id)) return
    listed.add(id)
    customers.push({
      id,
      name: network.customerName.at(customer) ?? '',
      class: network.customerClass.at(customer) ?? '',
      node: network.nodeId.at(node) ?? '',
      people: network.customerPeople[customer] ?? 0,
    })
  })
  customers.sort((a, b) => classRank(a.class) - classRank(b.class) || b.people - a.people || (a.id < b.id ? -1 : 1))
  const classes = new Map<string, { class: string; customers: number; people: number }>()
  for (const customer of customers) {
    const total = classes.get(customer.class) ?? { class: customer.class, customers: 0, people: 0 }
    total.customers += 1
    total.people += customer.people
    classes.set(customer.class, total)
  }
  return {
    customers,
    classes: [...classes.values()].sort((a, b) => classRank(a.class) - classRank(b.class) || b.people - a.people),
    people: customers.reduce((sum, { people }) => sum + people, 0),
  }
}

/** Where a class of customers stands in a list [0 …]: hospitals, then schools, then all others. */
export function classRank(customerClass: string): number {
  const position = FIRST_CLASSES.indexOf(customerClass)
  return position < 0 ? FIRST_CLASSES.length : position
}

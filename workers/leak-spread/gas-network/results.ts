import { meanPressure } from './gas-law.ts'
import { airPressure, type GasNetwork } from './network.ts'
import type { SteadyState } from './solve.ts'

/** Speed beyond which the inertia that is left out counts [m/s]: a tenth of that of sound. */
const FAST = 40

/** A node of a result; null where no source reaches it. */
export interface NodeResult {
  readonly id: string
  /** absolute, and above the air at its height [Pa] */
  readonly pressure: number | null
  readonly over: number | null
  readonly compressibility: number | null
}

/** A link of a result. */
export interface LinkResult {
  readonly id: string
  readonly kind: string
  /** of a device what it does; of others open or shut */
  readonly state: string
  /** from → to [kg/s]; null where no source reaches it */
  readonly flow: number | null
  /** of a pipe, at its mean pressure [m/s] */
  readonly velocity: number | null
}

/** A customer of a result. */
export interface CustomerResult {
  readonly id: string
  readonly node: string
  /** [kg/s] */
  readonly asked: number
  /** [kg/s]; 0 where no source reaches */
  readonly delivered: number
  readonly isReached: boolean
}

/** A steady state in tables, with its balance and what to mind. */
export interface StateResult {
  readonly nodes: readonly NodeResult[]
  readonly links: readonly LinkResult[]
  readonly customers: readonly CustomerResult[]
  /** [kg/s]; `error` is a share of the supply */
  readonly balance: {
    readonly supply: number
    readonly delivered: number
    readonly leaked: number
    readonly error: number
  }
  readonly flags: readonly string[]
}

/**
 * A state in tables.
 *
 * @param given  the network as it was read
 * @param leaks  how many of the state's outflows, from the first, are leaks; the others are customers by pressure
 */
export function resultOf(given: GasNetwork, state: SteadyState, leaks: number): StateResult {
  const { laid, pressure, flow, states } = state
  const { network, law } = laid
  const told = (value: number) => (Number.isNaN(value) ? null : value)
  const nodes = network.nodes.map(({ id, height }, i): NodeResult => {
    const here = told(pressure[i] as number)
    if (here === null) return { id, pressure: null, over: null, compressibility: null }
    return { id, pressure: here, over: here - airPressure(height), compressibility: law.compressibility(here) }
  })
  const links = network.links.map((link, i): LinkResult => {
    const through = told(flow[i] as number)
    const open = link.isOpen ? (states[i] ?? 'open') : 'shut'
    const state = { id: link.id, kind: link.kind, state: open, flow: through }
    if (link.kind !== 'pipe' || through === null || !link.isOpen) return { ...state, velocity: null }
    const density = law.density(meanPressure(pressure[link.from] as number, pressure[link.to] as number))
    return { ...state, velocity: through / (density * (laid.area[i] as number)) }
  })
  const customers = customersOf(given, state, leaks)
  const leaked = state.outflow.slice(0, leaks).reduce((sum, one) => sum + (one || 0), 0)
  const delivered = customers.reduce((sum, one) => sum + one.delivered, 0)
  const supply = supplyOf(state)
  const error = Math.abs(supply - delivered - leaked) / Math.max(supply, 1e-12)
  return { nodes, links, customers, balance: { supply, delivered, leaked, error }, flags: flagsOf(nodes, links) }
}

function customersOf(given: GasNetwork, { laid, pressure, outflow }: SteadyState, leaks: number): CustomerResult[] {
  const isFixed = laid.network.demands.length === given.demands.length
  let next = leaks
  return given.demands
    .filter(({ flow }) => flow > 0)
    .map(({ id, node, flow }) => {
      const isReached = !Number.isNaN(pressure[node])
      const driven = isFixed ? flow : (outflow[next++] as number)
      return { id, node: given.nodes[node]?.id ?? '', asked: flow, delivered: isReached ? driven : 0, isReached }
    })
}

/** What comes in at nodes with a given pressure, and what is put in [kg/s]. */
function supplyOf({ laid, flow, pressure, outflow, outflows }: SteadyState): number {
  const { from, to, given, demand, network } = laid
  let sum = 0
  for (let link = 0; link < from.length; link++) {
    const through = (flow[link] as number) || 0
    if (!Number.isNaN(given[from[link] as number])) sum += through
    if (!Number.isNaN(given[to[link] as number])) sum -= through
  }
  given.forEach((one, node) => {
    if (!Number.isNaN(one)) sum += demand[node] as number
  })
  outflows.forEach(({ node }, i) => {
    if (!Number.isNaN(given[node])) sum += outflow[i] as number
  })
  for (const one of network.demands) if (one.flow < 0 && !Number.isNaN(pressure[one.node])) sum -= one.flow
  return sum
}

function flagsOf(nodes: readonly NodeResult[], links: readonly LinkResult[]): string[] {
  const thin = nodes.filter(({ over }) => over !== null && over < 0)
  const backward = links.filter(({ kind, flow }) => kind === 'compressor' && (flow ?? 0) < 0)
  const fast = links.filter(({ velocity }) => Math.abs(velocity ?? 0) > FAST)
  return [
    ...(thin.length > 0
      ? [`${thin.length} nodes are below the pressure of the air, which may come in: ${idsOf(thin)}`]
      : []),
    ...backward.map(({ id }) => `compressor ${id}: gas flows backward through it, which none does`),
    ...(fast.length > 0
      ? [`${fast.length} pipes run above ${FAST} m/s, where inertia is left out: ${idsOf(fast)}`]
      : []),
  ]
}

function idsOf(items: readonly { readonly id: string }[]): string {
  return `${items
    .slice(0, 5)
    .map(({ id }) => id)
    .join(', ')}${items.length > 5 ? ' …' : ''}`
}

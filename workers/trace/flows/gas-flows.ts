import type { Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { GasDemand, GasNetwork } from '../../leak-spread/gas-network/network.ts'
import { solveSteady } from '../../leak-spread/gas-network/solve.ts'
import { gasNetworkOf, type AskedNetwork as SolvableGas } from '../../leak-spread/question/gas-network-of-question.ts'
import { mixtureOf } from '../../leak-spread/spaces/gases.ts'
import { Refusal } from '../../refusal.ts'
import { type ComputedFlows, commonDirections, type Hydraulics, SURVEYED } from './computed-flows.ts'

/** What a person takes in the hour of most use [kg/s] (示例值: 0.025 m³/h); which way it flows hardly hangs on it. */
const BY_PERSON = 5e-6
/** Persons of a customer, when all customers count alike (示例值). */
const ALIKE = 3
const SCALES = [1, 10, 100] as const

/**
 * Which way the gas flows: the steady state of the surveyed network with what its customers take. Surveys tell no use of gas: it is
 * shared out by people, and again alike among all customers. A link has a direction where both agree.
 *
 * @throws Refusal where nobody takes gas in the data, or the network cannot be solved
 */
export function gasFlows(network: NetworkFile, { plan, pipes }: Hydraulics): ComputedFlows {
  const gas = gasNetworkOf(plan, { network, pipes }, mixtureOf({ methane: 1 }))
  const states = [(people: number) => people, () => ALIKE].map((persons) => {
    const demands = demandsOf(network, gas, persons)
    if (demands.length === 0) throw new Refusal([NOBODY])
    return flowsOfFile(network, gas, solved(gas.network, demands))
  })
  const { directions, wavering } = commonDirections(states)
  const against = new Uint8Array(directions.length)
  return { directions, wavering, against, basis: SURVEYED, state: STATE, agreed: AGREED, told: gas.told }
}

/** Where next to nothing flows the equations do not settle, and with more of the same they do. */
function solved(network: GasNetwork, demands: readonly GasDemand[]): Float64Array {
  for (const times of SCALES) {
    const scaled = demands.map((demand) => ({ ...demand, flow: times * demand.flow }))
    try {
      return solveSteady({ ...network, demands: scaled }, { friction: 'colebrook' }).flow
    } catch (error) {
      if (!(error instanceof Refusal) || times === SCALES.at(-1)) throw error
    }
  }
  throw new Error('gasFlows: no scale was tried')
}

function demandsOf(network: NetworkFile, gas: SolvableGas, persons: (people: number) => number): GasDemand[] {
  const byNode = new Map<number, number>()
  network.customerNode.forEach((at, customer) => {
    const node = gas.lowest[at] ?? -1
    const flow = BY_PERSON * persons(network.customerPeople[customer] ?? 0)
    if (node >= 0 && flow > 0) byNode.set(node, (byNode.get(node) ?? 0) + flow)
  })
  return Array.from(byNode, ([node, flow]) => ({ id: `use ${node}`, node, flow }))
}

/** Flows of the links of the file, from → to positive; a regulator may have been laid the other way. */
function flowsOfFile(network: NetworkFile, gas: SolvableGas, flow: Float64Array): Float64Array {
  const flows = new Float64Array(network.linkGid.length).fill(Number.NaN)
  const isAt = (node: number, id: string) => {
    const own = gas.network.nodes[node]?.id ?? ''
    return own === id || own.startsWith(`${id} tier `)
  }
  gas.linkOf.forEach((link, at) => {
    const laid = gas.network.links[at]
    if (link < 0 || !laid) return
    const isAlong = isAt(laid.from, network.nodeId.at(network.from[link] ?? 0) ?? '')
    flows[link] = (isAlong ? 1 : -1) * (flow[at] ?? Number.NaN)
  })
  return flows
}

const STATE: Localized = { zh: '用气量按人数分配的稳态', en: 'steady state, use shared out by people' }
const AGREED: Localized = {
  zh: '普查无用气量：按用户人数分配、再按每户均等分配，共 2 个工况',
  en: 'the use of gas is not surveyed: shared out by people, then alike among customers',
}
const NOBODY: Localized = {
  zh: '燃气管网没有登记用户，用气量未知，无法求流向',
  en: 'no customer of the gas network is recorded: what it delivers is unknown, and so is which way it flows',
}

import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf, Refusal } from '../../refusal.ts'
import {
  type BuriedRelease,
  buriedRelease,
  GAS_CONSTANT,
  type LeakSoil,
  type Orifice,
  orificeRelease,
  type Release,
  type ReleaseGas,
} from '../gas/release.ts'
import { GasLaw } from './gas-law.ts'
import { airPressure, type GasLink, type GasNetwork, type GasPipe } from './network.ts'
import type { Outflow } from './outflows.ts'

/** An overpressure below this share of the air's is rounding, and none: what rests lets nothing out. */
const ROUNDING = 1e-12

/** A hole in a pipe, or the pipe torn apart, at a place along it. */
export interface LeakSpec {
  /** id of the pipe */
  readonly pipe: string
  /** share of its length from `from` [-], above 0 and below 1 */
  readonly at: number
  /** of a severed pipe: of each of its two ends */
  readonly orifice: Orifice
  readonly isSevered: boolean
  /** null = nothing holds the gas back */
  readonly soil: LeakSoil | null
}

/** A network whose leaking pipe is cut in two at the leak, and what goes out there. */
export interface LeakingNetwork {
  readonly network: GasNetwork
  /** one, or two of a severed pipe */
  readonly outflows: readonly LeakOutflow[]
}

/** What goes out at a leak: `at` for the solver, `release` in full. */
export interface LeakOutflow extends Outflow {
  release(pressure: number): Release | BuriedRelease
}

/**
 * Cuts the leaking pipe at the leak; its two parts are called P[1] and P[2], the places of the leak "leak P" or, of a severed
 * pipe, "leak P[1]" and "leak P[2]".
 *
 * @throws Refusal when there is no such pipe, it is shut, the place is not within it, or the hole is wider than the pipe
 */
export function placeLeak(network: GasNetwork, leak: LeakSpec): LeakingNetwork {
  const { pipe, height, names } = checkedLeak(network, leak)
  const first = network.nodes.length
  const last = first + names.length - 1
  const { lossCoefficient } = pipe
  const parts: GasPipe[] = [
    {
      ...pipe,
      id: `${pipe.id}[1]`,
      to: first,
      length: leak.at * pipe.length,
      lossCoefficient: leak.at * lossCoefficient,
    },
    {
      ...{ ...pipe, id: `${pipe.id}[2]`, from: last, length: (1 - leak.at) * pipe.length },
      lossCoefficient: (1 - leak.at) * lossCoefficient,
    },
  ]
  return {
    network: {
      ...network,
      nodes: [...network.nodes, ...names.map((id) => ({ id, height }))],
      links: network.links.flatMap((link): GasLink[] => (link === pipe ? parts : [link])),
    },
    outflows: leakOutflows(network, leak),
  }
}

/**
 * What goes out at a leak, as `placeLeak` has it: another soil or hole on a pipe that is cut already.
 *
 * @param network  before it is cut
 * @throws Refusal as `placeLeak`
 */
export function leakOutflows(network: GasNetwork, leak: LeakSpec): LeakOutflow[] {
  const { height, names } = checkedLeak(network, leak)
  return names.map((id, i) => leakAt(network, id, network.nodes.length + i, height, leak))
}

function checkedLeak(network: GasNetwork, leak: LeakSpec) {
  const { pipe, faults } = leakingPipe(network, leak)
  if (!pipe || faults.length > 0) throw new Refusal(faults)
  const [begin, end] = [network.nodes[pipe.from], network.nodes[pipe.to]].map((node) => node?.height ?? 0)
  const height = (begin as number) + leak.at * ((end as number) - (begin as number))
  const names = leak.isSevered ? [`leak ${pipe.id}[1]`, `leak ${pipe.id}[2]`] : [`leak ${pipe.id}`]
  return { pipe, height, names }
}

function leakingPipe({ name, links }: GasNetwork, { pipe: id, at, orifice }: LeakSpec) {
  const faults: Localized[] = []
  const add = (zh: string, en: string) => faults.push(faultOf(name, `漏点：${zh}`, `leak: ${en}`))
  const link = links.find((one) => one.id === id)
  const pipe = link?.kind === 'pipe' ? link : null
  if (!link) add(`没有“${id}”，应为管段`, `no link "${id}", expected a pipe`)
  else if (!pipe) add(`${id} 不是管段`, `${id} is a ${link.kind}, expected a pipe`)
  else if (!pipe.isOpen)
    add(
      `管段 ${id} 已关闭或停用，管内有无介质不详`,
      `pipe ${id} is shut or out of service: nothing is known to be in it`,
    )
  if (!(at > 0 && at < 1))
    add(`位置为管长的 ${at}，应大于 0 小于 1`, `place is ${at} of the pipe's length, expected above 0 and below 1`)
  const { area, dischargeCoefficient } = orifice
  const whole = pipe ? (Math.PI / 4) * pipe.diameter ** 2 : Infinity
  if (!(area > 0 && area <= whole * (1 + 1e-9)))
    add(
      `孔口面积 ${area} m²，应大于 0 且不超过管道截面 ${whole.toPrecision(4)} m²`,
      `hole is ${area} m², expected > 0 and at most the pipe's ${whole.toPrecision(4)} m²`,
    )
  if (!(dischargeCoefficient > 0 && dischargeCoefficient <= 1))
    add(
      `流量系数为 ${dischargeCoefficient}，应大于 0、不超过 1`,
      `Cd is ${dischargeCoefficient}, expected above 0 and at most 1`,
    )
  return { pipe, faults }
}

function leakAt(network: GasNetwork, id: string, node: number, height: number, leak: LeakSpec): LeakOutflow {
  const { gas } = network
  const law = new GasLaw(gas.compressibility, gas.specificConstant, gas.temperature)
  const ambient = airPressure(height)
  const release = (pressure: number) => {
    const before: ReleaseGas = {
      ...{ molarMass: GAS_CONSTANT / gas.specificConstant, heatRatio: gas.heatRatio, temperature: gas.temperature },
      ...{ compressibility: law.compressibility(pressure), viscosity: gas.viscosity ?? 0 },
    }
    const inPipe = pressure - ambient > ROUNDING * ambient ? pressure : ambient
    return leak.soil
      ? buriedRelease(leak.orifice, leak.soil, inPipe, ambient, before)
      : orificeRelease(leak.orifice, inPipe, ambient, before)
  }
  return { id, node, release, at: release }
}

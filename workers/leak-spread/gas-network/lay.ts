import { Refusal } from '../../refusal.ts'
import { faultsOf } from './faults.ts'
import { type FrictionLaw, frictionFactor } from './friction.ts'
import { GasLaw } from './gas-law.ts'
import type { GasNetwork } from './network.ts'

/** A network in flat arrays, ready to be solved: by node or by link. */
export interface Laid {
  readonly network: GasNetwork
  readonly law: GasLaw
  readonly friction: FrictionLaw
  readonly from: Int32Array
  readonly to: Int32Array
  /** by node: absolute pressure that is given [Pa], NaN = free */
  readonly given: Float64Array
  /** by node [kg/s] */
  readonly demand: Float64Array
  /** by link: 1 = a pipe */
  readonly isPipe: Uint8Array
  /** by link: height of `to` above `from` [m] */
  readonly rise: Float64Array
  /** of pipes: cross-section [m²], L/D [-], k/D [-], λ where it is given (else NaN), ζ [-] */
  readonly area: Float64Array
  readonly slender: Float64Array
  readonly rough: Float64Array
  readonly factor: Float64Array
  readonly loss: Float64Array
  /** of pipes: Re for 1 kg/s, and fall of the potential for 1 kg/s of laminar flow */
  readonly reynolds: Float64Array
  readonly laminar: Float64Array
}

/**
 * Lays a network in arrays.
 *
 * @throws Refusal with every item that cannot be computed, its value and what was expected
 */
export function lay(network: GasNetwork, friction: FrictionLaw): Laid {
  const { nodes, links, gas } = network
  const faults = [...faultsOf(network, friction)]
  if (faults.length > 0) throw new Refusal(faults)
  const given = new Float64Array(nodes.length).fill(Number.NaN)
  for (const { node, pressure } of network.sources) given[node] = pressure
  const demand = new Float64Array(nodes.length)
  for (const { node, flow } of network.demands) demand[node] = (demand[node] as number) + flow
  const law = new GasLaw(gas.compressibility, gas.specificConstant, gas.temperature)
  const laid = emptyOf(network, friction, { law, given, demand })
  const viscosity = gas.viscosity ?? 0
  // one walk: a city's links are many objects, and each is fetched once
  links.forEach((link, n) => {
    laid.from[n] = link.from
    laid.to[n] = link.to
    if (link.kind !== 'pipe') return
    const { length, diameter } = link
    const area = (Math.PI / 4) * diameter ** 2
    laid.isPipe[n] = 1
    laid.rise[n] = (nodes[link.to]?.height ?? 0) - (nodes[link.from]?.height ?? 0)
    laid.area[n] = area
    laid.slender[n] = length / diameter
    laid.rough[n] = (link.roughness ?? 0) / diameter
    laid.factor[n] = link.frictionFactor ?? Number.NaN
    laid.loss[n] = link.lossCoefficient
    laid.reynolds[n] = diameter / (area * viscosity)
    laid.laminar[n] = (32 * viscosity * length) / (diameter ** 2 * area)
  })
  return laid
}

function emptyOf(network: GasNetwork, friction: FrictionLaw, given: Pick<Laid, 'law' | 'given' | 'demand'>): Laid {
  const count = network.links.length
  const zeros = () => new Float64Array(count)
  return {
    ...{ network, friction, ...given },
    ...{ from: new Int32Array(count), to: new Int32Array(count), isPipe: new Uint8Array(count) },
    ...{ rise: zeros(), area: zeros(), slender: zeros(), rough: zeros(), factor: zeros(), loss: zeros() },
    ...{ reynolds: zeros(), laminar: zeros() },
  }
}

/** Fall of the potential along a pipe [Pa·kg/m³] at a mass flow [kg/s], and its slope; written into `out`. */
export function pipeLoss(laid: Laid, link: number, flow: number, out: { fall: number; slope: number }): void {
  const [area, slender] = [laid.area[link] as number, laid.slender[link] as number]
  const per = 1 / (2 * area * area)
  const size = Math.abs(flow)
  const given = laid.factor[link] as number
  let straight = 0
  let square = (laid.loss[link] as number) * per
  let turn = 0
  if (!Number.isNaN(given)) square += given * slender * per
  else {
    const reynolds = size * (laid.reynolds[link] as number)
    const { factor, slope, isLaminar } = frictionFactor(laid.friction, reynolds, laid.rough[link] as number)
    if (isLaminar) straight = laid.laminar[link] as number
    square += factor * slender * per
    turn = slope * (laid.reynolds[link] as number) * slender * per * size * size
  }
  out.fall = straight * flow + square * flow * size
  out.slope = straight + 2 * square * size + turn
}

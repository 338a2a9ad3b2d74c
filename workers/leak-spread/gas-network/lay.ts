import { Refusal } from '../../refusal.ts'
import { faultsOf } from './faults.ts'
import { type FrictionLaw, frictionFactor } from './friction.ts'
import { GasLaw } from './gas-law.ts'
import type { GasLink, GasNetwork } from './network.ts'

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
  const of = (value: (link: GasLink) => number) => Float64Array.from(links, value)
  const ofPipe = (value: (pipe: GasLink & { kind: 'pipe' }) => number) =>
    of((link) => (link.kind === 'pipe' ? value(link) : 0))
  const area = (diameter: number) => (Math.PI / 4) * diameter ** 2
  const viscosity = gas.viscosity ?? 0
  return {
    ...{ network, friction, given, demand },
    law: new GasLaw(gas.compressibility, gas.specificConstant, gas.temperature),
    from: Int32Array.from(links, (link) => link.from),
    to: Int32Array.from(links, (link) => link.to),
    rise: ofPipe((pipe) => (nodes[pipe.to]?.height ?? 0) - (nodes[pipe.from]?.height ?? 0)),
    area: ofPipe((pipe) => area(pipe.diameter)),
    slender: ofPipe((pipe) => pipe.length / pipe.diameter),
    rough: ofPipe((pipe) => (pipe.roughness ?? 0) / pipe.diameter),
    factor: ofPipe((pipe) => pipe.frictionFactor ?? Number.NaN),
    loss: ofPipe((pipe) => pipe.lossCoefficient),
    reynolds: ofPipe((pipe) => pipe.diameter / (area(pipe.diameter) * viscosity)),
    laminar: ofPipe((pipe) => (32 * viscosity * pipe.length) / (pipe.diameter ** 2 * area(pipe.diameter))),
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

import { faultOf, Refusal } from '../../refusal.ts'
import { criticalRatio } from '../gas/release.ts'
import { type BlowDown, blowDown } from './blow-down.ts'
import { GasLaw, meanPressure } from './gas-law.ts'
import type { LeakOutflow } from './leak.ts'
import { airPressure, type GasLink, type GasNetwork } from './network.ts'
import type { SteadyState } from './solve.ts'

/** A part of a network that no source reaches and that empties through leaks. */
export interface Emptying {
  /** ids of the leaks in it */
  readonly leaks: readonly string[]
  readonly pipes: number
  /** [m³] */
  readonly volume: number
  /** at first, absolute [Pa], one all over it */
  readonly pressure: number
  readonly blowDown: BlowDown
}

/**
 * Shuts links, a pipe at both its ends. A leaking pipe that is cut in two is named as it was; what is in it stays with the leak.
 *
 * @throws Refusal naming each id that is no link
 */
export function shut(network: GasNetwork, ids: readonly string[]): GasNetwork {
  const known = new Set(network.links.map(({ id }) => id))
  const wanted = new Set(ids)
  const faults = ids
    .filter((id) => !known.has(id) && !known.has(`${id}[1]`))
    .map((id) => faultOf(network.name, `要关闭的“${id}”不存在`, `to be shut: no link "${id}"`))
  if (faults.length > 0) throw new Refusal(faults)
  const nodes = [...network.nodes]
  const links = network.links.map((link): GasLink => {
    if (wanted.has(link.id)) return { ...link, isOpen: false }
    const part = /^(.*)\[([12])\]$/.exec(link.id)
    if (!part || !wanted.has(part[1] as string)) return link
    const end = part[2] === '1' ? link.from : link.to
    nodes.push({ id: `end ${link.id}`, height: nodes[end]?.height ?? 0 })
    return part[2] === '1' ? { ...link, from: nodes.length - 1 } : { ...link, to: nodes.length - 1 }
  })
  return { ...network, nodes, links }
}

/** Mean density in each pipe by its id [kg/m³]; a pipe that no source reaches is not in it. */
export function linePack({ laid, pressure }: SteadyState): ReadonlyMap<string, number> {
  return new Map(
    laid.network.links.flatMap(({ kind, id, from, to }) => {
      const [a, b] = [pressure[from] as number, pressure[to] as number]
      return kind === 'pipe' && a > 0 && b > 0 ? [[id, laid.law.density(meanPressure(a, b))] as const] : []
    }),
  )
}

/**
 * What empties in a state: each part with a leak that no source reaches, with the gas that was in it before.
 *
 * @param packed  density by pipe from before; a cut pipe is looked up by its old id too
 */
export function emptyingParts(
  state: SteadyState,
  leaks: readonly LeakOutflow[],
  packed: ReadonlyMap<string, number>,
): Emptying[] {
  const { network } = state.laid
  const part = partsOf(state)
  const { gas } = network
  const law = new GasLaw(gas.compressibility, gas.specificConstant, gas.temperature)
  const dry = leaks.filter(({ node }) => Number.isNaN(state.pressure[node]))
  return [...new Set(dry.map(({ node }) => part[node] as number))].map((one): Emptying => {
    const inside = dry.filter(({ node }) => part[node] === one)
    let [pipes, volume, mass] = [0, 0, 0]
    for (const link of network.links) {
      if (link.kind !== 'pipe' || !link.isOpen || part[link.from] !== one) continue
      const room = (Math.PI / 4) * link.diameter ** 2 * link.length
      const density = packed.get(link.id) ?? packed.get(link.id.replace(/\[[12]\]$/, '')) ?? 0
      pipes += 1
      volume += room
      mass += room * density
    }
    const ambient = airPressure(network.nodes[inside[0]?.node ?? 0]?.height ?? 0)
    const pressure = law.pressureOfDensity(mass / volume)
    const release = (at: number) => inside.reduce((sum, leak) => sum + leak.release(at).flow, 0)
    const bends = [ambient / criticalRatio(gas.heatRatio)]
    return {
      ...{ leaks: inside.map(({ id }) => id), pipes, volume, pressure },
      blowDown: blowDown({ volume, pressure, ambient, law, release, bends }),
    }
  })
}

/** By node, the number of the part that open links join it to; a device that was closed by its own law joins nothing. */
function partsOf({ laid: { network }, states }: SteadyState): Int32Array {
  const parent = Int32Array.from(network.nodes, (_, node) => node)
  const rootOf = (node: number): number => {
    let root = node
    while (parent[root] !== root) root = parent[root] = parent[parent[root] as number] as number
    return root
  }
  network.links.forEach(({ from, to, isOpen }, link) => {
    if (isOpen && states[link] !== 'closed') parent[rootOf(from)] = rootOf(to)
  })
  return parent.map((_, node) => rootOf(node))
}

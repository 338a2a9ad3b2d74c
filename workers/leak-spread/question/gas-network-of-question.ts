import { planLength } from '../../../src/domain/geo/ellipsoid.ts'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { PASSAGE } from '../../../src/domain/network/topology.ts'
import { GAS_CONSTANT } from '../gas/release.ts'
import type { GasLink, GasNetwork, GasSource } from '../gas-network/network.ts'
import type { Gas } from '../spaces/gases.ts'
import { type GasTiers, gasTiers, isInUse, NO_TIER } from './gas-tiers.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { told } from './told.ts'

const AIR = 101_325
/** Of the wall [m]: polyethylene, cast iron, steel and the rest. Choices; the design code takes 0.01 and 0.1 mm. */
const ROUGHNESS = { plastic: 1e-5, iron: 5e-4, steel: 1e-4 } as const
const SHORTEST = 0.1
/** more tiers than there are, so that a node and a tier are one number */
const TIERS = 16

/** Pipes and the network that they are of. */
type AskedPipes = Pick<LeakingPipe, 'network' | 'pipes'>

/** A city's gas network to be solved. */
export interface AskedNetwork {
  readonly network: GasNetwork
  /** of its links, the link in the files; −1 = a regulator that nobody surveyed */
  readonly linkOf: Int32Array
  /** the lowest tier at a node of the files, as a node to be solved; −1 = none */
  readonly lowest: Int32Array
  /** by node to be solved, what its tier is held at [Pa absolute] */
  readonly held: Float64Array
  readonly told: readonly Localized[]
}

/**
 * The gas network of a city: its pipes in use by tier, a node for each tier that meets there, and between tiers the regulators,
 * surveyed or assumed. All lies at one height: a
 * metre changes what a gas has above the air by 5 Pa (natural gas) to 10 Pa (petroleum gas), which is left out.
 */
export function gasNetworkOf(plan: LeakPlan, pipe: AskedPipes, gas: Gas): AskedNetwork {
  const tiers = gasTiers(pipe)
  const made = new Made(pipe, tiers)
  const sized = made.addPipes()
  made.hold()
  const assumed = made.addRegulators()
  const sources = made.sourcesOf(plan)
  const { network, pipes } = pipe
  const ids = (links: readonly number[]) => links.map((link) => network.linkId.at(link) ?? '')
  const devices = Array.from(pipes.isDevice).filter((is) => is === 1).length
  return {
    network: {
      ...{ name: 'gas', nodes: made.nodes, links: made.links, sources: sources.given, assumptions: [], demands: [] },
      gas: {
        ...{ specificConstant: GAS_CONSTANT / gas.molarMass, heatRatio: gas.heatRatio },
        ...{ viscosity: gas.viscosity, compressibility: { kind: 'ideal' }, temperature: 288.15 },
      },
    },
    ...{ linkOf: Int32Array.from(made.linkOf), lowest: made.lowest(), held: made.held },
    told: [
      DESIGN,
      NO_DEMAND,
      ...some(PRESSURE_TAKEN, ids(tiers.taken)),
      ...some(NO_PRESSURE, ids(tiers.unknown)),
      ...some(SIZE_TAKEN, ids(sized)),
      ...some(devices > 0 ? MORE_REGULATORS : REGULATORS, assumed),
      ...some(SOURCE_TAKEN, sources.taken),
    ],
  }
}

function some(why: Localized, ids: readonly string[]): Localized[] {
  return ids.length > 0 ? [told(why, ids.length, ids)] : []
}

/** A network while it is made. */
class Made {
  readonly nodes: { id: string; height: number }[] = []
  readonly links: GasLink[] = []
  readonly linkOf: number[] = []
  held = new Float64Array(0)
  readonly #pipe: AskedPipes
  readonly #tiers: GasTiers
  /** by node of the files × TIERS + tier */
  readonly #nodeOf = new Map<number, number>()
  /** by node of the files, its tiers as they came */
  readonly #at = new Map<number, number[]>()

  constructor(pipe: AskedPipes, tiers: GasTiers) {
    this.#pipe = pipe
    this.#tiers = tiers
  }

  /** @returns links whose diameter was taken */
  addPipes(): number[] {
    const { network, pipes } = this.#pipe
    const usual = medianOf(pipes.diameter)
    const sized: number[] = []
    this.#tiers.of.forEach((tier, link) => {
      const [start, end] = [network.from[link] as number, network.to[link] as number]
      if (tier === NO_TIER || start === end) return
      const diameter = pipes.diameter[link] as number
      if (!(diameter > 0)) sized.push(link)
      const [from, to] = [this.#node(start, tier), this.#node(end, tier)]
      // written out: joined of parts, 100,000 of them take a second longer to be read
      this.#add(link, {
        kind: 'pipe',
        id: network.linkId.at(link) ?? '',
        from,
        to,
        isOpen: network.passage?.[link] !== PASSAGE.closed,
        length: this.#length(link),
        diameter: diameter > 0 ? diameter : usual,
        lossCoefficient: 0,
        roughness: roughnessOf(pipes.material.at(link) ?? ''),
        frictionFactor: null,
      })
    })
    return sized
  }

  /** Holds each part of a tier that pipes join at the highest pressure recorded in it. */
  hold(): void {
    const parent = Int32Array.from(this.nodes.keys())
    const root = (node: number): number => {
      let at = node
      while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number
      return at
    }
    for (const { from, to } of this.links) parent[root(from)] = root(to)
    const most = new Float64Array(parent.length)
    this.links.forEach(({ from }, n) => {
      const pressure = this.#pipe.pipes.pressure[this.linkOf[n] as number] as number
      if (pressure > 0) most[root(from)] = Math.max(most[root(from)] as number, AIR + 1000 * pressure)
    })
    this.held = Float64Array.from(parent.keys(), (node) => most[root(node)] as number)
  }

  /** @returns nodes at which one was assumed */
  addRegulators(): string[] {
    const { network, pipes } = this.#pipe
    pipes.isDevice.forEach((is, link) => {
      if (!is || !isInUse(pipes.status[link] ?? 0)) return
      const [a, b] = [this.#highest(network.from[link] as number), this.#highest(network.to[link] as number)]
      if (a < 0 || b < 0 || a === b) return
      this.#regulate(link, network.linkId.at(link) ?? '', a, b)
    })
    const assumed: string[] = []
    for (const [node, tiers] of this.#at) {
      const top = this.#highest(node)
      for (const tier of tiers) {
        const below = this.#node(node, tier)
        if (below === top) continue
        const id = network.nodeId.at(node) ?? ''
        this.#regulate(-1, `regulator ${id} ${tier}`, top, below)
        assumed.push(id)
      }
    }
    return assumed
  }

  /** @returns where pressure is given, and nodes at which it was taken from the pipes */
  sourcesOf({ networks }: LeakPlan): { given: GasSource[]; taken: string[] } {
    const { network } = this.#pipe
    const told = new Map<string, number | null>()
    network.isSource.forEach((is, node) => {
      if (is) told.set(network.nodeId.at(node) ?? '', null)
    })
    for (const { discipline, sources } of networks)
      if (discipline === 'gas') for (const { node, pressure_kpa } of sources) told.set(node, pressure_kpa)
    const [given, taken]: [GasSource[], string[]] = [[], []]
    for (const [id, pressure] of told) {
      const node = this.#highest(network.nodeId.indexOf(id))
      if (node < 0) continue
      if (pressure === null) taken.push(id)
      given.push({ node, pressure: pressure === null ? (this.held[node] as number) : AIR + 1000 * pressure })
    }
    return { given, taken }
  }

  lowest(): Int32Array {
    return Int32Array.from(this.#pipe.network.nodeGid, (_, node) => {
      const tiers = this.#at.get(node)
      return tiers ? this.#node(node, Math.min(...tiers)) : -1
    })
  }

  #add(link: number, gasLink: GasLink): void {
    this.links.push(gasLink)
    this.linkOf.push(link)
  }

  /** Lets gas from the higher of two nodes to the lower; where both stand at one pressure it passes either way. */
  #regulate(link: number, id: string, a: number, b: number): void {
    const [high, low] = (this.held[a] as number) >= (this.held[b] as number) ? [a, b] : [b, a]
    const ends = { id, from: high, to: low, isOpen: true }
    const pressure = this.held[low] as number
    this.#add(
      link,
      pressure < (this.held[high] as number) ? { kind: 'regulator', ...ends, pressure } : { kind: 'valve', ...ends },
    )
  }

  #node(node: number, tier: number): number {
    const key = node * TIERS + tier
    const found = this.#nodeOf.get(key)
    if (found !== undefined) return found
    const tiers = this.#at.get(node)
    const id = this.#pipe.network.nodeId.at(node) ?? ''
    const made = this.nodes.push({ id: tiers ? `${id} tier ${tier}` : id, height: 0 }) - 1
    if (tiers) tiers.push(tier)
    else this.#at.set(node, [tier])
    this.#nodeOf.set(key, made)
    return made
  }

  #highest(node: number): number {
    const tiers = this.#at.get(node)
    return tiers ? this.#node(node, Math.max(...tiers)) : -1
  }

  #length(link: number): number {
    const { network, pipes } = this.#pipe
    const length = pipes.length[link] as number
    if (length > 0) return Math.max(SHORTEST, length)
    const [a, b] = [network.from[link] as number, network.to[link] as number]
    const place = (node: number) => [network.nodeLon[node] as number, network.nodeLat[node] as number] as const
    return Math.max(SHORTEST, planLength(...place(a), ...place(b)) || 0)
  }
}

function medianOf(diameters: Float32Array): number {
  const known = diameters.filter((diameter) => diameter > 0).sort()
  return known[known.length >> 1] ?? 0.1
}

function roughnessOf(material: string): number {
  if (/PE|PVC|塑|乙烯/i.test(material)) return ROUGHNESS.plastic
  return /ZT|QT|铸铁|iron/i.test(material) ? ROUGHNESS.iron : ROUGHNESS.steel
}

const DESIGN: Localized = {
  zh: '各级管网按登记压力（设计压力）运行计算：实际运行压力更低时，泄漏量偏大。',
  en: 'Each tier is taken to stand at its recorded (design) pressure: where it runs lower, the release is told too large.',
}
const NO_DEMAND: Localized = {
  zh: '没有燃气用气量数据：泄漏前的压力按无用气计算，偏高。',
  en: 'No demand of gas is known: pressure before the leak is that of no use, which is too high.',
}
const PRESSURE_TAKEN: Localized = {
  zh: '未登记压力的管道按相连管道的压力级制',
  en: 'pipes without a recorded pressure are taken to be of the tier of those they hang on',
}
const NO_PRESSURE: Localized = {
  zh: '压力未知且不与已知压力管道相连的管道未计入管网',
  en: 'pipes of unknown pressure that hang on none of known are left out of the network',
}
const SIZE_TAKEN: Localized = {
  zh: '内径未知的管道按管网内径中位数',
  en: 'pipes of unknown diameter are taken to be as wide as the median of the network',
}
const REGULATORS: Localized = {
  zh: '压力级制之间未测到调压设备，按两级交汇处有调压器计算',
  en: 'no regulator is surveyed between tiers: one is assumed where they meet',
}
const MORE_REGULATORS: Localized = {
  zh: '部分压力级制交汇处未测到调压设备，按有调压器计算',
  en: 'at some places where tiers meet no regulator is surveyed: one is assumed',
}
const SOURCE_TAKEN: Localized = {
  zh: '气源压力未登记，按其管道的登记压力',
  en: 'sources without a recorded pressure are taken to hold that of their pipes',
}

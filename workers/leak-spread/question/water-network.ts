import { planLength } from '../../../src/domain/geo/ellipsoid.ts'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { PASSAGE } from '../../../src/domain/network/topology.ts'
import { Refusal } from '../../refusal.ts'
import { roughnessOf, UNTOLD_ROUGHNESS } from './hazen-williams.ts'
import { isInUse } from './leaking-pipe.ts'
import { toldAt } from './told.ts'
import { levelsOfNodes } from './water-levels.ts'

/** What stands at a source that nobody told of, above the air [kPa]: usual of a city's mains, 示例值. */
const USUAL_PRESSURE = 350
/** Of a network of which no bore is known [m]: 示例值. */
const USUAL_DIAMETER = 0.2
/** A metre of water [kPa]. */
const KPA_PER_METRE = 9.81
/** What EPANET takes for a length above nothing [m]. */
const LEAST_LENGTH = 0.1
/** A source's own way into the network loses nothing to speak of. */
const FEED = '1 2000 140 0 CV'
/** A device that is not told more of than that it is there: a piece of pipe of this length [m]. */
const DEVICE_LENGTH = 1
const PUMP = /泵|pump/i

/** A city's water network as EPANET reads it. A node is `n<number>`, a link `l<number>`: asset ids are longer than EPANET takes. */
export interface WaterNetwork {
  readonly inp: string
  /** 1 where a node has a way to a source through pipes in use: only these are in the text */
  readonly isFed: Uint8Array
  /** 1 where a link is in the text */
  readonly isIn: Uint8Array
  readonly told: readonly Localized[]
}

export const nodeName = (node: number) => `n${node}`
export const linkName = (link: number) => `l${link}`

/**
 * Composes the text of an EPANET network of what the survey tells: pipes in use that have a way to a source, demands of customers,
 * each source as a reservoir that gives through a check valve and takes nothing.
 *
 * @throws Refusal when no source is known
 */
export function waterNetwork(network: NetworkFile, pipes: PipeFile, { networks }: LeakPlan): WaterNetwork {
  const said: Localized[] = []
  const isUsable = usableLinks(network, pipes, said)
  const isFed = fedNodes(network, isUsable)
  const sources = Array.from(network.isSource.keys()).filter((node) => network.isSource[node] === 1)
  if (sources.length === 0)
    throw new Refusal([
      {
        zh: '给水管网：普查中没有供应源（水厂、加压站、水库），无法计算',
        en: 'water network: the survey names no source (waterworks, booster station, reservoir): expected one',
      },
    ])
  const isIn = isUsable.map((usable, link) => usable & (isFed[network.from[link] ?? 0] ?? 0))
  said.push(
    ...toldAt(
      {
        zh: '与供应源没有在用管道连通的节点未计入',
        en: 'nodes without a way to a source through pipes in use are not in',
      },
      network.nodeId,
      Array.from(isFed.keys()).filter((node) => isFed[node] === 0),
    ),
  )
  const level = levelsOfNodes(network, pipes, isFed, isIn, said)
  const pressures = new Map(
    networks
      .find(({ discipline }) => discipline === 'water')
      ?.sources.map(({ node, pressure_kpa }) => [network.nodeId.indexOf(node), pressure_kpa]),
  )
  const rows: string[] = ['[JUNCTIONS]']
  isFed.forEach((fed, node) => {
    if (fed) rows.push(`${nodeName(node)} ${level[node]?.toFixed(3)} ${1000 * (network.demand[node] ?? 0)}`)
  })
  rows.push('[RESERVOIRS]')
  for (const node of sources) {
    const head = (level[node] ?? 0) + (pressures.get(node) ?? USUAL_PRESSURE) / KPA_PER_METRE
    rows.push(`s${node} ${head.toFixed(4)}`)
  }
  rows.push('[PIPES]', ...sources.map((node) => `f${node} s${node} ${nodeName(node)} ${FEED}`))
  rows.push(...pipeRows(network, pipes, isIn, said))
  said.push(
    ...toldAt(
      {
        zh: `供应源压力不详，按 ${USUAL_PRESSURE} kPa（示例值）计`,
        en: `the pressure of sources is not told: taken as ${USUAL_PRESSURE} kPa (an example value)`,
      },
      network.nodeId,
      sources.filter((node) => typeof pressures.get(node) !== 'number'),
    ),
  )
  // nothing changes by itself: the engine's own steps must not cut the time into pieces
  rows.push('[TIMES]', ...['HYDRAULIC', 'PATTERN', 'REPORT'].map((step) => `${step} TIMESTEP 10000:00`))
  rows.push('[OPTIONS]', 'UNITS LPS', 'HEADLOSS H-W', '[REPORT]', 'STATUS NO', '[END]', '')
  return { inp: rows.join('\n'), isFed, isIn, told: said }
}

/** Links that let water through: pipes in use, and devices but pumps, of which no curve is known. */
function usableLinks({ from, to, linkId, passage }: NetworkFile, pipes: PipeFile, said: Localized[]): Uint8Array {
  const pumps: number[] = []
  const devices: number[] = []
  const isUsable = Uint8Array.from(from, (start, link) => {
    if (!isInUse(pipes, link) || start === to[link] || passage?.[link] === PASSAGE.closed) return 0
    if (pipes.isDevice[link] !== 1) return 1
    const isPump = PUMP.test(pipes.deviceKind.at(link) ?? '')
    ;(isPump ? pumps : devices).push(link)
    return isPump ? 0 : 1
  })
  said.push(
    ...toldAt({ zh: '水泵没有性能曲线，未计入', en: 'no curve is known of pumps: they are not in' }, linkId, pumps),
    ...toldAt({ zh: '设备按敞开、无水头损失计', en: 'devices are taken as open and without loss' }, linkId, devices),
  )
  return isUsable
}

function fedNodes({ isSource, from, to }: NetworkFile, isUsable: Uint8Array): Uint8Array {
  const parent = Int32Array.from(isSource.keys())
  const find = (node: number) => {
    let at = node
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up
      at = up
    }
    return at
  }
  isUsable.forEach((usable, link) => {
    if (usable) parent[find(from[link] ?? 0)] = find(to[link] ?? 0)
  })
  const fed = new Set<number>()
  isSource.forEach((is, node) => {
    if (is) fed.add(find(node))
  })
  return isSource.map((_, node) => Number(fed.has(find(node))))
}

function pipeRows(network: NetworkFile, pipes: PipeFile, isIn: Uint8Array, said: Localized[]): string[] {
  const usual = usualDiameter(pipes, isIn)
  const rows: string[] = []
  const [bare, plain]: [number[], number[]] = [[], []]
  isIn.forEach((is, link) => {
    if (!is) return
    const isDevice = pipes.isDevice[link] === 1
    const diameter = pipes.diameter[link] as number
    const isKnown = diameter > 0
    if (!isKnown && !isDevice) bare.push(link)
    const roughness = roughnessOf(pipes.material.at(link) ?? '')
    if (roughness === null && !isDevice) plain.push(link)
    const ends = `${nodeName(network.from[link] ?? 0)} ${nodeName(network.to[link] ?? 0)}`
    const length = isDevice ? DEVICE_LENGTH : lengthOf(network, pipes, link)
    const bore = (1000 * (isKnown ? diameter : usual)).toFixed(2)
    rows.push(`${linkName(link)} ${ends} ${length.toFixed(3)} ${bore} ${roughness ?? UNTOLD_ROUGHNESS}`)
  })
  const size = `${Math.round(1000 * usual)} mm`
  said.push(
    ...toldAt(
      { zh: `管径不详的管段按 ${size} 计`, en: `pipes of unknown bore are taken as ${size}` },
      network.linkId,
      bare,
    ),
    ...toldAt(
      {
        zh: `材质不详的管段海曾-威廉系数按 ${UNTOLD_ROUGHNESS} 计`,
        en: `pipes of unknown material are taken with a Hazen–Williams C of ${UNTOLD_ROUGHNESS}`,
      },
      network.linkId,
      plain,
    ),
  )
  return rows
}

/** The middle one of the bores that are known. */
function usualDiameter({ diameter, isDevice }: PipeFile, isIn: Uint8Array): number {
  const known = diameter.filter((bore, link) => bore > 0 && isIn[link] === 1 && isDevice[link] !== 1).sort()
  return known[Math.floor(known.length / 2)] ?? USUAL_DIAMETER
}

/** Along the line; where that is not known straight between its ends. */
function lengthOf({ from, to, nodeLon, nodeLat }: NetworkFile, pipes: PipeFile, link: number): number {
  const given = pipes.length[link] as number
  if (given > 0) return Math.max(given, LEAST_LENGTH)
  const [a, b] = [from[link] ?? 0, to[link] ?? 0]
  const straight = planLength(nodeLon[a] ?? 0, nodeLat[a] ?? 0, nodeLon[b] ?? 0, nodeLat[b] ?? 0)
  return Math.max(straight || 0, LEAST_LENGTH)
}

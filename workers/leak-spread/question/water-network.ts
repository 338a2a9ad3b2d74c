import { planLength } from '../../../src/domain/geo/ellipsoid.ts'
import type { Hydraulics } from '../../../src/domain/leak/hydraulics-file.ts'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { PASSAGE } from '../../../src/domain/network/topology.ts'
import { Refusal } from '../../refusal.ts'
import type { NamesOf } from '../water/complaints.ts'
import { roughnessOf, UNTOLD_ROUGHNESS } from './hazen-williams.ts'
import { InpText } from './inp-text.ts'
import { isInUse } from './leaking-pipe.ts'
import { toldAt } from './told.ts'
import { fedNodes } from './water-fed.ts'
import { coverOf, type ModelCover, modelLinks, modelSections } from './water-hydraulics.ts'
import { levelsOfNodes } from './water-levels.ts'
import { assetNames, linkName, nodeName, patternName } from './water-names.ts'

/** What stands at a source that nobody told of, above the air [kPa]: usual of a city's mains, 示例值. */
const USUAL_PRESSURE = 350
/** Of a network of which no bore is known [m]: 示例值. */
const USUAL_DIAMETER = 0.2
/** A metre of water [kPa]. */
const KPA_PER_METRE = 9.81
/** What EPANET takes for a length above nothing [m]. */
const LEAST_LENGTH = 0.1
/** Of a source's own way into the network, which loses nothing to speak of, by what a roughness means. */
const SMOOTH = { 'H-W': 140, 'D-W': 0.1, 'C-M': 0.01 } as const
const KEEPS_PRESSURE: Localized = {
  zh: '供应源压力按不随出流变化计：水源附近的大口径爆管出流偏大。',
  en: 'Sources keep their pressure whatever is drawn: near one a wide burst is shown too large.',
}
/** A device that is not told more of than that it is there: a piece of pipe of this length [m]. */
const DEVICE_LENGTH = 1
const PUMP = /泵|pump/i

/** A city's water network as EPANET reads it; names by `water-names.ts`. */
export interface WaterNetwork {
  readonly inp: string
  /** 1 where a node has a way to a source through pipes in use: only these are in the text */
  readonly isFed: Uint8Array
  /** 1 where a link is in the text */
  readonly isIn: Uint8Array
  /** 1 where its own model has a link shut, and nothing opens it */
  readonly isShut: Uint8Array
  /** names of links that are no line or device of the survey */
  readonly extraLinks: readonly string[]
  /** what its own model says of the day; null = nothing changes by itself */
  readonly day: WaterDay | null
  /** its own model tells all of it: no roughness, level or pressure is taken from a table or an example */
  readonly isModelled: boolean
  /** names of the text as assets are called */
  readonly namesOf: NamesOf
  readonly told: readonly Localized[]
}

/** How a network that has a model of its own goes by the clock. */
export interface WaterDay {
  /** name of the file that tells it */
  readonly source: string
  /** time of the day at which it begins, since midnight [s] */
  readonly clock: number
  /** demands, heads or pumps change by the hour */
  readonly hasPatterns: boolean
}

/**
 * Composes the text of an EPANET network of what the survey tells: pipes in use that have a way to a source, demands of customers,
 * each source as a reservoir that gives through a check valve and takes nothing. What a hydraulic model of the network tells goes
 * before it: its nodes and links, demands and patterns, tanks, pumps, valves and controls are those of the model.
 *
 * @param model  null = the source of the survey has none
 * @throws Refusal when no source is known
 */
export function waterNetwork(
  network: NetworkFile,
  pipes: PipeFile,
  { networks }: LeakPlan,
  model: Hydraulics | null = null,
): WaterNetwork {
  const said: Localized[] = []
  const cover = coverOf(model, network)
  const isUsable = usableLinks(network, pipes, cover, said)
  const own = model && { model, links: modelLinks(model).filter(({ link }) => link < 0 || isUsable[link] === 1) }
  const sources = Array.from(network.isSource.keys()).filter(
    (node) => network.isSource[node] === 1 && cover.isNode[node] !== 1,
  )
  if (sources.length + (model ? model.reservoirs.length + model.tanks.length : 0) === 0)
    throw new Refusal([
      {
        zh: '给水管网：普查中没有供应源（水厂、水库、加压站），无法计算',
        en: 'water network: the survey names no source (waterworks, reservoir, booster station): expected one',
      },
    ])
  const { isFed, isFedAt } = fedNodes(network, isUsable, sources, own)
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
  const isBare = isFed.map((fed, node) => fed & (cover.isNode[node] === 1 ? 0 : 1))
  const level = levelsOfNodes(network, pipes, isBare, isIn, said)
  const links = own?.links.filter(({ from }) => isFedAt[from] === 1) ?? []
  const text = new InpText(model ? modelSections(model, links, isFedAt) : new Map())
  const usual = patternName(model?.defaultPattern ?? null)
  isFed.forEach((fed, node) => {
    if (isBare[node]) text.add('JUNCTIONS', `${nodeName(node)} ${level[node]?.toFixed(3)} 0`)
    const demand = network.demand[node] ?? 0
    if (fed && cover.hasDemand[node] !== 1 && demand > 0)
      text.add('DEMANDS', `${nodeName(node)} ${1000 * demand} ${usual}`)
  })
  addSources(text, sources, network, level, { networks, headloss: model?.headloss ?? 'H-W' }, said)
  const isSurveyed = isIn.map((is, link) => is & (cover.isLink[link] === 1 ? 0 : 1))
  text.add('PIPES', ...pipeRows(network, pipes, isSurveyed, model, said))
  return {
    inp: text.with(model),
    ...{ isFed, isIn, isShut: cover.isShut },
    extraLinks: links.filter(({ link }) => link < 0).map(({ name }) => name),
    isModelled:
      model !== null &&
      sources.length === 0 &&
      isBare.every((bare) => bare === 0) &&
      isSurveyed.every((is) => is === 0),
    day: model && { source: model.source, clock: model.clock, hasPatterns: hasPatterns(model) },
    namesOf: (written) => assetNames(written, network),
    told: said,
  }
}

/** Each as a reservoir as high as its pressure, that gives and takes nothing. */
function addSources(
  text: InpText,
  sources: readonly number[],
  { nodeId }: NetworkFile,
  level: Float64Array,
  { networks, headloss }: Pick<LeakPlan, 'networks'> & Pick<Hydraulics, 'headloss'>,
  said: Localized[],
): void {
  const pressures = new Map(
    networks
      .find(({ discipline }) => discipline === 'water')
      ?.sources.map(({ node, pressure_kpa }) => [nodeId.indexOf(node), pressure_kpa]),
  )
  for (const node of sources) {
    const head = (level[node] ?? 0) + (pressures.get(node) ?? USUAL_PRESSURE) / KPA_PER_METRE
    text.add('RESERVOIRS', `s${node} ${head.toFixed(4)}`)
    text.add('PIPES', `f${node} s${node} ${nodeName(node)} 1 2000 ${SMOOTH[headloss]} 0 CV`)
  }
  said.push(
    ...(sources.length > 0 ? [KEEPS_PRESSURE] : []),
    ...toldAt(
      {
        zh: `供应源压力不详，按 ${USUAL_PRESSURE} kPa（示例值）计`,
        en: `the pressure of sources is not told: taken as ${USUAL_PRESSURE} kPa (an example value)`,
      },
      nodeId,
      sources.filter((node) => typeof pressures.get(node) !== 'number'),
    ),
  )
}

/** Whether anything of a model but its tanks changes by the hour. */
function hasPatterns({ patterns }: Hydraulics): boolean {
  return patterns.some((factors) => factors.some((factor) => factor !== factors[0]))
}

/** Links that may carry water: in use, with two ends, and no valve on them shut. */
function inUse({ from, to, passage }: NetworkFile, pipes: PipeFile): Uint8Array {
  return Uint8Array.from(from, (start, link) =>
    Number(isInUse(pipes, link) && start !== to[link] && passage?.[link] !== PASSAGE.closed),
  )
}

/** Links that let water through: pipes in use, and devices but pumps of which no curve is known. */
function usableLinks(
  network: NetworkFile,
  pipes: PipeFile,
  { isLink }: Pick<ModelCover, 'isLink'>,
  said: Localized[],
): Uint8Array {
  const pumps: number[] = []
  const devices: number[] = []
  const isUsable = inUse(network, pipes).map((usable, link) => {
    if (!usable || pipes.isDevice[link] !== 1 || isLink[link] === 1) return usable
    const isPump = PUMP.test(pipes.deviceKind.at(link) ?? '')
    ;(isPump ? pumps : devices).push(link)
    return isPump ? 0 : 1
  })
  const { linkId } = network
  said.push(
    ...toldAt({ zh: '水泵没有性能曲线，未计入', en: 'no curve is known of pumps: they are not in' }, linkId, pumps),
    ...toldAt({ zh: '设备按敞开、无水头损失计', en: 'devices are taken as open and without loss' }, linkId, devices),
  )
  return isUsable
}

/** Rows of links that no model tells of. */
function pipeRows(
  network: NetworkFile,
  pipes: PipeFile,
  isIn: Uint8Array,
  model: Hydraulics | null,
  said: Localized[],
): string[] {
  const usual = usualDiameter(pipes, isIn)
  // a table of C says nothing of other roughnesses
  const common = model && model.headloss !== 'H-W' ? middleOf(Array.from(model.roughness)) : null
  const rows: string[] = []
  const [bare, plain]: [number[], number[]] = [[], []]
  isIn.forEach((is, link) => {
    if (!is) return
    const isDevice = pipes.isDevice[link] === 1
    const diameter = pipes.diameter[link] as number
    const isKnown = diameter > 0
    if (!isKnown && !isDevice) bare.push(link)
    const roughness = common ?? roughnessOf(pipes.material.at(link) ?? '')
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
    ...toldAt(
      {
        zh: `水力模型以外的管段粗糙度取模型的中位数 ${common}`,
        en: `pipes that the hydraulic model lacks are as rough as the middle one of its own: ${common}`,
      },
      network.linkId,
      common === null ? [] : Array.from(isIn.keys()).filter((link) => isIn[link] === 1),
    ),
  )
  return rows
}

/** The middle one of the bores that are known. */
function usualDiameter({ diameter, isDevice }: PipeFile, isIn: Uint8Array): number {
  return (
    middleOf(Array.from(diameter).filter((bore, link) => bore > 0 && isIn[link] === 1 && isDevice[link] !== 1)) ??
    USUAL_DIAMETER
  )
}

function middleOf(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
}

/** Along the line; where that is not known straight between its ends. */
function lengthOf({ from, to, nodeLon, nodeLat }: NetworkFile, pipes: PipeFile, link: number): number {
  const given = pipes.length[link] as number
  if (given > 0) return Math.max(given, LEAST_LENGTH)
  const [a, b] = [from[link] ?? 0, to[link] ?? 0]
  const straight = planLength(nodeLon[a] ?? 0, nodeLat[a] ?? 0, nodeLon[b] ?? 0, nodeLat[b] ?? 0)
  return Math.max(straight || 0, LEAST_LENGTH)
}

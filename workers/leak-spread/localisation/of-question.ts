import type { z } from 'zod'
import { planLength } from '../../../src/domain/geo/ellipsoid.ts'
import { decodeHydraulics } from '../../../src/domain/leak/hydraulics-file.ts'
import { type CandidatePipe, LEAST_RESPONDING, type LeakSourceOutcome } from '../../../src/domain/leak/leak-source.ts'
import { decodePipes, type PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { WaterSourceQuestion } from '../../../src/domain/leak/water-source.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { decodeNetwork, type NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { Host } from '../../contract.ts'
import { Refusal } from '../../refusal.ts'
import { told, toldOf } from '../question/told.ts'
import { dayTold } from '../question/water-day.ts'
import { linkName, nodeName } from '../question/water-names.ts'
import { type WaterNetwork, waterNetwork } from '../question/water-network.ts'
import { startOf } from '../question/water-of-question.ts'
import { LEAST_SIGNAL, locateWater } from './locate-water.ts'
import { waterLocateSchema } from './water-case.ts'

/** A metre of water [kPa]. */
const KPA_PER_METRE = 9.81
/** Of a gauge and its transmitter [m]. */
const GAUGE_SIGMA = 0.1
/** What customers draw scatters by so much of it, each by itself; about it nobody knows more (example value). */
const DEMAND_SPREAD = 0.1
/** Junctions tried × links: a solution costs about 3 µs a link, so some 30 s. */
const MOST_WORK = 1e7

interface PlacedSensor {
  readonly id: string
  /** number in the network; -1 = on none that is fed */
  readonly node: number
  readonly pressure: WaterSourceQuestion['sensors'][number]['pressure']
}

/** Where water runs out, and what was taken to tell it. */
export interface WaterLocated {
  readonly outcome: LeakSourceOutcome
  readonly caveats: readonly Localized[]
}

/**
 * Ranks the water pipes of a city by how its pressures have changed.
 *
 * @param tell  hears what it is at
 * @param mostWork  junctions tried × links; where there are more, those nearest to the first sensor are tried
 * @throws Refusal with fewer than two sensors that stand in the fed network and have a usual pressure, or without a source
 * @throws Error when the files are not of one network
 */
export async function locateWaterInCity(
  question: WaterSourceQuestion,
  tell?: Host['tell'],
  mostWork = MOST_WORK,
): Promise<WaterLocated> {
  tell?.({ phase: 'reading', done: 0, of: 0 })
  const [network, pipes] = [decodeNetwork(question.network), decodePipes(question.pipes)]
  const links = network.linkGid.length
  if (pipes.length.length !== links || pipes.discipline !== 'water' || network.discipline !== 'water')
    throw new Error(
      `locateWaterInCity: ${pipes.length.length} pipes of ${pipes.discipline} for ${links} links of ${network.discipline}, expected water`,
    )
  const { plan, hydraulics } = question
  const composed = waterNetwork(network, pipes, plan, hydraulics ? decodeHydraulics(hydraulics) : null)
  const clock = { clock_s: question.clock_s ?? null }
  const sensors = question.sensors.map(({ id, asset, pressure }): PlacedSensor => {
    const node = asset === null ? -1 : nodeOf(network, asset)
    return { id, node: composed.isFed[node] === 1 ? node : -1, pressure }
  })
  const read = readingSensors(sensors)
  const tried = candidatesOf(network, composed, read[0]?.node ?? 0, mostWork)
  const metres = (kpa: number) => kpa / KPA_PER_METRE
  const sigmas = read.map(({ pressure }) => Math.hypot(GAUGE_SIGMA, metres(pressure.scatter_kpa)))
  const found = await locateWater(
    waterLocateSchema.parse({
      ...{ kind: 'water', network: composed.inp, demand_spread: DEMAND_SPREAD },
      time_s: composed.day ? startOf(clock, composed.day) : 0,
      readings: read.map(({ node, pressure }, k) => ({
        ...{ node: nodeName(node), pressure_m: metres(pressure.now_kpa) },
        ...{ normal_pressure_m: metres(pressure.usual_kpa), sigma_m: sigmas[k] },
      })),
      weights: noPipes(network, pipes, composed),
    } satisfies z.input<typeof waterLocateSchema>),
    tried.nodes ?? undefined,
    tell,
    composed.namesOf,
  )
  const linkOf = new Map(Array.from(network.linkGid.keys(), (link) => [linkName(link), link]))
  const ninety = found.ninety.length
  const order = [...new Set(found.pipes.slice(0, ninety).map(({ group }) => group))]
  const answerOf = ({ id }: PlacedSensor) => {
    const at = read.findIndex((sensor) => sensor.id === id)
    const pressure = read[at]?.pressure
    if (!pressure) return 'silent'
    return metres(pressure.usual_kpa - pressure.now_kpa) >= LEAST_SIGNAL * (sigmas[at] ?? 0) ? 'responding' : 'quiet'
  }
  return {
    outcome: {
      pipes: found.pipes.map(({ pipe, probability, cumulative, group }, n): CandidatePipe => {
        const link = linkOf.get(pipe) as number
        return {
          ...{ id: network.linkId.at(link) ?? '', gid: network.linkGid[link] ?? 0, at: middleOf(network, pipes, link) },
          ...{ probability, cumulative, rate: null, start: null },
          group: n < ninety ? order.indexOf(group) : null,
        }
      }),
      ...{ half: found.half.length, ninety, groups: order.length, biogas: null, unreached: tried.left },
      ...{ sensors: sensors.map((sensor) => ({ id: sensor.id, answer: answerOf(sensor) })) },
      ...{ doubt: found.doubt, evidence: composed.isModelled ? 'B' : 'C' },
    },
    caveats: [
      evidenceTold(composed.isModelled),
      ...found.caveats.filter((caveat) => caveat !== found.doubt),
      ...lostCaveats(sensors, read),
      ...dayTold(clock, composed.day),
      ...toldOf(plan, ['water']),
      ...composed.told,
    ],
  }
}

/** The node that an asset is, or the first end of the line that it is; -1 = neither. */
function nodeOf(network: NetworkFile, asset: string): number {
  const node = network.nodeId.indexOf(asset)
  if (node >= 0) return node
  const link = network.linkId.indexOf(asset)
  return link >= 0 ? (network.from[link] ?? -1) : -1
}

type ReadingSensor = PlacedSensor & { readonly pressure: NonNullable<PlacedSensor['pressure']> }

/** Sensors that take part; of two on one node the first. */
function readingSensors(sensors: readonly PlacedSensor[]): ReadingSensor[] {
  const read: ReadingSensor[] = []
  for (const { id, node, pressure } of sensors)
    if (node >= 0 && pressure && read.every((other) => other.node !== node)) read.push({ id, node, pressure })
  if (read.length >= LEAST_RESPONDING) return read
  const unplaced = sensors.filter(({ node }) => node < 0).length
  const unread = sensors.filter(({ node, pressure }) => node >= 0 && !pressure).length
  throw new Refusal([
    {
      zh: `可用的压力测点只有 ${read.length} 个，至少需要 ${LEAST_RESPONDING} 个：共 ${sensors.length} 个，其中 ${unplaced} 个不在有供水的管网上，${unread} 个没有当前读数或不足 3 天的同时段历史`,
      en: `${read.length} pressure sensors can be used, expected at least ${LEAST_RESPONDING}: of ${sensors.length}, ${unplaced} stand on no fed part of the network, and ${unread} have no reading now or less than 3 days of this hour before`,
    },
  ])
}

/** Junctions to try, null = all; and how many pipes are then left out. */
function candidatesOf(network: NetworkFile, { isFed, isIn }: WaterNetwork, from: number, mostWork: number) {
  const fed = Array.from(isFed.keys()).filter((node) => isFed[node] === 1)
  const links = isIn.reduce((sum, is) => sum + is, 0)
  const most = Math.max(1, Math.floor(mostWork / Math.max(links, 1)))
  if (fed.length <= most) return { nodes: null, left: 0 }
  const { nodeLon, nodeLat } = network
  const away = (node: number) =>
    planLength(nodeLon[from] ?? 0, nodeLat[from] ?? 0, nodeLon[node] ?? 0, nodeLat[node] ?? 0)
  const near = new Set(
    fed
      .map((node) => ({ node, distance: away(node) }))
      .sort((a, b) => a.distance - b.distance || a.node - b.node)
      .slice(0, most)
      .map(({ node }) => node),
  )
  const isLeft = (link: number) => !near.has(network.from[link] ?? -1) && !near.has(network.to[link] ?? -1)
  const left = Array.from(isIn.keys()).filter((link) => isIn[link] === 1 && isLeft(link)).length
  return { nodes: new Set(Array.from(near, nodeName)), left }
}

/** What stands for a device or for a source's own way in, and does not leak: weight 0. */
function noPipes(
  { isSource }: NetworkFile,
  { isDevice }: PipeFile,
  { isIn, extraLinks }: WaterNetwork,
): Record<string, number> {
  const devices = Array.from(isIn.keys()).filter((link) => isIn[link] === 1 && isDevice[link] === 1)
  const sources = Array.from(isSource.keys()).filter((node) => isSource[node] === 1)
  return Object.fromEntries(
    [...devices.map(linkName), ...sources.map((node) => `f${node}`), ...extraLinks].map((id) => [id, 0]),
  )
}

function middleOf({ from, to, nodeLon, nodeLat }: NetworkFile, pipes: PipeFile, link: number): CandidatePipe['at'] {
  const [a, b] = [from[link] ?? 0, to[link] ?? 0]
  const between = (values: Float64Array) => ((values[a] as number) + (values[b] as number)) / 2
  const level = [pipes.fromLevel[link], pipes.toLevel[link]].find((value) => Number.isFinite(value))
  return { lon: between(nodeLon), lat: between(nodeLat), height: level ?? 0 }
}

function lostCaveats(sensors: readonly PlacedSensor[], read: readonly ReadingSensor[]): Localized[] {
  const lost = sensors.filter(({ id }) => read.every((sensor) => sensor.id !== id)).map(({ id }) => id)
  return lost.length > 0 ? [told(LOST, lost.length, lost)] : []
}

const LOST: Localized = {
  zh: '未参与判断的压力测点（不在有供水的管网上、与另一测点同位、没有当前读数或历史不足 3 天）',
  en: 'pressure sensors left out (on no fed part of the network, beside another, no reading now or fewer than 3 days before)',
}
/** The class by method and by what goes in, the lower, as of a burst. */
function evidenceTold(isModelled: boolean): Localized {
  return {
    zh: `可信程度 ${isModelled ? 'B' : 'C'} 级：方法仅以虚拟管网 L-TOWN 的模拟数据校核，无现场数据；${isModelled ? '管网取自水力模型' : '管网模型由普查数据生成，粗糙度、压力等取推算或示例值'}，未经实测校核，阀门按全开计。“平时”取此前 7 天同一时段读数的中位数：若漏水已持续数日，则看不出来。`,
    en: `Evidence class ${isModelled ? 'B' : 'C'}: the method is held to made data of the network L-TOWN, no field data; ${isModelled ? 'the network is that of a hydraulic model' : 'the network is made of the survey, roughness and pressures derived or examples'}, held to no measurement, all valves open. Usual is the median of this hour on the 7 days before: a leak that has lasted for days is not seen.`,
  }
}

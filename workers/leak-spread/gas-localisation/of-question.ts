import type { z } from 'zod'
import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import { type Crs, crsOf } from '../../../src/domain/geo/crs.ts'
import type { GasSourceQuestion } from '../../../src/domain/leak/gas-source.ts'
import type { CandidatePipe, LeakSourceOutcome } from '../../../src/domain/leak/leak-source.ts'
import { decodePipes, type PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import { decodeSpaces, type SpaceFile } from '../../../src/domain/leak/space-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { decodeNetwork, type NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { Host } from '../../contract.ts'
import { Refusal } from '../../refusal.ts'
import { gasCarried } from '../question/gas-carried.ts'
import { spacesOfRows } from '../question/gas-spaces.ts'
import { told } from '../question/told.ts'
import { gasLocateSchema } from './case.ts'
import { findGasSource } from './run.ts'

/** From a sensor's space: pipes within the first are candidates, spaces within the second take part [m]. */
const [PIPES_WITHIN, SPACES_WITHIN] = [200, 300]
/** Of an axis that nobody surveyed [m]. */
const USUAL_DEPTH = 1.2
const IN_USE: readonly string[] = ['in-use', 'other']
/** Readings are told by 30 s to 30 min: steps hold one of the slowest [s]. */
const STEP = 1800
/** Places of a pipe that are tried [m]: sensors tell no more. */
const SPACING = 20

type Point = readonly [x: number, y: number]

/** Where gas comes from, and what was taken to tell it. */
export interface Located {
  readonly outcome: LeakSourceOutcome
  readonly caveats: readonly Localized[]
}

/**
 * Ranks the gas pipes around the sensors of a city.
 *
 * @param tell  hears what it is at
 * @throws Refusal naming the sensor that stands in no space, no pipe in use nearby, or what the case refuses
 * @throws Error when the files are not of one network, or the plan's plane is none
 */
export function locateInCity(question: GasSourceQuestion, tell?: Host['tell']): Located {
  tell?.({ phase: 'reading', done: 0, of: 0 })
  const [network, pipes] = [decodeNetwork(question.network), decodePipes(question.pipes)]
  const spaces = decodeSpaces(question.spaces)
  const crs = crsOf(question.plan.crs)
  if (!crs) throw new Error(`locateInCity: the plane is "${question.plan.crs}", expected a known one`)
  const links = network.linkGid.length
  if (pipes.length.length !== links || pipes.discipline !== 'gas' || network.discipline !== 'gas')
    throw new Error(
      `locateInCity: ${pipes.length.length} pipes of ${pipes.discipline} for ${links} links of ${network.discipline}, expected gas`,
    )
  const sensors = sensorsOf(question, spaces)
  const centres = sensors.map(({ row }) => middleOf(spaces, row))
  const origin = centres[0] as Point
  const rows = Array.from(spaces.gid.keys()).filter((row) => isNear(centres, [middleOf(spaces, row)], SPACES_WITHIN))
  const street = spacesOfRows(question.plan, spaces, rows, origin, USUAL_DEPTH)
  const near = pipesNear(network, pipes, crs, centres, origin)
  if (near.pipes.length === 0) throw new Refusal([nothingNear(sensors[0]?.id ?? '', near)])
  const given = gasLocateSchema.parse({
    ...{
      kind: 'gas',
      gas: near.gas,
      pipes: near.pipes,
      spaces: street.spaces,
      passages: street.passages,
      step_s: STEP,
      spacing_m: SPACING,
    },
    sensors: sensors.map(({ id, space, readings }) => ({ id, space, readings })),
  } satisfies z.input<typeof gasLocateSchema>)
  const found = findGasSource(given, tell)
  const answerOf = (id: string) =>
    found.silent.includes(id) ? 'silent' : found.responding.includes(id) ? 'responding' : 'quiet'
  return {
    outcome: {
      pipes: found.pipes.map((pipe): CandidatePipe => {
        const link = network.linkId.indexOf(pipe.id)
        const [x, y] = [pipe.at[0] + origin[0], pipe.at[1] + origin[1]]
        const level = known(pipes.fromLevel[link], pipes.toLevel[link])
        const { id, probability, cumulative, rate, start, group } = pipe
        return {
          ...{ id, gid: network.linkGid[link] ?? 0, at: { ...crs.toLonLat(x, y), height: level ?? 0 } },
          ...{ probability, cumulative, rate, start, group },
        }
      }),
      ...{ half: found.half.length, ninety: found.ninety.length, groups: found.groups, biogas: found.biogas },
      sensors: sensors.map(({ id }) => ({ id, answer: answerOf(id) })),
      ...{ unreached: found.unreached.length, doubt: null, evidence: 'C' },
    },
    caveats: [...found.caveats, ...carriedCaveats(near), ...street.told],
  }
}

function sensorsOf({ plan, sensors }: GasSourceQuestion, spaces: SpaceFile) {
  const faults: Localized[] = []
  const found = sensors.flatMap(({ id, time, value }) => {
    const space = plan.methane.find((sensor) => sensor.id === id)?.space
    const row = space === undefined ? -1 : spaces.id.indexOf(space)
    if (space === undefined || row < 0) {
      faults.push({
        zh: `传感器 ${id} 不在已知的地下空间内`,
        en: `sensor ${id}: stands in no known space below ground`,
      })
      return []
    }
    const readings = Array.from(time, (at, n): [number, number] => [at, value[n] as number])
    return [{ id, space, row, readings }]
  })
  if (faults.length > 0) throw new Refusal(faults)
  return found
}

type Carried = 'methane' | 'lpg'

/** Pipes that may be what is read, in the frame of the origin, and what was left out or taken. */
interface NearPipes {
  readonly pipes: z.input<typeof gasLocateSchema>['pipes']
  /** what they carry: natural gas where there is any, else petroleum gas */
  readonly gas: Carried
  /** got a usual depth; nobody recorded what they carry, which is taken for natural gas */
  readonly deepened: number
  readonly unrecorded: number
  /** left out: above ground, of the other gas, of one whose parts nobody knows */
  readonly above: number
  readonly other: number
  readonly unknown: number
}

/** Buried pipes in use of which an end or the middle lies near a sensor. */
function pipesNear(
  network: NetworkFile,
  pipes: PipeFile,
  crs: Crs,
  centres: readonly Point[],
  origin: Point,
): NearPipes {
  const at = (node: number | undefined): Point =>
    crs.fromLonLat(network.nodeLon[node ?? -1] as number, network.nodeLat[node ?? -1] as number)
  const links = Array.from(network.linkGid.keys()).filter((link) => {
    if (pipes.isDevice[link] || !IN_USE.includes(ASSET_STATUSES[pipes.status[link] ?? 0] ?? 'other')) return false
    const [a, b] = [at(network.from[link]), at(network.to[link])]
    return isNear(centres, [a, b, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]], PIPES_WITHIN)
  })
  const buried = links.filter((link) => pipes.isAbove[link] !== 1)
  const carried = buried.map((link) => carriedBy(pipes, link))
  const gas: Carried = carried.includes('methane') || !carried.includes('lpg') ? 'methane' : 'lpg'
  const own = buried.filter((_, n) => carried[n] === gas)
  const depthsOf = (link: number) => [
    known(pipes.fromDepth[link], pipes.toDepth[link]),
    known(pipes.toDepth[link], pipes.fromDepth[link]),
  ]
  const place = ([x, y]: Point, depth: number | null | undefined): [number, number, number] => [
    ...([x - origin[0], y - origin[1]] as const),
    depth != null && depth > 0 ? depth : USUAL_DEPTH,
  ]
  return {
    gas,
    pipes: own.map((link) => {
      const [from, to] = depthsOf(link)
      const id = network.linkId.at(link) ?? ''
      return { id, from: place(at(network.from[link]), from), to: place(at(network.to[link]), to) }
    }),
    deepened: own.filter((link) => depthsOf(link).some((depth) => depth === null || depth <= 0)).length,
    unrecorded: own.filter((link) => (pipes.subclass.at(link) ?? '') === '').length,
    above: links.length - buried.length,
    other: carried.filter((one) => one !== null && one !== gas).length,
    unknown: carried.filter((one) => one === null).length,
  }
}

/** null = nobody knows its parts: town gas, other words. */
function carriedBy(pipes: PipeFile, link: number): Carried | null {
  try {
    return 'methane' in gasCarried({ pipes, link, id: '' }).parts ? 'methane' : 'lpg'
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

function nothingNear(sensor: string, { above, unknown }: NearPipes): Localized {
  const [zh, en] = [
    [...(above > 0 ? [`${above} 条架空或过桥`] : []), ...(unknown > 0 ? [`${unknown} 条介质组分未知`] : [])],
    [...(above > 0 ? [`${above} above ground`] : []), ...(unknown > 0 ? [`${unknown} of gas of unknown parts`] : [])],
  ]
  const [without, others] = [
    zh.length > 0 ? `（不计：${zh.join('、')}）` : '',
    en.length > 0 ? ` (but ${en.join(', ')})` : '',
  ]
  return {
    zh: `传感器 ${sensor}：${PIPES_WITHIN} m 内没有在用的埋地燃气管线${without}`,
    en: `sensor ${sensor}: no buried gas pipe in use lies within ${PIPES_WITHIN} m of it${others}`,
  }
}

function carriedCaveats({ gas, deepened, unrecorded, above, other, unknown }: NearPipes): Localized[] {
  const some = (why: Localized, count: number) => (count > 0 ? [told(why, count)] : [])
  return [
    ...(gas === 'lpg' ? [PETROLEUM] : []),
    ...some(gas === 'lpg' ? OTHER_NATURAL : OTHER_PETROLEUM, other),
    ...some(UNKNOWN_GAS, unknown),
    ...some(UNRECORDED, unrecorded),
    ...some(ABOVE, above),
    ...some(DEPTH, deepened),
  ]
}

function middleOf({ x, y, otherX, otherY }: SpaceFile, row: number): Point {
  return [((x[row] as number) + (otherX[row] as number)) / 2, ((y[row] as number) + (otherY[row] as number)) / 2]
}

function isNear(centres: readonly Point[], places: readonly Point[], within: number): boolean {
  return places.some(([x, y]) => centres.some(([cx, cy]) => Math.hypot(x - cx, y - cy) <= within))
}

/** The first that is known. */
function known(...values: readonly (number | undefined)[]): number | null {
  return values.find((value) => Number.isFinite(value)) ?? null
}

const DEPTH: Localized = {
  zh: `埋深未知的燃气管线按 ${USUAL_DEPTH} m`,
  en: `gas pipes of unknown depth are taken to lie ${USUAL_DEPTH} m deep`,
}
const ABOVE: Localized = {
  zh: '架空、过桥或地面敷设的燃气管线不在候选内：其漏气不经土壤进入井室',
  en: 'gas pipes above ground or on bridges are no candidates: what leaks from them does not come through soil',
}
const PETROLEUM: Localized = {
  zh: '附近为液化石油气管线：按液化石油气（丙烷、丁烷各半为假定，比空气重）推算；甲烷传感器读数按其爆炸下限百分数直接采用，可能偏差很大，激光类传感器不响应。',
  en: 'The pipes nearby carry petroleum gas, and it is computed (half propane and half butane are assumed, heavier than air). Methane sensors read it otherwise, laser ones not at all: their percent of the lower limit is taken as it is, and may be far off.',
}
const OTHER_PETROLEUM: Localized = {
  zh: '附近的液化石油气管线未参与排序：甲烷传感器的读数不能与其直接对照，不等于排除',
  en: 'pipes of petroleum gas nearby are not ranked: methane sensors do not read it as it is. They are not ruled out',
}
const OTHER_NATURAL: Localized = { zh: '附近的天然气管线未参与排序', en: 'pipes of natural gas nearby are not ranked' }
const UNKNOWN_GAS: Localized = {
  zh: '介质组分未知（人工煤气等）的燃气管线未参与排序，不等于排除',
  en: 'pipes of gas whose parts nobody knows, such as town gas, are not ranked. They are not ruled out',
}
const UNRECORDED: Localized = {
  zh: '未登记介质的燃气管线按天然气计',
  en: 'gas pipes of which nobody recorded what they carry are taken for natural gas',
}

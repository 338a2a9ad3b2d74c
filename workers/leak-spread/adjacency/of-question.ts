import type { z } from 'zod'
import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import { clearanceClassOf } from '../../../src/domain/clearance/clearance-class.ts'
import { crsOf } from '../../../src/domain/geo/crs.ts'
import type { AdjacencyOutcome, adjacencyQuestionSchema } from '../../../src/domain/leak/adjacency.ts'
import { decodePipes, type PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import { decodeSpaces, SPACE_KINDS, type SpaceFile } from '../../../src/domain/leak/space-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { decodeNetwork } from '../../../src/domain/network/network-file.ts'
import type { Host } from '../../contract.ts'
import { spacePlace } from '../question/leak-places.ts'
import { told } from '../question/told.ts'
import { analyse, roundShapes } from './analyse.ts'
import { materialOf } from './material.ts'

/** Gas may be in pipes of these. */
const IN_USE: readonly string[] = ['in-use', 'other']
const [WELL, DRAIN] = [SPACE_KINDS.indexOf('well'), SPACE_KINDS.indexOf('drain')]
/** spaces along a line, which open into wells */
const TUBES: readonly number[] = [DRAIN, SPACE_KINDS.indexOf('duct')]
const CABLES: readonly string[] = ['power', 'telecom']
const KILO = 1000
/** of a space whose ground is not known; a mark is drawn on the ground anyway */
const NOWHERE = { lon: 0, lat: 0, height: 0 }

/** What was found, and what was not looked at or is not known. */
export interface Analysed {
  readonly outcome: AdjacencyOutcome
  readonly caveats: readonly Localized[]
}

/**
 * The pairs of a city.
 *
 * @param tell  hears what it is at
 * @throws Error when the files are not of one network, or the plan's plane is none
 */
export function analyseCity(
  question: z.output<typeof adjacencyQuestionSchema>,
  tell: NonNullable<Host['tell']> = () => {},
): Analysed {
  tell({ phase: 'reading', done: 0, of: 0 })
  const { plan, year, reach_m, most } = question
  const [network, pipes] = [decodeNetwork(question.network), decodePipes(question.pipes)]
  const spaces = decodeSpaces(question.spaces)
  const crs = crsOf(plan.crs)
  if (!crs) throw new Error(`analyseCity: the plane is "${plan.crs}", expected a known one`)
  const links = network.linkGid.length
  if (pipes.length.length !== links || pipes.discipline !== 'gas' || network.discipline !== 'gas')
    throw new Error(
      `analyseCity: ${pipes.length.length} pipes of ${pipes.discipline} for ${links} links of ${network.discipline}, expected gas`,
    )
  const at = Array.from(network.nodeLon, (lon, node) => crs.fromLonLat(lon, network.nodeLat[node] as number))
  const endsOf = (link: number) => [...placeOf(at, network.from[link]), ...placeOf(at, network.to[link])]
  const isPiped = (link: number) => pipes.isDevice[link] === 0
  const isInUse = (link: number) => IN_USE.includes(ASSET_STATUSES[pipes.status[link] ?? 0] ?? 'other')
  const all = Array.from(network.linkGid.keys()).filter(isPiped)
  const used = all.filter(isInUse)
  const buried = used.filter((link) => pipes.isAbove[link] !== 1)
  const placed = buried.filter((link) => endsOf(link).every(Number.isFinite))
  const isInWell = watchedFromWell(spaces)
  const ends = spaces.x.length
  const outcome = analyse(
    {
      pipes: {
        ends: Float64Array.from(placed.flatMap(endsOf)),
        pressure: Float64Array.from(placed, (link) => pipes.pressure[link] as number),
        age: Float64Array.from(placed, (link) =>
          (pipes.built[link] ?? 0) > 0 ? year - (pipes.built[link] ?? 0) : Number.NaN,
        ),
        material: Int8Array.from(placed, (link) => materialOf(pipes.material.at(link) ?? '')),
        shapes: roundShapes(
          Float64Array.from(placed.flatMap((link) => [pipes.fromDepth[link] as number, pipes.toDepth[link] as number])),
          Float64Array.from(placed, (link) => (pipes.diameter[link] as number) / 2),
        ),
      },
      spaces: {
        ends: Float64Array.from({ length: 4 * ends }, (_, n) => {
          const column = [spaces.x, spaces.y, spaces.otherX, spaces.otherY][n % 4] as Float64Array
          return column[n >> 2] as number
        }),
        hasSensor: spaces.hasSensor.map((has, space) => has | (isInWell[space] as number)),
        people: Float64Array.from(spaces.people),
        shapes: {
          depth: Float64Array.from(
            { length: 2 * ends },
            (_, n) => (n % 2 ? spaces.otherDepth : spaces.depth)[n >> 1] as number,
          ),
          radius: Float64Array.from(spaces.radius),
          halfHeight: Float64Array.from(spaces.height, (height) => height / 2),
        },
      },
      pipe: (n) => {
        const link = placed[n] as number
        const id = network.linkId.at(link) ?? ''
        return { id, gid: network.linkGid[link] ?? 0, material: pipes.material.at(link) ?? '' }
      },
      space: (n) => ({
        ...spacePlace(spaces, n, crs, NOWHERE),
        isSensorInWell: spaces.hasSensor[n] !== 1 && isInWell[n] === 1,
      }),
      classes: {
        pipe: (n) => gasClassOf(pipes, placed[n] as number),
        space: (n) => spaceClassOf(spaces, n),
      },
    },
    reach_m,
    most,
    (done, of) => tell({ phase: 'comparing', done, of }),
  )
  const without = (count: number, why: Localized): Localized[] => (count > 0 ? [told(why, count, [])] : [])
  return {
    outcome,
    caveats: [
      EVIDENCE,
      ...without(all.length - used.length, NOT_IN_USE),
      ...without(used.length - buried.length, ABOVE),
      ...without(buried.length - placed.length, NO_PLACE),
      ...without(placed.filter((link) => !hasDepth(pipes.fromDepth, pipes.toDepth, link)).length, NO_DEPTH),
      ...without(
        spaces.depth.filter((_, space) => !hasDepth(spaces.depth, spaces.otherDepth, space)).length,
        NO_SPACE_DEPTH,
      ),
      ...without(placed.filter((link) => !(pipes.pressure[link] as number)).length, NO_PRESSURE),
      ...without(placed.filter((link) => !pipes.built[link]).length, NO_YEAR),
      ...without(placed.filter((link) => materialOf(pipes.material.at(link) ?? '') < 0).length, NO_MATERIAL),
      ...without(spaces.people.filter(Number.isNaN).length, NO_PEOPLE),
    ],
  }
}

/** 1 = a drain or duct that opens into a well with a methane sensor: its gas is seen there. */
function watchedFromWell({ kind, from, to, hasSensor }: SpaceFile): Uint8Array {
  const isWatched = new Uint8Array(kind.length)
  const look = (tube = -1, well = -1) => {
    if (TUBES.includes(kind[tube] ?? -1) && kind[well] === WELL && hasSensor[well] === 1) isWatched[tube] = 1
  }
  from.forEach((one, passage) => {
    look(one, to[passage])
    look(to[passage], one)
  })
  return isWatched
}

function hasDepth(from: Float32Array, to: Float32Array, at: number): boolean {
  return Number.isFinite(from[at]) || Number.isFinite(to[at])
}

/** Class of GB 50289 of a gas pipe; null above 1.6 MPa. */
function gasClassOf({ pressure, diameter }: PipeFile, link: number): string | null {
  const [kilopascals, size] = [pressure[link] as number, diameter[link] as number]
  return clearanceClassOf({
    ...{ discipline: 'gas', subclass: null, burial: null, voltage: null },
    ...{ size: size > 0 ? size : null, pressure: kilopascals > 0 ? kilopascals / KILO : null },
  })
}

/** The same of drains and of ducts of cables, whose lines the table has; of wells and rooms it says nothing. */
function spaceClassOf({ id, kind }: SpaceFile, space: number): string | null {
  if (!TUBES.includes(kind[space] ?? -1)) return null
  const discipline = id.at(space)?.split('/')[1] ?? ''
  const burial = kind[space] === DRAIN ? null : 'duct'
  if (burial !== null && !CABLES.includes(discipline)) return null
  return clearanceClassOf({ discipline, subclass: null, burial, size: null, pressure: null, voltage: null })
}

function placeOf(at: readonly (readonly [number, number])[], node: number | undefined): readonly [number, number] {
  return at[node ?? -1] ?? [Number.NaN, Number.NaN]
}

const EVIDENCE: Localized = {
  zh: '可信程度 C 级：排序用于安排排查先后，不是泄漏概率；两侧埋深都已知的按空间净距，否则只按平面净距；未计算扩散。',
  en: 'Evidence class C: an order to look at them in, no probability. Distances are clear of both walls, in plan only where a depth is not known; no spread is computed.',
}
const NOT_IN_USE: Localized = {
  zh: '不在用（规划、在建、废弃、空管）的燃气管线未参与分析',
  en: 'gas pipes that are not in use were left out',
}
const ABOVE: Localized = {
  zh: '架空、过桥或地面敷设的燃气管线未参与分析：其漏气不经土壤进入地下空间',
  en: 'gas pipes above ground or on bridges were left out: what leaks from them does not come through soil',
}
const NO_DEPTH: Localized = {
  zh: '埋深未知的燃气管线只比较平面净距',
  en: 'gas pipes of unknown depth are compared in plan only',
}
const NO_SPACE_DEPTH: Localized = {
  zh: '埋深未知的地下空间（如地下室）只比较平面净距',
  en: 'spaces of unknown depth, such as basements, are compared in plan only',
}
const NO_PLACE: Localized = {
  zh: '端点位置未知的燃气管线未参与分析',
  en: 'gas pipes whose place is not known were left out',
}
const NO_PRESSURE: Localized = {
  zh: '压力未知的燃气管线按最不利计',
  en: 'gas pipes of unknown pressure count as the worst',
}
const NO_YEAR: Localized = { zh: '建设年代未知的燃气管线按最不利计', en: 'gas pipes of unknown age count as the worst' }
const NO_MATERIAL: Localized = {
  zh: '材质未知的燃气管线按最不利计',
  en: 'gas pipes of unknown material count as the worst',
}
const NO_PEOPLE: Localized = {
  zh: '周边人数未知的空间按最不利计',
  en: 'spaces with nobody known about them count as the worst',
}

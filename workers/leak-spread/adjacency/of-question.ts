import type { z } from 'zod'
import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import { crsOf } from '../../../src/domain/geo/crs.ts'
import type { AdjacencyOutcome, adjacencyQuestionSchema } from '../../../src/domain/leak/adjacency.ts'
import { decodePipes } from '../../../src/domain/leak/pipe-file.ts'
import { decodeSpaces } from '../../../src/domain/leak/space-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { decodeNetwork } from '../../../src/domain/network/network-file.ts'
import { spacePlace } from '../question/leak-places.ts'
import { told } from '../question/told.ts'
import { analyse } from './analyse.ts'
import { materialOf } from './material.ts'

/** Gas may be in pipes of these. */
const IN_USE: readonly string[] = ['in-use', 'other']
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
 * @throws Error when the files are not of one network, or the plan's plane is none
 */
export function analyseCity(question: z.output<typeof adjacencyQuestionSchema>): Analysed {
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
  const placed = used.filter((link) => endsOf(link).every(Number.isFinite))
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
      },
      spaces: {
        ends: Float64Array.from({ length: 4 * ends }, (_, n) => {
          const column = [spaces.x, spaces.y, spaces.otherX, spaces.otherY][n % 4] as Float64Array
          return column[n >> 2] as number
        }),
        hasSensor: spaces.hasSensor,
        people: Float64Array.from(spaces.people),
      },
      pipe: (n) => {
        const link = placed[n] as number
        const id = network.linkId.at(link) ?? ''
        return { id, gid: network.linkGid[link] ?? 0, material: pipes.material.at(link) ?? '' }
      },
      space: (n) => spacePlace(spaces, n, crs, NOWHERE),
    },
    ...([reach_m, most] as const),
  )
  const without = (count: number, why: Localized): Localized[] => (count > 0 ? [told(why, count, [])] : [])
  return {
    outcome,
    caveats: [
      EVIDENCE,
      ...without(all.length - used.length, NOT_IN_USE),
      ...without(used.length - placed.length, NO_PLACE),
      ...without(used.filter((link) => !(pipes.pressure[link] as number)).length, NO_PRESSURE),
      ...without(used.filter((link) => !pipes.built[link]).length, NO_YEAR),
      ...without(used.filter((link) => materialOf(pipes.material.at(link) ?? '') < 0).length, NO_MATERIAL),
      ...without(spaces.people.filter(Number.isNaN).length, NO_PEOPLE),
    ],
  }
}

function placeOf(at: readonly (readonly [number, number])[], node: number | undefined): readonly [number, number] {
  return at[node ?? -1] ?? [Number.NaN, Number.NaN]
}

const EVIDENCE: Localized = {
  zh: '证据等级 C：排序用于安排排查先后，不是泄漏概率；只比较平面距离，未比较埋深，未计算扩散。',
  en: 'Evidence class C: an order to look at them in, no probability. Distance is in plan, depth is not looked at, no spread is computed.',
}
const NOT_IN_USE: Localized = {
  zh: '不在用（规划、在建、废弃、空管）的燃气管线未参与分析',
  en: 'gas pipes that are not in use were left out',
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

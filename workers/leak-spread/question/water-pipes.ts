import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { AffectedPipe, LeakPlace } from '../../../src/domain/leak/leak-outcome.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { WaterModel } from '../water/model.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { told } from './told.ts'
import type { ModelNumbers } from './water-names.ts'
import type { WaterNetwork } from './water-network.ts'
import type { WorstOfBurst } from './water-worst.ts'

/** A pipe that a burst changes, and its ends in the model. */
export interface WaterPipe extends Omit<AffectedPipe, 'place' | 'drawn_m3'> {
  readonly place: LeakPlace
  readonly modelLink: number
  readonly from: number
  readonly to: number
  /** of its deepest axis: as high may water stand around it [m]; NaN = not known */
  readonly depth: number
  /** shut in, or behind what is, once valves are closed */
  readonly isShut: boolean
}

/**
 * Pipes whose head falls, whose water turns, or which lose their way to a source at any instant: by the leak, or by what is closed;
 * dry ones first, then by their head. A pipe between a shut valve and one that is fed is fed, whatever is behind the valve.
 * What is around a pipe is taken as water up to the street, the worst that may be.
 *
 * @param emptied  links that are cut off once valves are closed, none where they stay open: by connection, since in the engine a
 *   valve shuts a whole pipe
 */
export function affectedPipes(
  { network, pipes, link: leaking }: LeakingPipe,
  { isIn, modelLink: modelLinks }: Pick<WaterNetwork, 'isIn'> & Pick<ModelNumbers, 'modelLink'>,
  model: Pick<WaterModel, 'from' | 'to'>,
  worst: WorstOfBurst,
  emptied: readonly number[],
  near: LonLatHeight,
): WaterPipe[] {
  const shut = new Set(emptied)
  const found: WaterPipe[] = []
  for (let link = 0; link < isIn.length; link++) {
    const modelLink = modelLinks[link] as number
    if (isIn[link] !== 1 || pipes.isDevice[link] === 1 || modelLink < 0) continue
    const [from, to] = [model.from[modelLink] ?? 0, model.to[modelLink] ?? 0]
    const isShut = shut.has(link)
    const isDry = isShut || worst.isDry[modelLink] === 1
    const isReversed = link !== leaking && worst.turns[modelLink] === 1
    if (!isDry && !isReversed && worst.falls[modelLink] !== 1) continue
    const least = isShut ? 0 : (worst.least[modelLink] as number)
    const depth = deepest(pipes.fromDepth[link] as number, pipes.toDepth[link] as number)
    const middle = (of: ArrayLike<number>) =>
      ((of[network.from[link] ?? 0] as number) + (of[network.to[link] ?? 0] as number)) / 2
    const height = middle(network.nodeHeight)
    found.push({
      place: {
        ...{ id: network.linkId.at(link) ?? '', gid: network.linkGid[link] ?? 0, kind: 'pipe' },
        at: {
          ...{ lon: middle(network.nodeLon), lat: middle(network.nodeLat) },
          height: Number.isFinite(height) ? height : near.height,
        },
      },
      ...{ modelLink, from, to, depth, least: Math.max(least, 0), isReversed, isDry, isShut },
      // without a pressure of its own it draws in whatever its depth
      drawsIn: least <= 0 ? true : Number.isNaN(depth) ? null : least < depth,
    })
  }
  return found.sort((one, other) => Number(other.isDry) - Number(one.isDry) || one.least - other.least)
}

/** What nobody should forget of them. */
export function pipesTold({ pipes }: Pick<LeakingPipe, 'pipes'>, found: readonly WaterPipe[]): Localized[] {
  const unknown = found.filter(({ drawsIn }) => drawsIn === null)
  return [
    ...(pipes.length.length > 0 ? [DRAWS_IN, TRAVEL] : []),
    ...(unknown.length > 0
      ? [
          told(
            UNKNOWN,
            unknown.length,
            unknown.map(({ place }) => place.id),
          ),
        ]
      : []),
  ]
}

function deepest(from: number, to: number): number {
  if (Number.isNaN(from)) return to
  return Number.isNaN(to) ? from : Math.max(from, to)
}

const DRAWS_IN: Localized = {
  zh: '外水可能侵入：管内压力水头低于“地下水位平地面”时的外水水头（即埋深）的管段，按最不利计；实际须有渗漏点和外水。水锤引起的瞬时负压没有计入。',
  en: 'Water from outside may get in where the head falls below that of ground that is wet up to the street (the depth of the pipe), the worst that may be; it takes an opening and water around it. Negative pressure of water hammer is not computed.',
}
const TRAVEL: Localized = {
  zh: '流达时间按爆管前流向与流速、恢复供水后不变计，取最快路径。',
  en: 'Travel times go by the flows before the burst, as they are once the supply is back, by the fastest way.',
}
const UNKNOWN: Localized = {
  zh: '埋深不详、能否侵入无法判断的管段',
  en: 'pipes of unknown depth, of which nobody can say whether anything gets in',
}

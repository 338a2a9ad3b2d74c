import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import { incidenceOf } from '../../../src/domain/network/topology.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/** Upper ends of the pressures of a tier [kPa]: low, medium B and A, sub-high B and A, high B and A (GB 50028-2006, 3.0.1). */
const TIER_UP_TO = [10, 200, 400, 800, 1600, 2500, 4000]
const [IN_USE, OTHER] = [ASSET_STATUSES.indexOf('in-use'), ASSET_STATUSES.indexOf('other')]
export const NO_TIER = -1

/** In which tier each pipe is. */
export interface GasTiers {
  /** by link; NO_TIER = a device, out of use, or nobody knows */
  readonly of: Int8Array
  /** pipes in use that took the tier of the pipes they hang on, and those that hang on none */
  readonly taken: readonly number[]
  readonly unknown: readonly number[]
}

/** The tiers of a network's pipes; a pipe whose pressure nobody recorded takes the tier of what it hangs on. */
export function gasTiers({ network, pipes }: Pick<LeakingPipe, 'network' | 'pipes'>): GasTiers {
  const isPipe = (link: number) => pipes.isDevice[link] === 0 && isInUse(pipes.status[link] ?? 0)
  const of = Int8Array.from(pipes.pressure, (pressure, link) => (isPipe(link) ? tierOf(pressure) : NO_TIER))
  const queue = Array.from(of.keys()).filter((link) => of[link] !== NO_TIER)
  const { start, links } = incidenceOf(network)
  const taken: number[] = []
  for (let head = 0; head < queue.length; head++) {
    const link = queue[head] as number
    for (const node of [network.from[link] as number, network.to[link] as number])
      for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
        const next = links[i] as number
        if (of[next] !== NO_TIER || !isPipe(next)) continue
        of[next] = of[link] as number
        taken.push(next)
        queue.push(next)
      }
  }
  return { of, taken, unknown: Array.from(of.keys()).filter((link) => of[link] === NO_TIER && isPipe(link)) }
}

/** May gas be in it: in use, or a state that nobody names. */
export function isInUse(status: number): boolean {
  return status === IN_USE || status === OTHER
}

function tierOf(pressure: number): number {
  if (!(pressure > 0)) return NO_TIER
  const tier = TIER_UP_TO.findIndex((most) => pressure <= most)
  return tier < 0 ? TIER_UP_TO.length : tier
}

import type { SpillDrain } from '../../../src/domain/leak/leak-outcome.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { riseIn } from '../sewage/dry-flow.ts'
import type { SpillRun } from '../sewage/spill.ts'
import { type CityDrains, numberOf } from './drains-of-city.ts'
import type { SpillPlace } from './sewage-outcome.ts'
import { toldAt } from './told.ts'

/** More flow than the spill's own is of a dry day; less is rounding [1]. */
const KNOWN = 1e-9

/** Drains of a spill, as a page tells them, and what nobody should forget of those that run full. */
export interface ToldDrains {
  readonly drains: readonly SpillDrain[]
  readonly told: readonly Localized[]
}

/**
 * What each drain carries of a spill and how thin it is, whether it runs full, and where the water would stand above ground.
 *
 * A full drain has its own speed Q/A, and its water stands above its crown by the head that friction takes beyond its fall, on top of
 * what stands at its lower end. Where that is more than what covers the crown it comes out of the manhole.
 */
export function spillDrains(
  network: NetworkFile,
  pipes: PipeFile,
  { order, pumped, unbounded }: CityDrains,
  { slow, quick }: { readonly slow: SpillRun; readonly quick: SpillRun },
  places: readonly SpillPlace[],
  spill: number,
): ToldDrains {
  const placeOf = new Map(places.flatMap(({ link }, place) => (link === null ? [] : [[link, place]])))
  const early = new Map(quick.links.map((link) => [link.id, link]))
  const shareAt = new Map(slow.nodes.map(({ id, share }) => [id, share]))
  const flowIn = new Map(slow.links.map((link) => [link.id, link]))
  const rise = new Map<string, number>()
  const overflowing = new Set<string>()
  for (const node of order.nodes.toReversed())
    for (const drain of order.out.get(node) ?? []) {
      const link = flowIn.get(drain.id)
      if (!link || unbounded.has(drain.id)) continue
      const below = rise.get(drain.to) ?? 0
      const above = link.isFull ? below + riseIn(drain, link.flow, order.shapes) : 0
      if (above > coverAt(network, pipes, numberOf(drain.id), numberOf(node))) overflowing.add(drain.id)
      rise.set(node, Math.max(rise.get(node) ?? 0, above))
    }
  const stateOf = (id: string, isFull: boolean): SpillDrain['state'] => {
    if (pumped.has(id)) return 'pumped'
    // how much it takes hangs on a fall or section that was only taken
    if (unbounded.has(id)) return 'unknown'
    if (overflowing.has(id)) return 'overflows'
    return isFull ? 'full' : 'free'
  }
  const drains = slow.links.flatMap(({ id, from, to: _, flow, speed, isFull, concentration }): SpillDrain[] => {
    const place = placeOf.get(numberOf(id))
    if (place === undefined) return []
    const out = order.out.get(from)?.find((drain) => drain.id === id)
    const own = spill * (shareAt.get(from) ?? 0) * (out?.share ?? 0)
    return [
      {
        ...{ place, flow, speed: [speed, early.get(id)?.speed ?? speed] as const, state: stateOf(id, isFull) },
        atMost: flow - own > KNOWN * flow ? concentration : null,
      },
    ]
  })
  const named = (state: SpillDrain['state']) =>
    drains.flatMap((drain) => (drain.state === state ? [places[drain.place]?.link ?? 0] : []))
  return {
    drains,
    told: [...toldAt(FULL, network.linkId, named('full')), ...toldAt(OVERFLOWS, network.linkId, named('overflows'))],
  }
}

/** What lies above the crown of a drain at one of its nodes [m]; infinite where nobody knows, or it enters along the line. */
function coverAt(network: NetworkFile, pipes: PipeFile, link: number, node: number): number {
  const axis = (network.to[link] === node ? pipes.toDepth[link] : pipes.fromDepth[link]) as number
  const height = [pipes.diameter[link], pipes.height[link]].find((size) => (size as number) > 0) as number | undefined
  const cover = axis - (height ?? 0) / 2
  return node < 0 || Number.isNaN(cover) ? Number.POSITIVE_INFINITY : cover
}

const FULL: Localized = {
  zh: '满管的管段按压力流自身流速 Q/A 计，水面高出管顶',
  en: 'drains that run full are told with their own speed Q/A under pressure; the water stands above their crown',
}
const OVERFLOWS: Localized = {
  zh: '以下管段过流能力不足，水会由其上游检查井冒出地面：冒出多少未知，其下游的时间、流量不可依赖',
  en: 'these drains cannot take it: it comes out of the manhole above them. How much does is not known, and times and flows below are not to be relied on',
}

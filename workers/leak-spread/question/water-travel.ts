import type { LeakTravel, TravelStop } from '../../../src/domain/leak/leak-outcome.ts'
import { classRank } from '../../isolation/customers.ts'
import type { BurstRun } from '../water/burst.ts'
import type { WaterModel } from '../water/model.ts'
import { endsAlong, travelBy } from '../water/travel.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import type { Intrusion } from './water-intrusion.ts'
import { nodeName } from './water-names.ts'
import type { WaterPipe } from './water-pipes.ts'
import type { WaterPlace } from './water-places.ts'

/** Whom the water of a leaking pipe, and of pipes that may have drawn in, comes to, and where it comes from. */
export function travelOf(
  { network }: Pick<LeakingPipe, 'network'>,
  model: WaterModel,
  leaking: number,
  { before }: Pick<BurstRun, 'before'>,
  pipes: readonly WaterPipe[],
  places: readonly WaterPlace[],
  intrusion: Pick<Intrusion, 'share' | 'carried'>,
): LeakTravel {
  const { upper, lower } = endsAlong(model, leaking, before)
  const drawing = pipes.filter(({ drawsIn }) => drawsIn === true).map(({ modelLink }) => modelLink)
  const upstream = travelBy(model, before, [upper], 'upstream')
  return {
    downstream: stopsOf(network, model, places, travelBy(model, before, [lower], 'downstream'), null),
    drawnIn:
      drawing.length === 0
        ? []
        : stopsOf(network, model, places, drawnInTimes(model, before, drawing, intrusion), intrusion.share),
    sources: Array.from(network.isSource.keys())
      .flatMap((node) => {
        const seconds = network.isSource[node] === 1 ? upstream[model.nodeOf.get(nodeName(node)) ?? -1] : undefined
        return Number.isFinite(seconds) ? [{ id: network.nodeId.at(node) ?? '', seconds: seconds as number }] : []
      })
      .sort((one, other) => one.seconds - other.seconds),
  }
}

/** By the flows before the burst once the supply is back, or while it leaks where water runs in what draws in, whichever is sooner. */
function drawnInTimes(
  model: WaterModel,
  before: BurstRun['before'],
  drawing: readonly number[],
  { carried }: Pick<Intrusion, 'carried'>,
): Float64Array {
  const lower = drawing.map((link) => endsAlong(model, link, before).lower)
  const after = travelBy(model, before, lower, 'downstream')
  const meanwhile = carried.map((each) => travelBy(model, each, each.starts, 'downstream'))
  return after.map((seconds, node) => Math.min(seconds, ...meanwhile.map((times) => times[node] as number)))
}

/** Hospitals and schools first, then who is reached first. */
function stopsOf(
  network: LeakingPipe['network'],
  { nodeOf }: Pick<WaterModel, 'nodeOf'>,
  places: readonly WaterPlace[],
  times: Float64Array,
  share: Float64Array | null,
): TravelStop[] {
  const placeOf = new Map(places.map(({ node }, place) => [node, place]))
  return [...network.customerNode.entries()]
    .flatMap(([customer, node]): TravelStop[] => {
      const at = nodeOf.get(nodeName(node)) ?? -1
      const seconds = times[at]
      if (seconds === undefined || !Number.isFinite(seconds)) return []
      return [
        {
          ...{ id: network.customerId.at(customer) ?? '', name: network.customerName.at(customer) ?? '' },
          ...{ class: network.customerClass.at(customer) ?? '', people: network.customerPeople[customer] ?? 0 },
          ...{ seconds, place: placeOf.get(node) ?? null, share: share ? (share[at] ?? 0) : null },
        },
      ]
    })
    .sort(
      (one, other) =>
        classRank(one.class) - classRank(other.class) || one.seconds - other.seconds || (one.id < other.id ? -1 : 1),
    )
}

import type { LeakTravel, TravelStop } from '../../../src/domain/leak/leak-outcome.ts'
import { classRank } from '../../isolation/customers.ts'
import type { BurstRun } from '../water/burst.ts'
import type { WaterModel } from '../water/model.ts'
import { endsAlong, travelBy } from '../water/travel.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import type { Intrusion } from './water-intrusion.ts'
import type { ModelNumbers } from './water-names.ts'
import type { WaterPipe } from './water-pipes.ts'
import { placeByNode, type WaterPlace } from './water-places.ts'

/** Whom the water of a leaking pipe, and of pipes that may have drawn in, comes to, and where it comes from. */
export function travelOf(
  { network }: Pick<LeakingPipe, 'network'>,
  model: WaterModel,
  { modelNode }: Pick<ModelNumbers, 'modelNode'>,
  leaking: number,
  { before }: Pick<BurstRun, 'before'>,
  pipes: readonly WaterPipe[],
  places: readonly WaterPlace[],
  intrusion: Pick<Intrusion, 'share' | 'carried'>,
): LeakTravel {
  const { upper, lower } = endsAlong(model, leaking, before)
  const drawing = pipes.filter(({ drawsIn }) => drawsIn === true).map(({ modelLink }) => modelLink)
  const upstream = travelBy(model, before, [upper], 'upstream')
  const placeOf = placeByNode(network, places)
  const stops = (times: Float64Array, share: Float64Array | null) => stopsOf(network, modelNode, placeOf, times, share)
  return {
    downstream: stops(travelBy(model, before, [lower], 'downstream'), null),
    drawnIn: drawing.length === 0 ? [] : stops(drawnInTimes(model, before, drawing, intrusion), intrusion.share),
    sources: numbersOfSources(network)
      .flatMap((node) => {
        const seconds = upstream[modelNode[node] as number]
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
  for (const times of meanwhile)
    for (let node = 0; node < after.length; node++) after[node] = Math.min(after[node] as number, times[node] as number)
  return after
}

function numbersOfSources({ isSource }: Pick<LeakingPipe['network'], 'isSource'>): number[] {
  const sources: number[] = []
  for (let node = 0; node < isSource.length; node++) if (isSource[node] === 1) sources.push(node)
  return sources
}

/** Hospitals and schools first, then who is reached first. */
function stopsOf(
  network: LeakingPipe['network'],
  modelNode: Int32Array,
  placeOf: Int32Array,
  times: Float64Array,
  share: Float64Array | null,
): TravelStop[] {
  const stops: TravelStop[] = []
  network.customerNode.forEach((node, customer) => {
    const at = modelNode[node] ?? -1
    const [seconds, place] = [times[at], placeOf[node] ?? -1]
    if (seconds === undefined || !Number.isFinite(seconds)) return
    stops.push({
      ...{ id: network.customerId.at(customer) ?? '', name: network.customerName.at(customer) ?? '' },
      ...{ class: network.customerClass.at(customer) ?? '', people: network.customerPeople[customer] ?? 0 },
      ...{ seconds, place: place < 0 ? null : place, share: share ? (share[at] ?? 0) : null },
    })
  })
  return stops.sort(
    (one, other) =>
      classRank(one.class) - classRank(other.class) || one.seconds - other.seconds || (one.id < other.id ? -1 : 1),
  )
}

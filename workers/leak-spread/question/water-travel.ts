import type { LeakTravel, TravelStop } from '../../../src/domain/leak/leak-outcome.ts'
import type { BurstRun } from '../water/burst.ts'
import type { WaterModel } from '../water/model.ts'
import { endsAlong, travelBy } from '../water/travel.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { nodeName } from './water-network.ts'
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
): LeakTravel {
  const { upper, lower } = endsAlong(model, leaking, before)
  const stops = (starts: readonly number[]) =>
    stopsOf(network, model, places, travelBy(model, before, starts, 'downstream'))
  const drawing = pipes.filter(({ drawsIn }) => drawsIn === true)
  const upstream = travelBy(model, before, [upper], 'upstream')
  return {
    downstream: stops([lower]),
    drawnIn:
      drawing.length === 0 ? [] : stops(drawing.map(({ modelLink }) => endsAlong(model, modelLink, before).lower)),
    sources: Array.from(network.isSource.keys())
      .flatMap((node) => {
        const seconds = network.isSource[node] === 1 ? upstream[model.nodeOf.get(nodeName(node)) ?? -1] : undefined
        return Number.isFinite(seconds) ? [{ id: network.nodeId.at(node) ?? '', seconds: seconds as number }] : []
      })
      .sort((one, other) => one.seconds - other.seconds),
  }
}

function stopsOf(
  network: LeakingPipe['network'],
  { nodeOf }: Pick<WaterModel, 'nodeOf'>,
  places: readonly WaterPlace[],
  times: Float64Array,
): TravelStop[] {
  const placeOf = new Map(places.map(({ node }, place) => [node, place]))
  return [...network.customerNode.entries()]
    .flatMap(([customer, node]): TravelStop[] => {
      const seconds = times[nodeOf.get(nodeName(node)) ?? -1]
      if (seconds === undefined || !Number.isFinite(seconds)) return []
      return [
        {
          ...{ id: network.customerId.at(customer) ?? '', name: network.customerName.at(customer) ?? '' },
          ...{ class: network.customerClass.at(customer) ?? '', people: network.customerPeople[customer] ?? 0 },
          ...{ seconds, place: placeOf.get(node) ?? null },
        },
      ]
    })
    .sort((one, other) => one.seconds - other.seconds || (one.id < other.id ? -1 : 1))
}

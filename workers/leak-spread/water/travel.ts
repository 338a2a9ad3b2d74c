import { directionsOf, travelTimes } from '../../../src/domain/network/trace.ts'
import type { WaterModel } from './model.ts'
import type { Leak } from './place-leak.ts'
import type { WaterState } from './state.ts'

/** How long water is on its way by the flows of one instant, held as they are; [s] by node, infinite = it does not get there. */
export interface Travel {
  /** from the leaking pipe's lower end to the node */
  readonly downstream: Float64Array
  /** from the node to the pipe's upper end */
  readonly upstream: Float64Array
}

/** Travel times from and to a leaking pipe, by the fastest way and the mean velocity Q / A. */
export function travelFrom(model: WaterModel, { link }: Leak, state: WaterState): Travel {
  const { upper, lower } = endsAlong(model, link, state)
  return {
    downstream: travelBy(model, state, [lower], 'downstream'),
    upstream: travelBy(model, state, [upper], 'upstream'),
  }
}

/** The ends of a link in the direction of its flow; of one that stands still as it was drawn. */
export function endsAlong(
  { from, to }: Pick<WaterModel, 'from' | 'to'>,
  link: number,
  { flow }: Pick<WaterState, 'flow'>,
) {
  const [first, second] = [from[link] ?? 0, to[link] ?? 0]
  return (flow[link] ?? 0) < 0 ? { upper: second, lower: first } : { upper: first, lower: second }
}

/** Travel times from some nodes, or to them, by the flows of one instant [s] by node; infinite = it does not get there. */
export function travelBy(
  model: Pick<WaterModel, 'from' | 'to' | 'length' | 'diameter' | 'nodeId' | 'linkId' | 'incidence'>,
  state: { readonly flow: ArrayLike<number> },
  starts: readonly number[],
  sense: 'downstream' | 'upstream',
): Float64Array {
  const { from, to, length, diameter, nodeId, linkId, incidence } = model
  const directions = directionsOf(state.flow)
  const seconds = length.map((metres, each) => {
    // pumps and valves hold next to no water
    if (Number.isNaN(metres)) return 0
    const volume = metres * (Math.PI / 4) * (diameter[each] ?? 0) ** 2
    return volume / Math.abs(state.flow[each] ?? 0)
  })
  const network = {
    ...{ nodeId, linkId, from, to, isSource: new Uint8Array(nodeId.length) },
    ...{ valveLink: new Int32Array(0), valveNode: new Int32Array(0), operable: new Uint8Array(0) },
  }
  return travelTimes(network, directions, seconds, starts, sense, incidence)
}

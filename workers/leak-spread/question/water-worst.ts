import { LACKS } from '../water/caveats.ts'
import type { WaterModel } from '../water/model.ts'
import type { Compared } from '../water/whole-states.ts'

/** A node is reached, and one without customers a place, when its pressure head falls by more [m]. */
const FALL = 1
/** Who gets so much less of its demand than without the burst lacks it by the burst [1]. */
const LESS = 0.005
/** Of less flow nobody can say which way it runs [m³/s]. */
const MOVING = 1e-4

/** What a burst does to a network at its worst, over all instants that are computed. */
export interface WorstOfBurst {
  /** by node: least pressure head of the instants at which the burst makes it worse [m]; NaN = it never does */
  readonly head: Float64Array
  /** by node: least share of its demand where the burst makes it less [1], until valves are closed and from then on; 1 = it never lacks */
  readonly share: readonly [open: Float64Array, closed: Float64Array]
  /** by node: least pressure head while it has one [m], without the burst, until valves are closed and from then on; infinite = never */
  readonly lowest: readonly [whole: Float64Array, open: Float64Array, closed: Float64Array]
  /** by link: least of the heads at its ends [m], 0 without a way to a source */
  readonly least: Float64Array
  /** by link, 1 where its head falls by more than `FALL`, its water turns, or it loses its way to a source */
  readonly falls: Uint8Array
  readonly turns: Uint8Array
  readonly isDry: Uint8Array
}

/**
 * Share of a demand that is met at a pressure head [1]: that of Wagner et al. with an exponent of a half, as the engine computes it.
 * Without a way to a source it is nothing.
 */
export function servedShare(pressure: number, required: number): number {
  if (!(pressure > 0)) return 0
  return Math.min(1, Math.sqrt(pressure / required))
}

/** Of a pipe that a shut valve parts, the head of the end that still has one [m]; NaN = neither has. */
export function lowerOf(one: number, other: number): number {
  if (Number.isNaN(one)) return other
  return Number.isNaN(other) ? one : Math.min(one, other)
}

/**
 * Gathers the worst while the instants are gone through, so that none of the network without the burst is kept.
 *
 * @param required  pressure head at which all of a demand is met [m]
 * @param closedAt  since the burst [s]; infinite = never
 */
export function worstOf(
  compared: Iterable<Compared>,
  { from, to, nodeId }: Pick<WaterModel, 'from' | 'to' | 'nodeId'>,
  required: number,
  closedAt: number,
): WorstOfBurst {
  const [nodes, links] = [nodeId.length, from.length]
  const many = (value: number) => new Float64Array(nodes).fill(value)
  const head = many(Number.NaN)
  const share = [many(1), many(1)] as const
  const lowest = [many(Infinity), many(Infinity), many(Infinity)] as const
  const least = new Float64Array(links).fill(Infinity)
  const [falls, turns, isDry] = [new Uint8Array(links), new Uint8Array(links), new Uint8Array(links)]
  for (const { whole, now } of compared) {
    const isClosed = now.time >= closedAt
    const got = share[isClosed ? 1 : 0]
    const left = lowest[isClosed ? 2 : 1]
    for (let node = 0; node < nodes; node++) {
      const [usual, is] = [whole.pressure[node] as number, now.pressure[node] as number]
      if (usual < (lowest[0][node] as number)) lowest[0][node] = usual
      if (is < (left[node] as number)) left[node] = is
      // without a way to a source there is no pressure
      // most are served in full: no root is taken for them
      const served = is >= required ? 1 : servedShare(is, required)
      const lacks = served < LACKS && served <= servedShare(usual, required) - LESS
      if (lacks && served < (got[node] as number)) got[node] = served
      if ((lacks || (usual || 0) - (is || 0) > FALL) && !((is || 0) >= (head[node] as number))) head[node] = is || 0
    }
    for (let link = 0; link < links; link++) {
      const [a, b] = [from[link] as number, to[link] as number]
      const usual = lowerOf(whole.pressure[a] as number, whole.pressure[b] as number)
      const is = lowerOf(now.pressure[a] as number, now.pressure[b] as number)
      if ((is || 0) < (least[link] as number)) least[link] = is || 0
      if ((usual || 0) - (is || 0) > FALL) falls[link] = 1
      if (Number.isNaN(is) && !Number.isNaN(usual)) isDry[link] = 1
      const [was, runs] = [whole.flow[link] as number, now.flow[link] as number]
      if (was * runs < 0 && Math.min(Math.abs(was), Math.abs(runs)) > MOVING) turns[link] = 1
    }
  }
  return { head, share, lowest, least, falls, turns, isDry }
}

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
  return one <= other || Number.isNaN(other) ? one : other
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
  let known: Float64Array | null = null
  for (const { whole, now } of compared) {
    const isClosed = now.time >= closedAt
    // of a network that changes by nothing but the burst the same stands beside every instant
    if (whole.pressure !== known) lower(lowest[0], whole.pressure)
    known = whole.pressure
    lower(lowest[isClosed ? 2 : 1], now.pressure)
    atNodes({ head, share: share[isClosed ? 1 : 0] }, known, now.pressure, required)
    inLinks({ least, falls, isDry }, { from, to }, known, now.pressure)
    turnsOf(turns, whole.flow, now.flow)
  }
  return { head, share, lowest, least, falls, turns, isDry }
}

// each pass by itself: an engine makes short ones fast that run at every instant

function lower(least: Float64Array, heads: ArrayLike<number>): void {
  for (let node = 0; node < least.length; node++)
    if ((heads[node] as number) < (least[node] as number)) least[node] = heads[node] as number
}

function atNodes(
  { head, share }: { readonly head: Float64Array; readonly share: Float64Array },
  whole: Float64Array,
  now: Float32Array,
  required: number,
): void {
  for (let node = 0; node < head.length; node++) {
    const usual = whole[node] as number
    const is = now[node] as number
    // most are served in full
    const lacks = !(is >= required) && isShort(is, usual, required)
    if (lacks) share[node] = Math.min(share[node] as number, servedShare(is, required))
    // without a way to a source there is no pressure
    if ((lacks || (usual || 0) - (is || 0) > FALL) && !((is || 0) >= (head[node] as number))) head[node] = is || 0
  }
}

/** Less than its demand, and less than without the burst. */
function isShort(pressure: number, usual: number, required: number): boolean {
  const served = servedShare(pressure, required)
  return served < LACKS && served <= servedShare(usual, required) - LESS
}

function inLinks(
  { least, falls, isDry }: Pick<WorstOfBurst, 'least' | 'falls' | 'isDry'>,
  { from, to }: Pick<WaterModel, 'from' | 'to'>,
  whole: Float64Array,
  now: Float32Array,
): void {
  for (let link = 0; link < least.length; link++) {
    const a = from[link] as number
    const b = to[link] as number
    const usual = lowerOf(whole[a] as number, whole[b] as number)
    const is = lowerOf(now[a] as number, now[b] as number)
    if ((is || 0) < (least[link] as number)) least[link] = is || 0
    if ((usual || 0) - (is || 0) > FALL) falls[link] = 1
    if (Number.isNaN(is) && !Number.isNaN(usual)) isDry[link] = 1
  }
}

function turnsOf(turns: Uint8Array, whole: Float64Array, now: Float32Array): void {
  for (let link = 0; link < turns.length; link++) {
    const was = whole[link] as number
    const runs = now[link] as number
    if (was * runs < 0 && Math.abs(was) > MOVING && Math.abs(runs) > MOVING) turns[link] = 1
  }
}

import { edgesOf } from '../../../src/domain/inundation/stepwise.ts'

/** A `source` of an inundation case (workers/inundation/case/sources.ts): water that comes up at a place. */
export interface FloodSource {
  readonly x: number
  readonly y: number
  /** [[s, m³/s], …] by rising times */
  readonly series: readonly (readonly [number, number])[]
}

/** Most that the ground may keep a burst back [s]; above, it is no burst at the surface. */
const MOST_DELAY = 600

/**
 * What a burst pours on the ground, as a source of the flood solver. The engine's outflow holds from one instant to the next, and
 * the solver goes straight between its points, so each step is given by two. The water stops with the last instant.
 *
 * @param frames  of a burst, by time [s from the burst on] and leak [m³/s]
 * @param place  in the coordinates of the flood's DEM [m]
 * @param delay  until the water has made its way up [s], 0 … 600: the crater's storage, a choice
 * @returns  its volume is that of the burst, but for the edges of steps of a millisecond
 * @throws  RangeError when the delay is outside its range, or there is no frame
 */
export function floodSource(
  frames: readonly { readonly time: number; readonly leak: number }[],
  place: { readonly x: number; readonly y: number },
  delay = 0,
): FloodSource {
  if (!(delay >= 0 && delay <= MOST_DELAY)) throw new RangeError(`floodSource: delay is ${delay} s, expected 0…600`)
  const steps = outflowOf(frames).map(([time, rate]): [number, number] => [time + delay, rate])
  return { ...place, series: edgesOf(delay > 0 ? [[0, 0], ...steps] : steps) }
}

/**
 * The outflow of a burst by steps [s, m³/s], equal ones joined; nothing from the last instant on.
 *
 * @throws  RangeError when there is no frame
 */
export function outflowOf(frames: readonly { readonly time: number; readonly leak: number }[]): [number, number][] {
  if (frames.length === 0) throw new RangeError('outflowOf: no frame')
  const rates = frames.map(({ time, leak }, i): [number, number] => [time, i === frames.length - 1 && i > 0 ? 0 : leak])
  return rates.filter(([, rate], i) => i === 0 || rate !== rates[i - 1]?.[1])
}

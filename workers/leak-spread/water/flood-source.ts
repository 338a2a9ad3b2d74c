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
 * What a burst pours on the ground, as a source of the flood solver. The series stands for steps: the engine's outflow holds
 * from one instant to the next, and the solver goes straight between its points, so each step is given by two. The water
 * stops with the last instant.
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
  const last = frames.at(-1)
  if (!last) throw new RangeError('floodSource: no frame')
  const series: [number, number][] = delay > 0 ? [[0, 0]] : []
  frames.forEach(({ time, leak }, i) => {
    const before = frames[i - 1]
    const [at, rate] = [time + delay, i === frames.length - 1 && i > 0 ? 0 : leak]
    // an edge of the step: the rate before holds until a millisecond ahead
    if (before && before.leak !== rate) series.push([at - EDGE, before.leak])
    else if (!before && delay > 0) series.push([at - EDGE, 0])
    series.push([at, rate])
  })
  return { ...place, series }
}

/** [s] */
const EDGE = 1e-3

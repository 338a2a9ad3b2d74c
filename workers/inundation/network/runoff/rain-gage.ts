import type { Series } from '../../acts/series.ts'

/** What the values of a gage are: a rate, the depth of each interval, or the depth since the rain began. */
export type RainFormat = (typeof RAIN_FORMATS)[number]
export const RAIN_FORMATS = ['INTENSITY', 'VOLUME', 'CUMULATIVE'] as const

/**
 * Rain of a gage in time [m/s]. A value holds from its instant for one interval, then nothing falls until the next: so SWMM
 * reads it, CUMULATIVE too, whose rise since the value before falls after its instant. A value of CUMULATIVE below the one
 * before begins anew.
 *
 * @param time  [s], rising
 * @param value  rates [m/s], or depths [m]
 * @param interval  for which a value holds [s], at most the least distance of two times
 * @throws RangeError on a negative value or an interval that does not fit
 */
export function rainGage(time: Float64Array, value: Float64Array, format: RainFormat, interval: number): Series {
  if (!(interval > 0)) throw new RangeError(`rainGage: interval is ${interval}, expected > 0`)
  const rates = new Float64Array(time.length)
  let before = 0
  for (const [i, given] of value.entries()) {
    const gap = (time[i + 1] ?? Number.POSITIVE_INFINITY) - (time[i] as number)
    if (!(given >= 0)) throw new RangeError(`rainGage: value is ${given}, expected ≥ 0`)
    // clocks in decimal hours are off by parts of a second
    if (gap < interval - 1)
      throw new RangeError(`rainGage: interval is ${interval} s, but two values are ${gap} s apart`)
    rates[i] =
      format === 'INTENSITY' ? given : (format === 'CUMULATIVE' && given >= before ? given - before : given) / interval
    before = given
  }
  let next = 0
  /** values that begin at `instant` or before */
  function begun(instant: number): number {
    if (next > 0 && (time[next - 1] as number) > instant) next = 0
    while (next < time.length && (time[next] as number) <= instant) next++
    return next
  }
  /** a value ends where its interval does, or where the next begins */
  const end = (i: number) => Math.min((time[i] as number) + interval, time[i + 1] ?? Number.POSITIVE_INFINITY)
  return {
    at(instant) {
      const last = begun(instant) - 1
      return last >= 0 && instant < end(last) ? (rates[last] as number) : 0
    },
    bendsAfter(instant) {
      const after = begun(instant)
      if (after > 0 && end(after - 1) > instant) return end(after - 1)
      return time[after] ?? Number.POSITIVE_INFINITY
    },
  }
}

/** Readings so far back are taken as those of now [ms]. */
export const NOW_SPAN = 20 * 60_000
const DAY = 86_400_000
/** Days that are looked back on, and about the same hour in each so far to both sides [ms]. */
const USUAL_DAYS = 7
const ABOUT = 30 * 60_000
/** From the beginning of the first hour that is looked at until now [ms]. */
export const USUAL_SPAN = USUAL_DAYS * DAY + ABOUT
/** Of fewer days nobody can say what is usual, nor how it scatters. */
const LEAST_DAYS = 3
/** Of fewer readings a median is none. */
const LEAST_READINGS = 3
/** A deviation over the median distance from the median, of a normal distribution. */
const PER_MEDIAN_DISTANCE = 1.4826

/** How a reading has changed against other days. */
export interface Change {
  readonly now: number
  /** median of the days */
  readonly usual: number
  /** deviation of one day from it */
  readonly scatter: number
}

/** What a sensor read: instants, ascending [ms], and as many values in any unit. */
export interface Readings {
  readonly at: ArrayLike<number>
  readonly value: ArrayLike<number>
  /** each value is the mean of an hour or so */
  readonly isByHours: boolean
}

/**
 * Compares what is read now with the same hour of the seven days before; medians throughout, so that single peaks and one odd day
 * say nothing.
 *
 * @param recent  the last 20 minutes
 * @param before  the days before
 * @param to  now [ms]
 * @returns  null with fewer than 3 readings now, or with fewer than 3 days that have as many (of means by the hour: one)
 */
export function changeOf(recent: Readings, before: Readings, to: number): Change | null {
  const now = between(recent, to - NOW_SPAN, to)
  const days = Array.from({ length: USUAL_DAYS }, (_, n) => {
    const then = to - (n + 1) * DAY
    return between(before, then - ABOUT, then + ABOUT)
  }).filter((day) => day !== null)
  if (now === null || days.length < LEAST_DAYS) return null
  const usual = medianOf(days)
  return { now, usual, scatter: PER_MEDIAN_DISTANCE * medianOf(days.map((day) => Math.abs(day - usual))) }
}

function between({ at, value, isByHours }: Readings, from: number, until: number): number | null {
  const within: number[] = []
  for (let n = 0; n < at.length; n++) {
    const [instant, read] = [at[n] as number, value[n] as number]
    if (instant >= from && instant <= until && Number.isFinite(read)) within.push(read)
  }
  return within.length < (isByHours ? 1 : LEAST_READINGS) ? null : medianOf(within)
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2
}

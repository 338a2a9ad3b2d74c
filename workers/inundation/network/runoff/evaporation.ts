import type { Series } from '../../acts/series.ts'

/**
 * Potential evaporation that changes with the calendar month [m/s].
 *
 * @param rates  twelve, January first [m/s]
 * @param start  instant 0 of the simulation [s since 1970, as if UTC]
 */
export function monthlyEvaporation(rates: readonly number[], start: number): Series {
  const dateAt = (time: number) => new Date((start + time) * 1000)
  return {
    at: (time) => rates[dateAt(time).getUTCMonth()] ?? 0,
    bendsAfter(time) {
      const date = dateAt(time)
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000 - start
    },
  }
}

/** Beijing time all the year: the city's clock, wherever the reader sits [ms]. */
const OFFSET = 8 * 3_600_000
const DAY = 86_400_000

/**
 * The time of the day in the city.
 *
 * @param at  [ms since 1970 UTC]
 * @returns  since midnight [s]
 */
export function timeOfDay(at: number): number {
  return ((((at + OFFSET) % DAY) + DAY) % DAY) / 1000
}

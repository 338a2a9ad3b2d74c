import type { InpRow } from '../../src/domain/formats/inp-sections.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

/** Words behind a keyword of one or two words; null where it is not there. The last row of a keyword holds. */
export function optionOf(rows: readonly InpRow[], name: readonly string[]): readonly string[] | null {
  const row = rows.findLast(({ words }) => name.every((word, n) => words[n]?.toUpperCase() === word))
  return row ? row.words.slice(name.length) : null
}

/**
 * A time of an EPANET file [s]: hours as a decimal or H:MM:SS, or a number with SEC, MIN, HOURS or DAYS; with AM or PM one of the
 * day. What is no time is 0.
 *
 * @source  OWA EPANET 2.3.5, src/input3.c hour()
 */
export function timeOf(words: readonly string[] | null): number {
  const [text = '0', unit = ''] = words ?? []
  const parts = text.split(':').map(Number)
  if (parts.some((part) => !Number.isFinite(part))) return 0
  const [first = 0, minutes = 0, seconds = 0] = parts
  const word = unit.toUpperCase()
  const per = word.startsWith('SEC') ? 1 : word.startsWith('MIN') ? MINUTE : word.startsWith('DAY') ? DAY : HOUR
  const isClock = word === 'AM' || word === 'PM'
  const hours = isClock ? (first % 12) + (word === 'PM' ? 12 : 0) : first
  return Math.round(hours * (parts.length > 1 || isClock ? HOUR : per) + minutes * MINUTE + seconds)
}

/** The same as a time of the day. */
export function dayTime(words: readonly string[] | null): number {
  return timeOf(words) % DAY
}

import { EVIDENCE_DIGITS, signOf } from '../../domain/leak/leak-digits.ts'
import type { LeakArrival, LeakFigure, LeakOutcome, ReachedPlace } from '../../domain/leak/leak-outcome.ts'
import type { LeakKind } from '../../domain/leak/leak-plan.ts'
import type { Locale } from '../../domain/localized.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

const UNITS = { gas: '%', water: 'm', heat: '°C', sewage: '%' } as const
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]
/** A list of more places is read in the exported table. */
export const MOST_PLACES = 100

/** A number with so many significant digits and its unit. */
export function significant({ locale }: Words, value: number, unit: string, digits: number): string {
  if (!Number.isFinite(value)) return formatNumber(locale, value)
  const rounded = Number(value.toPrecision(digits))
  const decimals = rounded === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))))
  return formatQuantity(locale, rounded, unit, Math.min(6, decimals))
}

/** A figure as its class of evidence allows: a rough one with "≈" or "<" and one digit, one that is not known as such. */
export function figureText(
  words: Words,
  { value, unit, ...how }: Pick<LeakFigure, 'value' | 'unit' | 'isRough' | 'isLess'>,
  evidence: LeakOutcome['evidence'],
): string {
  if (value === null) return words.t('app.unknown')
  // a count is as exact as what is counted
  if (unit === '1') return formatNumber(words.locale, value)
  return signOf(how) + significant(words, value, unit, how.isRough ? 1 : EVIDENCE_DIGITS[evidence])
}

/** A time [s] since the leak began, no finer than its class of evidence. */
export function timeText(words: Words, seconds: number, evidence: LeakOutcome['evidence']): string {
  const digits = Math.min(3, EVIDENCE_DIGITS[evidence])
  if (seconds < MINUTE) return `< ${significant(words, 1, 'min', 1)}`
  if (seconds < HOUR) return significant(words, seconds / MINUTE, 'min', digits)
  if (seconds < 2 * DAY) return significant(words, seconds / HOUR, 'h', digits)
  return significant(words, seconds / DAY, 'd', digits)
}

/** How long something was computed; a clock would tell of what takes less than a minute nothing but zeros. */
export function tookText(locale: Locale, milliseconds: number): string {
  return milliseconds < 1000 * MINUTE
    ? formatQuantity(locale, milliseconds / 1000, 's', 1)
    : formatDuration(milliseconds)
}

/** A value of a place: a share of the lower explosive limit, a pressure head, a temperature. */
function valueText(words: Words, kind: LeakKind, value: number, evidence: LeakOutcome['evidence']): string {
  const digits = EVIDENCE_DIGITS[evidence]
  return significant(words, kind === 'gas' || kind === 'sewage' ? 100 * value : value, UNITS[kind], digits)
}

/** The worst of a place in time, from the tenth to the nine tenths of an ensemble where there is one. */
export function worstText(
  words: Words,
  { worst: [low, , high] }: Pick<ReachedPlace, 'worst'>,
  { kind, members, evidence }: Pick<LeakOutcome, 'kind' | 'members' | 'evidence'>,
): string {
  const text = (value: number) => valueText(words, kind, value, evidence)
  return members > 1 && text(low) !== text(high)
    ? words.t('flood.legend.between', { from: text(low), to: text(high) })
    : text(high)
}

/** A level whose arrival is told. */
export function levelText({ t, locale }: Words, kind: LeakKind, level: number): string {
  if (kind === 'sewage') return t('leak.level.sewage')
  const value = formatQuantity(locale, kind === 'gas' ? 100 * level : level, UNITS[kind])
  return t(`leak.level.${kind}`, { value })
}

/**
 * When a level comes, a fact a line: of an ensemble P10, P50, P90 by name, and, where one of them lies behind the run, in how many
 * members it comes; of gas never a single time.
 *
 * @param arrival  left out = nothing is asked of such a place at this level
 */
export function arrivalLines(
  words: Words,
  arrival: Omit<LeakArrival, 'level'> | undefined,
  { kind, members, evidence }: Pick<LeakOutcome, 'kind' | 'members' | 'evidence'>,
): readonly string[] {
  const { t, locale } = words
  if (!arrival) return [t('leak.arrival.noLimit')]
  const { p10, p50, p90, reached } = arrival
  // a number and its unit stay on one line
  const at = (time: number | null) =>
    time === null ? t('leak.arrival.notWithin') : timeText(words, time, evidence).replace('\u2009', '\u202f')
  if (kind === 'sewage') return [t('leak.arrival.early', { time: at(p10) }), t('leak.arrival.late', { time: at(p90) })]
  if (members === 1) return [kind === 'gas' ? t('leak.arrival.single') : at(p50)]
  const quantiles = Object.entries({ P10: p10, P50: p50, P90: p90 })
  const later = quantiles.filter(([, time]) => time === null).map(([name]) => name)
  return [
    ...quantiles.flatMap(([name, time]) => (time === null ? [] : [`${name}\u00a0${at(time)}`])),
    ...(later.length > 0 ? [`${later.join(t('list.separator'))}\u00a0${at(null)}`] : []),
    ...(later.length > 0 && reached !== null
      ? [t('leak.arrival.reached', { share: formatQuantity(locale, 100 * reached, '%') })]
      : []),
  ]
}

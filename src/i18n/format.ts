import type { Locale } from '../domain/localized.ts'
import { say } from './words.ts'

/** The twin's clock is the city's, wherever the reader sits. */
const TIME_ZONE = 'Asia/Shanghai'
/** between a number and its unit */
const THIN_SPACE = '\u2009'
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const tags: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' }
const numberFormats = new Map<string, Intl.NumberFormat>()
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const dayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** A number with a fixed count of digits after the point, so that columns align. NaN and infinities are "—". */
export function formatNumber(locale: Locale, value: number, digits = 0): string {
  if (!Number.isFinite(value)) return '—'
  const key = `${locale}${digits}`
  let format = numberFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(tags[locale], { minimumFractionDigits: digits, maximumFractionDigits: digits })
    numberFormats.set(key, format)
  }
  // −0.00 reads as a direction that is not there
  return format.format(Number(value.toFixed(digits)) === 0 ? 0 : value).replace('-', '−')
}

/** A number with its unit after a thin space. */
export function formatQuantity(locale: Locale, value: number, unit: string, digits = 0): string {
  const number = formatNumber(locale, value, digits)
  return unit === '°' || unit === '%' ? `${number}${unit}` : `${number}${THIN_SPACE}${unit}`
}

/** A length [m], in km from 10 km on. */
export function formatLength(locale: Locale, metres: number): string {
  return metres >= 10_000 ? formatQuantity(locale, metres / 1000, 'km', 1) : formatQuantity(locale, metres, 'm', 1)
}

/** Time of day in the city, 14:05:20. */
export function formatTime(at: number): string {
  return timeFormat.format(at)
}

/** A time of the day [s since midnight], 14:05. */
export function formatClock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two((seconds / 3600) % 24)}:${two((seconds % 3600) / 60)}`
}

/** Date in the city, 2026-03-01. */
export function formatDate(at: number): string {
  return dayFormat.format(at)
}

/** Date and time in the city; the date is left out when it is the day of `now`. */
export function formatInstant(at: number, now: number): string {
  return formatDate(at) === formatDate(now) ? formatTime(at) : `${formatDate(at)} ${formatTime(at)}`
}

/** How old something is: 12 秒前. A time ahead of the page's clock by more than 5 s says so. */
export function formatAge(locale: Locale, at: number, now: number): string {
  const age = now - at
  if (age < -5 * SECOND) return say(locale, 'age.future')
  if (age < SECOND) return say(locale, 'age.now')
  if (age < MINUTE) return say(locale, 'age.seconds', { n: Math.floor(age / SECOND) })
  if (age < HOUR) return say(locale, 'age.minutes', { n: Math.floor(age / MINUTE) })
  if (age < DAY) return say(locale, 'age.hours', { n: Math.floor(age / HOUR) })
  return say(locale, 'age.days', { n: Math.floor(age / DAY) })
}

/** How long something has lasted [ms ≥ 0] as hours, minutes and seconds, 31:05:09; hours are counted on past a day. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND))
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** A period [s] as people say it: 30 s, 5 min, 1 h. */
export function formatPeriod(locale: Locale, seconds: number): string {
  if (seconds >= 172_800 && seconds % 86_400 === 0) return formatQuantity(locale, seconds / 86_400, 'd')
  if (seconds % 3600 === 0) return formatQuantity(locale, seconds / 3600, 'h')
  if (seconds % 60 === 0) return formatQuantity(locale, seconds / 60, 'min')
  return formatQuantity(locale, seconds, 's', Number.isInteger(seconds) ? 0 : 1)
}

import type { Locale } from '../domain/localized.ts'
import { publicEn } from './public.en.ts'
import { publicZhCN } from './public.zh-CN.ts'

export type PublicWord = keyof typeof publicZhCN

const dictionaries: Record<Locale, Record<PublicWord, string>> = { zh: publicZhCN, en: publicEn }
const instant = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

/** A text of the public page with its `{name}` places filled. */
export function sayPublic(
  locale: Locale,
  word: PublicWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return dictionaries[locale][word].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** Date and time in the city, 2026-03-01 14:05:20. */
export function publicInstant(at: number): string {
  return instant.format(at).replace(',', '')
}

/** Degrees to 5 digits (1 m) with their side: 120.38400°E. */
export function publicDegrees(value: number, sides: 'EW' | 'NS'): string {
  return `${Math.abs(value).toFixed(5)}°${value < 0 ? sides[1] : sides[0]}`
}

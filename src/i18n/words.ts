import type { Locale, Localized } from '../domain/localized.ts'
import { type WordKey, zhCN } from './zh-CN.ts'

export type { WordKey } from './zh-CN.ts'
export type Values = Readonly<Record<string, string | number>>

const dictionaries: { zh: Record<WordKey, string>; en?: Record<WordKey, string> } = { zh: zhCN }

/** Brings the words of a language; Chinese is always there. To be awaited before a page speaks it. */
export async function loadWords(locale: Locale): Promise<void> {
  if (locale === 'en') dictionaries.en ??= (await import('./en.ts')).en
}

/** A text of the dictionary with its `{name}` places filled; of `{name|pipe|pipes}` the first where the value is 1. */
export function say(locale: Locale, key: WordKey, values: Values = {}): string {
  return (dictionaries[locale] ?? dictionaries.zh)[key].replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (place, name: string, one?: string, many?: string) =>
      (one === undefined ? String(values[name] ?? place) : String(values[name]) === '1' ? one : many) ?? place,
  )
}

/** A name that comes from data as a dictionary word, or as it is when the dictionary does not know it. */
export function sayKnown(locale: Locale, prefix: string, name: string): string {
  const key = `${prefix}.${name}`
  return key in zhCN ? say(locale, key as WordKey) : name
}

/** The side of a bilingual text that the page speaks. */
export function pick(locale: Locale, text: Localized): string {
  return text[locale]
}

/** The same of a name that data give in both languages: the Chinese one where there is no English. */
export function pickGiven(locale: Locale, zh: string | null, en: string | null): string | null {
  return locale === 'en' ? (en ?? zh) : zh
}

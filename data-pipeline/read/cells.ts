import type { Findings } from '../check/finding.ts'

/** A number out of a cell; null when it is empty. A cell that is no number is reported and gives null. */
export function numberCell(
  text: string,
  findings: Findings,
  at: { readonly file: string; readonly row: number },
  column: string,
  assets: readonly string[],
): number | null {
  if (text === '') return null
  const value = Number(text)
  if (Number.isFinite(value)) return value
  const message = { zh: `${column} 不是数字`, en: `${column} is not a number` }
  findings.add('error', 'not-a-number', message, { ...at, column, assets, value: text, expected: 'number / 数字' })
  return null
}

/** The text of a cell, null when empty. */
export function textCell(text: string): string | null {
  return text === '' ? null : text
}

/** Year out of "2008", "2008-05", "20080512", "2008年"; null when none is there. */
export function yearCell(text: string): number | null {
  const year = Number(/^(1[89]\d\d|20\d\d)/.exec(text)?.[1])
  return Number.isFinite(year) ? year : null
}

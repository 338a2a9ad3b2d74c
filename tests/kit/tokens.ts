import { readFileSync } from 'node:fs'
import { contrast, type Rgb } from '../../src/domain/oklch.ts'

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8')

/** Grounds that text and marks stand on. */
export const LEVELS = ['ground', 'surface', 'surface-2', 'surface-3']
export const TEXTS = ['text', 'text-2', 'text-3', 'accent', 'warn', 'fault', 'good']
export const MARKS = [
  'line-strong',
  'select',
  'warn-line',
  'grade-normal',
  'grade-blue',
  'grade-yellow',
  'grade-orange',
  'grade-red',
  'grade-stale',
  'isolation-segment',
  'isolation-cut-off',
]

/** Tokens of a look; what it does not say is as in the light one. */
export function tokensOf(theme: string): Map<string, string> {
  const block = (selector: string) => css.match(new RegExp(`^${selector} \\{\\n([\\s\\S]*?)^\\}`, 'm'))?.[1] ?? ''
  const text = block(':root') + (theme === 'light' ? '' : block(`\\[data-theme="${theme}"\\]`))
  return new Map([...text.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))
}

/** @throws Error when the token is no colour of six digits */
export function rgbOf(tokens: ReadonlyMap<string, string>, name: string): Rgb {
  const [, red = '', green = '', blue = ''] = tokens.get(name)?.match(/^#(..)(..)(..)$/) ?? []
  if (red === '') throw new Error(`rgbOf: no colour --${name}`)
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
}

/** Contrast of two tokens, 1…21. */
export function contrastOf(tokens: ReadonlyMap<string, string>, one: string, other: string): number {
  return contrast(rgbOf(tokens, one), rgbOf(tokens, other))
}

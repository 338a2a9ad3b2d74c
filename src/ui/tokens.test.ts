import { describe, expect, it } from 'vitest'
import { contrastOf, LEVELS, MARKS, rgbOf, TEXTS, tokensOf } from '../../tests/kit/tokens.ts'
import { signalColors } from '../domain/signal-colors.ts'
import { THEMES } from '../domain/theme.ts'
import { themeColors } from './theme.ts'

/** text on a ground that only it and plain text stand on */
const PAIRS = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-fault', 'fault'],
  ...['warn', 'fault', 'good', 'accent'].flatMap((role) => [
    [role, `${role}-soft`],
    ['text', `${role}-soft`],
    ['text-2', `${role}-soft`],
  ]),
] as [string, string][]

describe.each(THEMES)('the tokens of the look "%s"', (theme) => {
  const tokens = tokensOf(theme)
  const between = (one: string, other: string) => contrastOf(tokens, one, other)
  const below = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs
      .map(([one, other]) => `${one} on ${other} ${between(one, other).toFixed(2)}`)
      .filter((it) => Number(it.split(' ').at(-1)) < least)

  it('give every text a contrast of at least 4.5', () => {
    const onLevels = TEXTS.flatMap((text) => LEVELS.map((level) => [text, level] as const))
    expect(below([...onLevels, ...PAIRS], 4.5)).toEqual([])
  })

  it('give every mark and every edge of a control a contrast of at least 3', () => {
    expect(
      below(
        MARKS.flatMap((mark) => LEVELS.map((level) => [mark, level] as const)),
        3,
      ),
    ).toEqual([])
  })

  it('are what the scene draws', () => {
    const { ground, select, segment, cutOff, stale, ...grades } = signalColors[theme]
    const drawn = { ground, select, 'isolation-segment': segment, 'isolation-cut-off': cutOff, 'grade-stale': stale }
    for (const [name, color] of Object.entries(drawn)) expect(rgbOf(tokens, name), name).toEqual(color)
    for (const [name, color] of Object.entries(grades)) expect(rgbOf(tokens, `grade-${name}`), name).toEqual(color)
  })
})

describe('the look of Ant Design', () => {
  it('repeats the tokens', () => {
    for (const [theme, colors] of Object.entries(themeColors)) {
      const tokens = tokensOf(theme)
      for (const [name, color] of Object.entries(colors)) expect(tokens.get(name), `${theme} ${name}`).toBe(color)
    }
  })
})

describe('the wall', () => {
  it('has no text below 1.1 % of the height of a screen of 16 : 9', () => {
    const sizes = [...tokensOf('wall')].filter(([name]) => name.startsWith('size-'))
    expect(sizes).toHaveLength(4)
    for (const [name, size] of sizes) {
      const [, ofWidth, ofHeight] = size.match(/^max\(([\d.]+)vw, ([\d.]+)vh\)$/) ?? []
      expect(Number(ofHeight), name).toBeGreaterThanOrEqual(1.1)
      expect((Number(ofWidth) * 16) / 9, name).toBeGreaterThanOrEqual(1.1)
    }
  })
})

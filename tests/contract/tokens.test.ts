import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { themeColors } from '../../src/ui/theme.ts'

describe('colours', () => {
  const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8')
  const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1] ?? ''

  it('are the same for antd as in tokens.css', () => {
    for (const [name, color] of Object.entries(themeColors)) expect(token(name), name).toBe(color)
  })

  it.each([
    ['text', 'surface', 4.5],
    ['text-2', 'surface-2', 4.5],
    ['text-3', 'surface-2', 4.5],
    ['accent', 'surface', 4.5],
    ['fault', 'fault-soft', 4.5],
    ['grade-yellow', 'surface', 3],
    ['grade-orange', 'surface', 3],
    ['grade-stale', 'surface', 3],
  ])('%s on %s has a contrast of at least %f', (text, surface, least) => {
    expect(contrast(token(text), token(surface))).toBeGreaterThanOrEqual(least)
  })
})

/** WCAG 2 contrast of two #rrggbb colours, 1…21. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

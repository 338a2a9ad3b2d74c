import { describe, expect, it } from 'vitest'
import { stepOf } from '../color-scale.ts'
import { contrast, toOklch } from '../oklch.ts'
import { signalColors } from '../signal-colors.ts'
import { THEMES } from '../theme.ts'
import { holeOf } from './hole-sizes.ts'
import { LEL_SCALE, leakScale, SERVICE_SCALE, WARMTH_SCALE } from './leak-scales.ts'

it.each(THEMES)(
  'classes of a leak are told apart in the look %s, also without hue, and the worst stands out',
  (theme) => {
    for (const scale of [LEL_SCALE, SERVICE_SCALE, WARMTH_SCALE]) {
      const colors = scale.map(({ color }) => color[theme])
      colors.slice(1).forEach((color, i) => {
        const before = colors[i] ?? color
        expect(Math.abs(toOklch(color).lightness - toOklch(before).lightness)).toBeGreaterThan(0.06)
      })
      const worst = scale === SERVICE_SCALE ? colors[0] : colors.at(-1)
      expect(contrast(worst ?? [0, 0, 0], signalColors[theme].ground)).toBeGreaterThan(6)
    }
  },
)

describe('the class of a value', () => {
  it('begins at its limit, and is none below the first', () => {
    expect(stepOf(LEL_SCALE, 0.049)).toBeUndefined()
    expect(stepOf(LEL_SCALE, 0.2)?.from).toBe(0.2)
    // of LPG, whose upper limit is 4.6 times the lower one, and of methane, where it is 3 times
    expect([1, 4, 7].map((share) => stepOf(LEL_SCALE, share)?.from)).toEqual([1, 1, 1])
    expect(stepOf(LEL_SCALE, Number.NaN)).toBeUndefined()
  })

  it('of a pressure is by what the service needs', () => {
    const { scale, unit } = leakScale('water', 20)
    expect([-3, 4.9, 5, 19.9, 20].map((head) => stepOf(scale, head / unit)?.from)).toEqual([
      ...[Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.25, 0.75, 1],
    ])
  })
})

it('a named hole is one that the pipe has room for', () => {
  expect(holeOf('tenth', 0.3)).toBeCloseTo(0.03, 12)
  expect(holeOf('tenth', null)).toBeUndefined()
  expect(holeOf('small', 0.008)).toBeUndefined()
  expect(holeOf('pinhole', null)).toBe(0.003)
  expect(holeOf('rupture', null)).toBeNull()
})

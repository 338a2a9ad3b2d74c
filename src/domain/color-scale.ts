import { fromOklch, type Rgb } from './oklch.ts'
import type { Theme } from './theme.ts'

/** A class of values that one colour stands for. */
export interface ScaleStep {
  /** least value of the class, in the scale's unit */
  readonly from: number
  readonly color: Readonly<Record<Theme, Rgb>>
}

/** Lightness (OKLCH) of what is least and what is most: the most contrasts most with the ground. */
const LIGHTNESS: Readonly<Record<Theme, readonly [least: number, most: number]>> = {
  light: [0.88, 0.28],
  dark: [0.38, 0.93],
  wall: [0.38, 0.93],
}
/**
 * Classes of one hue, the last of which stands out most.
 *
 * @param limits  least value of each class, ascending
 * @param hue     [°] of OKLCH
 */
export function ramp(limits: readonly number[], hue: number): readonly ScaleStep[] {
  return limits.map((from, i) => ({ from, color: scaleColor(i / (limits.length - 1), hue, 0.13) }))
}

/** @param share  how much it stands out, 0…1 */
export function scaleColor(share: number, hue: number, chroma: number): ScaleStep['color'] {
  const inTheme = (theme: Theme) => {
    const [least, most] = LIGHTNESS[theme]
    return fromOklch({ lightness: least + (most - least) * share, chroma, hue: (hue * Math.PI) / 180 })
  }
  return { light: inTheme('light'), dark: inTheme('dark'), wall: inTheme('wall') }
}

/** The class of a value; undefined below the first and of what is no number. */
export function stepOf(scale: readonly ScaleStep[], value: number): ScaleStep | undefined {
  return scale.findLast(({ from }) => value >= from)
}

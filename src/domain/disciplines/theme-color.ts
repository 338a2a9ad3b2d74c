import { fromOklch, type Rgb, toOklch } from '../oklch.ts'
import type { Theme } from '../theme.ts'
import type { Discipline } from './discipline.ts'

export { mix, type Rgb } from '../oklch.ts'

/** Lightness (OKLCH) that a class colour keeps to: ≥ 3 : 1 on the ground of the theme, and never white or black. */
const LIGHTNESS: Readonly<Record<Theme, readonly [least: number, most: number]>> = {
  light: [0.28, 0.57],
  dark: [0.54, 0.78],
  wall: [0.58, 0.8],
}
/** dark classes keep this share of their difference in lightness, so that black and brown stay two */
const KEPT = 0.2
/** the vivid tones are left to alarms */
const CHROMA = 0.8
/** dashed classes are this much lighter, because rain and foul water share one brown */
const DASH_LIFT = 0.1

/** Class colour of CJJ 61 as a theme draws it, in the scene and in every legend: same hue, softened in lightness. */
export function themeColor({ color, dash }: Pick<Discipline, 'color' | 'dash'>, theme: Theme = 'light'): Rgb {
  const [least, most] = LIGHTNESS[theme]
  const { lightness, chroma, hue } = toOklch(color)
  const raised = Math.max(lightness, least + KEPT * lightness) + (dash === 'dash' ? DASH_LIFT : 0)
  return fromOklch({ lightness: Math.min(most, raised), chroma: CHROMA * chroma, hue })
}

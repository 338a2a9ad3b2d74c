import type { Discipline } from './discipline.ts'

export type Rgb = readonly [red: number, green: number, blue: number]

/** Relative luminance [0…1] between which a class colour reads on the light ground (≥ 3 : 1 to #eef0f1, not black). */
const DARKEST = 0.035
const BRIGHTEST = 0.24
/** dashed classes are this much lighter, because rain and foul water share one brown */
const DASH_LIFT = 0.3
const WHITE: Rgb = [255, 255, 255]

/** Class colour of CJJ 61 as the light theme draws it, in the scene and in every legend: same hue, softened lightness. */
export function themeColor({ color, dash }: Pick<Discipline, 'color' | 'dash'>): Rgb {
  const lifted = dash === 'dash' ? mix(color, WHITE, DASH_LIFT) : color
  const brightness = luminance(lifted)
  if (brightness > BRIGHTEST) return toLuminance(lifted, [0, 0, 0], BRIGHTEST)
  return brightness < DARKEST ? toLuminance(lifted, WHITE, DARKEST) : lifted
}

/** `share` of the way from one colour to another, 0…1. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share)
  return [channel(0), channel(1), channel(2)]
}

/** Relative luminance [0…1] (WCAG 2, sRGB). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Halves the way towards `end` until the luminance is met; 12 steps are finer than a channel's 1/255. */
function toLuminance(color: Rgb, end: Rgb, target: number): Rgb {
  let [low, high] = [0, 1]
  for (let step = 0; step < 12; step += 1) {
    const share = (low + high) / 2
    const isPast =
      luminance(end) > target ? luminance(mix(color, end, share)) > target : luminance(mix(color, end, share)) < target
    if (isPast) high = share
    else low = share
  }
  return mix(color, end, high)
}

function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

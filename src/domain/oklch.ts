/** sRGB, 0…255 a channel. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** A colour as the eye orders it: lightness [0…1], chroma [0…0.37 in sRGB], hue [rad]. */
export interface Oklch {
  readonly lightness: number
  readonly chroma: number
  readonly hue: number
}

const CHROMA_STEP = 0.002

/** @source B. Ottosson, "A perceptual color space for image processing" (2020), matrices for linear sRGB */
export function toOklch(color: Rgb): Oklch {
  const [lightness, a, b] = toOklab(color)
  return { lightness, chroma: Math.hypot(a, b), hue: Math.atan2(b, a) }
}

/** The nearest colour of the same lightness and hue that sRGB can show: chroma gives way. */
export function fromOklch({ lightness, chroma, hue }: Oklch): Rgb {
  for (let held = chroma; held > 0; held -= CHROMA_STEP) {
    const color = toLinear(lightness, held * Math.cos(hue), held * Math.sin(hue))
    if (color.every((channel) => channel >= -0.0005 && channel <= 1.0005)) return encoded(color)
  }
  return encoded(toLinear(lightness, 0, 0))
}

/** Distance as the eye sees it, in OKLab: 0.02 is just noticeable side by side, black to white is 1. */
export function colorDistance(from: Rgb, to: Rgb): number {
  const [a, b] = [toOklab(from), toOklab(to)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** Relative luminance [0…1] (WCAG 2, sRGB). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Contrast of two colours, 1…21 (WCAG 2). */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** `share` of the way from one colour to another, 0…1. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share)
  return [channel(0), channel(1), channel(2)]
}

/** A channel of sRGB, 0…255, as light, 0…1. */
export function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** Light, 0…1 a channel, as sRGB; what is outside is cut off. */
export function encoded(light: readonly [number, number, number]): Rgb {
  const channel = (value: number) => {
    const held = Math.min(1, Math.max(0, value))
    return Math.round(255 * (held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055))
  }
  return [channel(light[0]), channel(light[1]), channel(light[2])]
}

function toOklab(color: Rgb): readonly [lightness: number, a: number, b: number] {
  const [red, green, blue] = [linear(color[0]), linear(color[1]), linear(color[2])]
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function toLinear(lightness: number, a: number, b: number): readonly [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

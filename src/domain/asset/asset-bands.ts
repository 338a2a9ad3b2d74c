import type { Localized } from '../localized.ts'
import { fromOklch, type Rgb } from '../oklch.ts'
import { signalColors } from '../signal-colors.ts'
import type { Theme } from '../theme.ts'
import { ASSET_KINDS, QUALITY_LEVELS } from './asset.ts'
import type { AssetIndex } from './asset-index.ts'

/** What the colour of an asset tells. */
export const PALETTES = ['discipline', 'age', 'diameter', 'quality'] as const
export type Palette = (typeof PALETTES)[number]

/** A class of assets that one colour stands for. */
export interface Band {
  readonly id: string
  readonly name: Localized
  readonly color: Readonly<Record<Theme, Rgb>>
}

/** The classes of a palette, in order; `bandOf` gives the position of an asset's class. */
export interface BandScale {
  readonly bands: readonly Band[]
  bandOf(index: AssetIndex, gid: number): number
}

/** first years of the bands after the first */
const DECADES = [1980, 1990, 2000, 2010, 2020] as const
/** least sizes [mm] of the bands after the first */
const SIZES = [200, 400, 800, 1500] as const
/** below the tones of alarms and of the selection */
const CHROMA = 0.11
const LINE = ASSET_KINDS.indexOf('line')

/** Lightness (OKLCH) of the first and the last band: the last contrasts most with the ground. */
const LIGHTNESS: Readonly<Record<Theme, readonly [first: number, last: number]>> = {
  light: [0.58, 0.26],
  dark: [0.56, 0.92],
  wall: [0.56, 0.92],
}
/** hues [degrees]; all keep away from the blue of the selection */
const AGE = ramp(DECADES.length + 1, 200, 60)
const SIZE = ramp(SIZES.length + 1, 110, -20)
const QUALITY = ramp(QUALITY_LEVELS.length, 150, 60)
/** no hue at all: what is not known must not look like a value */
const GREY: Band['color'] = {
  light: signalColors.light.stale,
  dark: signalColors.dark.stale,
  wall: signalColors.wall.stale,
}

const notKnown: Band = { id: 'unknown', name: { zh: '未知', en: 'Not known' }, color: GREY }
const without: Band = {
  id: 'none',
  name: { zh: '无管径（管点、构筑物）', en: 'No size (points, structures)' },
  color: { light: [78, 82, 86], dark: [198, 202, 206], wall: [198, 202, 206] },
}

const ageScale: BandScale = {
  bands: [
    ...DECADES.map((year, i) => ({
      id: String(year),
      name: { zh: `${year} 年代`, en: `${year}s` },
      color: AGE[DECADES.length - 1 - i] ?? GREY,
    })).reverse(),
    {
      id: 'older',
      name: { zh: `${DECADES[0]} 年以前`, en: `before ${DECADES[0]}` },
      color: AGE[DECADES.length] ?? GREY,
    },
    notKnown,
  ],
  bandOf: ({ builtYear }, gid) => {
    const year = builtYear[gid] ?? 0
    return year === 0 ? DECADES.length + 1 : DECADES.length - countUpTo(DECADES, year)
  },
}

const sizeScale: BandScale = {
  bands: [
    ...[0, ...SIZES].map((from, i) => ({
      id: String(from),
      name: sizeName(from, SIZES[i]),
      color: SIZE[i] ?? GREY,
    })),
    notKnown,
    without,
  ],
  bandOf: ({ diameter, kind }, gid) => {
    const size = diameter[gid] ?? 0
    if (size > 0) return countUpTo(SIZES, size)
    return SIZES.length + (kind[gid] === LINE ? 1 : 2)
  },
}

const qualityNames: Record<(typeof QUALITY_LEVELS)[number], Localized> = {
  A: { zh: 'A 级 · 实测', en: 'A · exposed' },
  B: { zh: 'B 级 · 仪器探测', en: 'B · detected' },
  C: { zh: 'C 级 · 痕迹与资料', en: 'C · surface evidence' },
  D: { zh: 'D 级 · 仅有资料', en: 'D · records only' },
}

const qualityScale: BandScale = {
  bands: [
    ...QUALITY_LEVELS.map((level, i) => ({ id: level, name: qualityNames[level], color: QUALITY[i] ?? GREY })),
    notKnown,
  ],
  bandOf: ({ qualityLevel }, gid) => {
    const code = qualityLevel[gid] ?? 0
    return code === 0 ? QUALITY_LEVELS.length : code - 1
  },
}

const scales: Record<Exclude<Palette, 'discipline'>, BandScale> = {
  age: ageScale,
  diameter: sizeScale,
  quality: qualityScale,
}

/** The classes that a palette paints by; null where each discipline has its own colour. */
export function bandScale(palette: Palette): BandScale | null {
  return palette === 'discipline' ? null : scales[palette]
}

function sizeName(from: number, to: number | undefined): Localized {
  if (from === 0) return { zh: `< ${to} mm`, en: `< ${to} mm` }
  const text = to === undefined ? `≥ ${from} mm` : `${from}–${to - 1} mm`
  return { zh: text, en: text }
}

/** How many limits a value reaches. */
function countUpTo(limits: readonly number[], value: number): number {
  let count = 0
  for (const limit of limits) if (value >= limit) count += 1
  return count
}

/**
 * Even steps of lightness, so that the order is seen without hue, also by the colour-blind; the last, which wants most
 * attention (old, large, poorly known), contrasts most.
 */
function ramp(count: number, fromHue: number, toHue: number): readonly Band['color'][] {
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1)
    const hue = ((fromHue + (toHue - fromHue) * share) * Math.PI) / 180
    const inTheme = (theme: Theme) => {
      const [first, last] = LIGHTNESS[theme]
      return fromOklch({ lightness: first + (last - first) * share, chroma: CHROMA, hue })
    }
    return { light: inTheme('light'), dark: inTheme('dark'), wall: inTheme('wall') }
  })
}

import { FOOT } from './gutter.ts'

export interface Grate {
  /** along the flow and across it [m] */
  readonly length: number
  readonly width: number
  /** open area over the whole [-] */
  readonly open: number
  /** velocity from which water shoots across [m/s] */
  readonly splashVelocity: number
}

export interface KerbOpening {
  /** along the kerb, height [m] */
  readonly length: number
  readonly height: number
  readonly throat: 'HORIZONTAL' | 'INCLINED' | 'VERTICAL'
}

/** What lets water in. */
export type InletDesign =
  /** grate in the gutter, opening in the kerb, or both */
  | { readonly kind: 'STREET'; readonly grate: Grate | null; readonly kerb: KerbOpening | null }
  | { readonly kind: 'SLOTTED'; readonly length: number; readonly width: number }
  /** in the bed of a channel */
  | { readonly kind: 'DROP_GRATE'; readonly grate: Grate }
  /** openings on the four sides of a box in a channel */
  | { readonly kind: 'DROP_CURB'; readonly kerb: KerbOpening }
  /** captured flow [m³/s] by approach flow [m³/s], or by depth [m] */
  | { readonly kind: 'CUSTOM'; readonly by: 'FLOW' | 'DEPTH'; captures(value: number): number }

/**
 * Grates of HEC-22: share that is open (chart 9B; TILT_BAR-45 assumed by SWMM), and the splash-over velocity [ft/s] as a cubic
 * of the length [ft] (curves of chart 5B as fitted by the Denver Urban Drainage Criteria Manual; lengths of 0.5 to 4.5 ft).
 */
const GRATES = {
  'P_BAR-50': { open: 0.9, splash: [2.22, 4.03, -0.65, 0.06] },
  'P_BAR-50x100': { open: 0.8, splash: [0.74, 2.44, -0.27, 0.02] },
  'P_BAR-30': { open: 0.6, splash: [1.76, 3.12, -0.45, 0.03] },
  CURVED_VANE: { open: 0.35, splash: [0.3, 4.85, -1.31, 0.15] },
  'TILT_BAR-45': { open: 0.17, splash: [0.99, 2.64, -0.36, 0.03] },
  'TILT_BAR-30': { open: 0.34, splash: [0.51, 2.34, -0.2, 0.01] },
  RETICULINE: { open: 0.8, splash: [0.28, 2.28, -0.18, 0.01] },
} as const satisfies Record<string, { open: number; splash: readonly [number, number, number, number] }>

export type GrateType = keyof typeof GRATES
export const GRATE_TYPES = Object.keys(GRATES) as GrateType[]

/** A grate of HEC-22 by its type and size [m]. */
export function grateOf(type: GrateType, length: number, width: number): Grate {
  const { open, splash } = GRATES[type]
  const feet = length / FOOT
  const velocity = splash[0] + feet * (splash[1] + feet * (splash[2] + feet * splash[3]))
  return { length, width, open, splashVelocity: velocity * FOOT }
}

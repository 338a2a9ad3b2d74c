import { ramp, type ScaleStep, scaleColor } from '../color-scale.ts'

const BLUE = 245
const PURPLE = 310
const ORANGE = 55
const RED = 25
const TEAL = 190
const GREEN = 150

/** Depths of water [m] (domain.md A.4): what is thinner than the first is not drawn, and the legend says so. */
export const DEPTH_SCALE = ramp([0.02, 0.05, 0.15, 0.27, 0.4, 0.6, 1], BLUE)

/** First time of water [min]; the earliest stands out most. */
export const ARRIVAL_SCALE: readonly ScaleStep[] = [0, 10, 30, 60, 120, 180].map((from, i, all) => ({
  from,
  color: scaleColor(1 - i / (all.length - 1), PURPLE, 0.13),
}))

/**
 * Depth times (speed + 0.5 m/s), the greatest product in time [m²/s]: caution, danger for some (children, the elderly), for
 * most, for all (Defra and Environment Agency FD2321/TR1, supplementary note of 2008, without debris).
 */
export const HAZARD_SCALE = ramp([0, 0.75, 1.25, 2], RED)

/** Greatest speed in time [m/s]. */
export const SPEED_SCALE = ramp([0, 0.5, 1, 1.5, 2, 3], GREEN)

/** How long water stood that stops a person or a car [min]. */
export const STANDING_SCALE = ramp([0, 10, 30, 60, 120], TEAL)

/**
 * This run less the one it is compared with [m]: shallower in orange, deeper in blue, grey where nothing changes much. Hue
 * tells the sign, so that lightness stays where every look can show it.
 */
export const DIFFERENCE_SCALE: readonly ScaleStep[] = [
  { from: Number.NEGATIVE_INFINITY, color: scaleColor(0.75, ORANGE, 0.14) },
  { from: -0.5, color: scaleColor(0.5, ORANGE, 0.11) },
  { from: -0.15, color: scaleColor(0.25, ORANGE, 0.08) },
  { from: -0.05, color: scaleColor(0.1, 0, 0) },
  { from: 0.05, color: scaleColor(0.25, BLUE, 0.08) },
  { from: 0.15, color: scaleColor(0.5, BLUE, 0.11) },
  { from: 0.5, color: scaleColor(0.75, BLUE, 0.14) },
]

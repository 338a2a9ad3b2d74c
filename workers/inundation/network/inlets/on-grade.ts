import type { Grate, InletDesign } from './design.ts'
import { equivalentSlope, FOOT, frontalShare, type Gutter, gutterFlow } from './gutter.ts'

/**
 * Share of a flow that a grate takes: Rf of what comes straight onto it and Rs of what comes from the side (HEC-22 eq. 4-18,
 * 4-19 and 4-21).
 *
 * @param frontal  share that comes straight onto it [-]
 * @param velocity  [m/s]
 * @param crossSlope  beside it [-]
 */
export function grateEfficiency(grate: Grate, frontal: number, velocity: number, crossSlope: number): number {
  const splashes = Math.max(velocity - grate.splashVelocity, 0)
  const straight = Math.max(1 - (0.09 / FOOT) * splashes, 0)
  const side = 1 / (1 + (0.15 * Math.sqrt(FOOT) * velocity ** 1.8) / (crossSlope * grate.length ** 2.3))
  return straight * frontal + side * (1 - frontal)
}

/**
 * Share of a flow that an opening in the kerb takes, and a slotted drain likewise: 1 − (1 − L / LT)^1.8 (HEC-22 eq. 4-22a,
 * 4-23).
 *
 * @param crossSlope  that of the road, or the equivalent one [-]
 */
export function kerbEfficiency(length: number, flow: number, crossSlope: number, gutter: Gutter): number {
  const { slope, roughness } = gutter
  const all = 0.6 * FOOT ** -0.26 * flow ** 0.42 * slope ** 0.3 * (1 / (roughness * crossSlope)) ** 0.6
  return length < all ? 1 - (1 - length / all) ** 1.8 : 1
}

/**
 * Flow that one inlet on a slope takes [m³/s]; of both kinds, the kerb's length beyond the grate takes first.
 *
 * @param flow  that comes on this side of the street [m³/s], > 0
 */
export function captureOnGrade(
  design: Extract<InletDesign, { kind: 'STREET' | 'SLOTTED' }>,
  gutter: Gutter,
  flow: number,
): number {
  const kerb = (length: number) =>
    flow * kerbEfficiency(length, flow, equivalentSlope(gutter, gutterFlow(gutter, flow)), gutter)
  if (design.kind === 'SLOTTED') return kerb(design.length)
  const { grate } = design
  const sweeps = Math.max((design.kerb?.length ?? 0) - (grate?.length ?? 0), 0)
  const swept = sweeps > 0 ? kerb(sweeps) : 0
  const rest = flow - swept
  if (!grate || rest <= 0) return swept
  const water = gutterFlow(gutter, rest)
  const frontal = frontalShare(gutter, water, grate.width)
  return swept + rest * grateEfficiency(grate, frontal, water.velocity, gutter.crossSlope)
}

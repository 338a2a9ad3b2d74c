import type { Grate } from './design.ts'
import { grateEfficiency } from './on-grade.ts'

/** A channel with a flat bed and straight sides. */
export interface Channel {
  /** width of the bed [m], ≥ 0 */
  readonly bottom: number
  /** slope of the sides, the mean of both, horizontal by vertical [-]; 0 = upright */
  readonly side: number
  /** along it [-], > 0 */
  readonly slope: number
  /** Manning's n [s/m^(1/3)] */
  readonly roughness: number
}

/** Cross slope that SWMM takes beside a grate in a flat bed [-]. */
const FLAT = 0.01

/** Depth of uniform flow by Manning [m]; `flow` in m³/s. */
export function normalDepth(channel: Channel, flow: number): number {
  const { bottom, side, slope, roughness } = channel
  const flowAt = (depth: number) => {
    const area = depth * (bottom + side * depth)
    const radius = area / (bottom + 2 * depth * Math.hypot(1, side))
    return (area * radius ** (2 / 3) * Math.sqrt(slope)) / roughness
  }
  let high = 1
  while (flowAt(high) < flow) high *= 2
  let low = 0
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (flowAt(middle) > flow) high = middle
    else low = middle
  }
  return high
}

/**
 * Flow that a grate in the bed of a channel takes of uniform flow [m³/s]: straight onto it comes what a channel of its width
 * would carry at that depth.
 *
 * @param flow  [m³/s], > 0
 */
export function captureInChannel(grate: Grate, channel: Channel, flow: number): number {
  const { bottom, side, slope, roughness } = channel
  const depth = normalDepth(channel, flow)
  const isWhole = grate.width > 0.99 * bottom && side > 0
  const width = isWhole ? bottom : Math.min(grate.width, bottom)
  const carries = ((depth * width) ** (5 / 3) / (width + 2 * depth) ** (2 / 3) / roughness) * Math.sqrt(slope)
  const frontal = Math.min(1, side === 0 && grate.width >= bottom ? 1 : carries / flow)
  const velocity = flow / (depth * (bottom + side * depth))
  return flow * grateEfficiency(grate, frontal, velocity, isWhole ? 1 / side : FLAT)
}

import { type Stability, sigmas, type Terrain, virtualDistance } from './briggs.ts'

/** Air that a gas spreads in. */
export interface Air {
  readonly terrain: Terrain
  readonly stability: Stability
  /** at the height of the release [m/s], > 0 */
  readonly wind: number
  /** that nothing passes [m]; left out = none */
  readonly lid?: number
}

/** The plume was held to what was measured from here on [m]; nearer it is indicative only. */
export const HELD_FROM = 100

/** A steady release. */
export interface Release {
  /** [kg/s], or any amount a second */
  readonly rate: number
  /** above ground [m] */
  readonly height: number
  /** σ of the source itself across and upwards [m]: what seeps through a footprint of width w has w/4.3 */
  readonly width?: number
  readonly rise?: number
}

/**
 * Concentration in a steady Gaussian plume [amount/m³], reflected by the ground and by a lid.
 *
 * @param x  downwind [m]; ≤ 0 gives 0
 * @param y  across [m]
 * @param z  above ground [m]
 */
export function plume(air: Air, release: Release, x: number, y: number, z: number): number {
  if (!(x > 0)) return 0
  const [sigmaY, sigmaZ] = widths(air, release, x)
  const across = Math.exp((-y * y) / (2 * sigmaY * sigmaY)) / (Math.sqrt(2 * Math.PI) * sigmaY)
  return ((release.rate * across) / air.wind) * profile(sigmaZ, release.height, z, air.lid)
}

/** σ across and upwards of a plume at a distance, of its own width too [m]. */
export function widths({ terrain, stability }: Air, { width = 0, rise = 0 }: Release, x: number) {
  const [y] = sigmas(terrain, stability, x + virtualDistance(terrain, stability, 'y', width))
  const [, z] = sigmas(terrain, stability, x + virtualDistance(terrain, stability, 'z', rise))
  return [y, z] as const
}

/** From where on a plume is as wide by the air as by its source, across and upwards [m]: nearer it tells of the source alone. */
export function beginsAt({ terrain, stability }: Air, { width = 0, rise = 0 }: Release): number {
  return Math.max(virtualDistance(terrain, stability, 'y', width), virtualDistance(terrain, stability, 'z', rise))
}

/** Of what is in a column, the part at a height [1/m]; its integral over z ≥ 0 is 1. */
export function profile(sigma: number, source: number, z: number, lid = Number.POSITIVE_INFINITY): number {
  if (z > lid) return 0
  if (sigma > 1.2 * lid) return 1 / lid
  const images = Number.isFinite(lid) ? [0, -1, 1, -2, 2] : [0]
  let sum = 0
  for (const n of images) {
    const shift = n === 0 ? 0 : 2 * n * lid
    sum += Math.exp(-((z - source + shift) ** 2) / (2 * sigma * sigma))
    sum += Math.exp(-((z + source + shift) ** 2) / (2 * sigma * sigma))
  }
  return sum / (Math.sqrt(2 * Math.PI) * sigma)
}

/**
 * Farthest place downwind, at the height of the source, where the plume holds at least a concentration [m]; 0 = nowhere
 * beyond the source. Below 100 m indicative only.
 *
 * @param concentration  [amount/m³], > 0
 */
export function hazardDistance(air: Air, release: Release, concentration: number): number {
  const reaches = (x: number) => plume(air, release, x, 0, release.height) >= concentration
  let [near, far] = [0, 0.1]
  if (!reaches(far)) return 0
  while (reaches(far) && far < 1e5) [near, far] = [far, far * 2]
  for (let i = 0; i < 40; i++) {
    const middle = (near + far) / 2
    if (reaches(middle)) near = middle
    else far = middle
  }
  return near
}

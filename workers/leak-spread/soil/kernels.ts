import { erfc } from './erfc.ts'

/** Diffusion in soil of one kind. */
export interface Medium {
  /** D_e [m²/s], > 0 */
  readonly diffusivity: number
  /** air-filled pores ε [-], > 0 */
  readonly air: number
}

/** √(4 D_e t/ε) [m]: how far diffusion has come by t. */
export function diffusionLength({ diffusivity, air }: Medium, time: number): number {
  return Math.sqrt((4 * diffusivity * Math.max(0, time)) / air)
}

/**
 * Share of the concentration held at a wall, x beyond it after a time; the soil was clean.
 *
 * @param x  [m], ≥ 0
 * @source  Crank 1975, eq. 2.45
 */
export function besideWall(medium: Medium, x: number, time: number): number {
  return time <= 0 ? 0 : erfc(x / diffusionLength(medium, time))
}

/**
 * Concentration [m³/m³] around a steady point source in unbounded soil. Linear: it knows no upper bound of 1, near a strong
 * source it exceeds it and means nothing there.
 *
 * @param flow  of gas [m³/s]
 * @param distance  [m], > 0
 * @param time  since it began [s]; Infinity = for good
 * @source  Carslaw & Jaeger 1959, 10.4(2)
 */
export function aroundPoint(medium: Medium, flow: number, distance: number, time: number): number {
  if (time <= 0) return 0
  return (flow * erfc(distance / diffusionLength(medium, time))) / (4 * Math.PI * medium.diffusivity * distance)
}

/** A point below ground [m]. */
export interface Below {
  readonly x: number
  readonly y: number
  /** below the surface, ≥ 0 */
  readonly depth: number
}

/**
 * The same below a surface, by a source mirrored in it: weaker by the share of open ground, c = 0 there, stronger by what is
 * sealed. The mixture of both by their shares stands for a cover with cracks: it holds a few depths away from a crack.
 *
 * @param openShare  of the surface, 0 (sealed: no flux) … 1 (open: c = 0)
 */
export function belowSurface(
  medium: Medium,
  flow: number,
  source: Below,
  place: Below,
  time: number,
  openShare: number,
): number {
  const level = Math.hypot(place.x - source.x, place.y - source.y)
  const own = aroundPoint(medium, flow, Math.hypot(level, place.depth - source.depth), time)
  const mirrored = aroundPoint(medium, flow, Math.hypot(level, place.depth + source.depth), time)
  return own + (1 - 2 * openShare) * mirrored
}

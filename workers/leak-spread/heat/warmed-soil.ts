import { erfc } from '../soil/erfc.ts'
import type { Below } from '../soil/kernels.ts'

/** Ground as heat sees it. */
export interface Earth {
  /** k [W/(m K)] */
  readonly conductivity: number
  /** a [m²/s] */
  readonly diffusivity: number
}

/**
 * Share of a cavity's excess of temperature that has reached a place: (r_c/r) erfc((r − r_c)/√(4 a t)) less that of its image
 * above the surface, which stays as cold as it was.
 *
 * @param radius  of the cavity full of hot water r_c [m]
 * @returns  0…1
 * @source  Carslaw & Jaeger 1959, 9.10(2): a sphere held at a temperature; the image is right for r_c small against the depth
 */
export function reachedShare({ diffusivity }: Earth, leak: Below, place: Below, radius: number, time: number): number {
  if (!(time > 0 && radius > 0)) return 0
  const level = Math.hypot(place.x - leak.x, place.y - leak.y)
  const way = Math.sqrt(4 * diffusivity * time)
  const of = (r: number) => (r <= radius ? 1 : (radius / r) * erfc((r - radius) / way))
  const direct = of(Math.hypot(level, place.depth - leak.depth))
  return Math.max(0, direct - of(Math.hypot(level, place.depth + leak.depth)))
}

/**
 * Heat that a cavity has given to the ground [J]: 4π k r_c ΔT (t + 2 r_c √(t/(π a))).
 *
 * @param warmer  ΔT [K]
 */
export function givenToGround(
  { conductivity, diffusivity }: Earth,
  radius: number,
  warmer: number,
  time: number,
): number {
  if (!(time > 0)) return 0
  return 4 * Math.PI * conductivity * radius * warmer * (time + 2 * radius * Math.sqrt(time / (Math.PI * diffusivity)))
}

/**
 * Radius of the ground that water has filled around a leak [m], no more than its depth: beyond, it comes to the surface.
 *
 * @param volume  that came out [m³]
 * @param freePores  share of the ground that it finds empty, > 0
 */
export function filledRadius(volume: number, freePores: number, depth: number): number {
  return Math.min(depth, Math.cbrt((3 * Math.max(0, volume)) / (4 * Math.PI * freePores)))
}

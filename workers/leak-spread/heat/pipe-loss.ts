/** A pipe in the ground; lengths [m]. */
export interface BuriedPipe {
  readonly diameter: number
  /** of its axis */
  readonly depth: number
}

/**
 * Heat that a buried pipe loses for good, 2π k (T − T_s)/acosh(2z/D) [W/m].
 *
 * @param conductivity  of the soil k [W/(m K)]: 0.5 dry sand … 2 wet clay
 * @param warmer  than the surface [K]; the wall of the pipe in the ground (outside of the insulation)
 * @throws  RangeError when the pipe is not wholly below the surface
 * @source  Carslaw & Jaeger 1959, shape factor of a cylinder below a plane
 */
export function heatLoss({ diameter, depth }: BuriedPipe, conductivity: number, warmer: number): number {
  if (!(depth > diameter / 2)) throw new RangeError(`heatLoss: axis at ${depth} m, diameter ${diameter} m`)
  return (2 * Math.PI * conductivity * warmer) / Math.acosh((2 * depth) / diameter)
}

/**
 * How much warmer than the surface the ground is beside such a pipe, in the end: that of a line at √(z² − D²/4) and of its
 * image, exact outside of the pipe.
 *
 * @param aside  from the axis [m]
 * @param below  the surface [m], ≥ 0
 * @returns  share of the pipe's own excess of temperature, 0…1
 */
export function warmedShare({ diameter, depth }: BuriedPipe, aside: number, below: number): number {
  const line = Math.sqrt(depth ** 2 - diameter ** 2 / 4)
  const [near, image] = [aside ** 2 + (below - line) ** 2, aside ** 2 + (below + line) ** 2]
  if (aside ** 2 + (below - depth) ** 2 <= diameter ** 2 / 4) return 1
  return Math.log(image / near) / 2 / Math.acosh((2 * depth) / diameter)
}

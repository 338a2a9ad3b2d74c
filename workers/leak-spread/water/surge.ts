/** [kg/m³] */
const DENSITY = 1000

/** What closing a valve on a pipe does to the pressure before it. */
export interface Surge {
  /** closed within 2 L/a: ρ a v [Pa] */
  readonly atOnce: number
  /** least time of closing for a rise of no more than the limit [s]; 0 = it stays below however it is closed */
  readonly closing: number
}

/**
 * Water hammer at closing: Joukowsky Δp = ρ a v for a valve that is shut within 2 L/a; Michaud Δp = 2 ρ L v / T for one that is shut
 * evenly in a longer time T. Both leave friction out, and valves that shut most of the flow in the last turns: order of magnitude.
 *
 * @param speed  of the water before [m/s], ≥ 0
 * @param wave  how fast pressure runs in the pipe, a [m/s], > 0
 * @param length  from the valve to where pressure is held, a tank or a much wider main, L [m], > 0
 * @param limit  greatest rise [Pa], > 0
 * @throws  RangeError when one of them is outside
 * @source  Wylie, E. B. & Streeter, V. L. (1993). Fluid Transients in Systems. Prentice Hall, ch. 1: Joukowsky; Chaudhry, M. H. (2014).
 *          Applied Hydraulic Transients. Springer: Michaud's linear closure.
 */
export function surgeOf(speed: number, wave: number, length: number, limit: number): Surge {
  if (!(speed >= 0 && wave > 0 && length > 0 && limit > 0))
    throw new RangeError(`surgeOf: speed ${speed}, wave ${wave}, length ${length}, limit ${limit}, expected above 0`)
  const atOnce = DENSITY * wave * speed
  return { atOnce, closing: atOnce <= limit ? 0 : (2 * DENSITY * length * speed) / limit }
}

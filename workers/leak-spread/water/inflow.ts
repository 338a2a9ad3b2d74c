import { DISCHARGE_COEFFICIENT, outflow } from './hole.ts'

/** Water boils in a pipe below: no lower head can last [m]. */
const LEAST_HEAD = -10

/**
 * Water that gets into a pipe from outside, through a round opening with a sharp edge: Q = Cd A √(2 g Δh), nothing where the pipe's own
 * head is the higher.
 *
 * @param diameter  of the opening [m], > 0
 * @param outside  head of the water around the pipe, above its axis [m]
 * @param inside  pressure head in the pipe [m]; below −10 counts as −10
 * @returns  [m³/s]
 * @source  Besner, M.-C., Prévost, M. & Regli, S. (2011). Assessing the public health risk of microbial intrusion events in distribution
 *          systems. Water Research 45(3), 961–979: the orifice equation by the head across the opening.
 */
export function inflowThrough(diameter: number, outside: number, inside: number): number {
  const hole = { area: (Math.PI / 4) * diameter ** 2, expansion: 0, dischargeCoefficient: DISCHARGE_COEFFICIENT }
  return outflow(hole, outside - Math.max(inside, LEAST_HEAD))
}

import { ramp, type ScaleStep } from '../color-scale.ts'
import type { LeakKind } from './leak-plan.ts'

const [RED, BLUE, ORANGE, BROWN] = [25, 245, 55, 90]

/**
 * Gas in a space, as a share of the lower explosive limit [1]; what is below the first class is not drawn. The last class has no upper
 * end: a layer above the upper limit is explosive where it mixes, and that limit is another with each gas.
 */
export const LEL_SCALE = ramp([0.05, 0.1, 0.2, 0.5, 1], RED)

/** Height above ground up to which gas is told there: what people breathe [m]. */
export const ABOVE_GROUND = 1.5

/** Above ground gas is drawn from this share of the lower explosive limit on [1], faintly below the first class. */
export const LEAST_ABOVE_GROUND = 0.01

/** Temperature of what lies beside a heat pipe [°C]; from 40 on insulation of cables and polyethylene are in danger. */
export const WARMTH_SCALE = ramp([20, 30, 40, 60, 80], ORANGE)

/**
 * Pressure at a node of a water network, as a share of the service pressure at which all demand is met [1]: the lowest
 * stands out most. The last class, in which all are served, is not drawn.
 */
export const SERVICE_SCALE: readonly ScaleStep[] = ramp([Number.NEGATIVE_INFINITY, 0.25, 0.5, 0.75, 1], BLUE).map(
  ({ from }, i, all) => ({ from, color: (all[all.length - 1 - i] as ScaleStep).color }),
)

/** What a drain or manhole has of a spill: values of its frames. Ways of the least and the most time leave open where it is. */
export const SPILL_STATE = { passed: 1, possible: 2, certain: 3 } as const

/** States of a spill; what it has not come to yet is not drawn. */
export const SPILL_SCALE = ramp([SPILL_STATE.passed, SPILL_STATE.possible, SPILL_STATE.certain], BROWN)

/** What values of a leak are coloured by: the scale, and what a value is divided by before. */
export function leakScale(
  kind: LeakKind,
  service: number,
): { readonly scale: readonly ScaleStep[]; readonly unit: number } {
  if (kind === 'water') return { scale: SERVICE_SCALE, unit: service }
  return { scale: { gas: LEL_SCALE, heat: WARMTH_SCALE, sewage: SPILL_SCALE }[kind], unit: 1 }
}

/** Levels whose arrival a list is asked for first: 20 % of the lower explosive limit is where people leave. */
export const FIRST_LEVEL: Readonly<Record<LeakKind, number | null>> = {
  gas: 0.2,
  water: null,
  heat: null,
  sewage: null,
}

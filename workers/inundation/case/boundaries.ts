import { z } from 'zod'
import { rising, series } from './shapes.ts'

const where = {
  side: z.enum(['west', 'east', 'south', 'north']),
  from_m: z.number().min(0).optional().describe('from the west or south end of the side [m]; left out = its beginning'),
  to_m: z.number().positive().optional().describe('left out = its end'),
}

/** Stretches of the grid's edge; what no stretch names is a wall. */
export const boundary = z.discriminatedUnion('type', [
  z.strictObject({ ...where, type: z.literal('wall') }),
  z.strictObject({ ...where, type: z.literal('free') }).describe('water falls over the edge'),
  z
    .strictObject({ ...where, type: z.literal('normal'), slope: z.number().positive().describe('[m/m]') })
    .describe('uniform flow down a slope'),
  z.strictObject({
    ...{ ...where, type: z.literal('stage') },
    series: series.describe('[[t_s, level_m], …] at the edge'),
    at_rest: z
      .boolean()
      .optional()
      .describe('true = of water at rest outside, a sea or a lake: what comes in pays for its velocity'),
  }),
  z.strictObject({
    ...{ ...where, type: z.literal('discharge') },
    series: series.describe('[[t_s, m³/s], …] over the stretch, inwards positive'),
  }),
  z.strictObject({
    ...{ ...where, type: z.literal('inflow') },
    series: z
      .array(z.tuple([z.number(), z.number().min(0), z.number().min(0)]))
      .min(1)
      .superRefine(rising)
      .describe('[[t_s, m³/s, depth_m], …] of water that may be faster than its waves'),
  }),
  z.strictObject({
    ...{ ...where, type: z.literal('wave') },
    series: series.describe('[[t_s, level_m], …] of a long wave; waves from inside pass it'),
  }),
])
export type BoundaryCase = z.infer<typeof boundary>

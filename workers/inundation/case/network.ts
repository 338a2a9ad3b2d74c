import { z } from 'zod'

const manhole = z.strictObject({
  node: z.string().min(1).describe('junction or storage of the network'),
  x: z.number().optional().describe('left out, with y = its place in [COORDINATES]'),
  y: z.number().optional(),
  width_m: z.number().positive().max(20).default(0.7).describe('across the opening, taken as round'),
})

/** The drains below the ground. */
export const network = z.strictObject({
  inp: z.string().min(1).describe('SWMM 5.2 input file: a path in CASE.json'),
  manholes: z
    .union([z.literal('all'), z.array(manhole)])
    .default('all')
    .describe('openings to the ground; all = every junction, at its place in [COORDINATES]'),
  off: z.array(z.string()).default([]).describe('pumps that do not run, by name'),
})

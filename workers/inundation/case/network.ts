import { z } from 'zod'
import { series } from './shapes.ts'

const manhole = z.strictObject({
  node: z.string().min(1).describe('junction or storage of the network'),
  x: z.number().optional().describe('left out, with y = its place in [COORDINATES]'),
  y: z.number().optional(),
  width_m: z.number().positive().max(20).default(0.7).describe('across the opening, taken as round'),
  vent_m2: z
    .number()
    .positive()
    .optional()
    .describe('a cover lies on it: so much of it is open to water that comes in; what comes out lifts it'),
})

const switched = z.strictObject({
  link: z.string().min(1).describe('pump, orifice, weir, outlet or conduit of the network'),
  t_s: z.number().min(0).default(0),
  setting: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('0 off or shut … 1 on or open, held against levels and rules; null = these have it again'),
})

const outside = z.strictObject({
  node: z.string().min(1).describe('outfall of the network'),
  series: series.describe('[[t_s, level_m], …] of the water that it opens into, in place of what the file says'),
})

/** The drains below the ground. */
export const network = z.strictObject({
  inp: z.string().min(1).describe('SWMM 5.2 input file: a path in CASE.json'),
  manholes: z
    .union([z.literal('all'), z.array(manhole)])
    .default('all')
    .describe('openings to the ground; all = every junction, at its place in [COORDINATES]'),
  lids: z
    .enum(['spill', 'bear'])
    .default('spill')
    .describe('of nodes that open to no ground: what rises above their rim is lost, or held down so that it backs up'),
  switches: z
    .array(switched)
    .default([])
    .describe('what staff switch; of a link the last row at or before a time holds'),
  outfalls: z.array(outside).default([]),
})
export type NetworkCase = z.infer<typeof network>

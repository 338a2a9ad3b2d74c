import { z } from 'zod'

const positive = z.number().positive()

/** What a sewer is laid for. */
export const SEWER_CLASSES = ['storm', 'sanitary', 'combined'] as const

/** CASE.json of a spill in drains and of rain and foul sewers that are joined. In CASE.json `network` is the path of a SWMM file. */
export const sewageCaseSchema = z.strictObject({
  kind: z.literal('sewage'),
  network: z.string().min(1),
  spill: z
    .strictObject({
      node: z.string().min(1),
      flow_m3_s: positive,
      duration_s: positive.max(31 * 86_400),
      concentration: positive.default(1).describe('of what is spilled, any unit; told in the same'),
      decay_per_day: z.number().min(0).default(0).describe('first order'),
      base_flow_factors: z
        .tuple([positive, positive])
        .default([0.5, 2])
        .describe('on the dry-weather flow: the least and the most that it may be'),
    })
    .optional(),
  classes: z
    .record(z.string(), z.enum(SEWER_CLASSES))
    .default({})
    .describe('of links; those left out are not looked at'),
  records: z
    .array(
      z.strictObject({
        link: z.string().min(1),
        readings: z
          .array(z.tuple([z.number(), z.number().min(0), z.number().min(0)]))
          .describe('[s since a midnight, flow m³/s, rain mm/h], in any order'),
      }),
    )
    .default([])
    .describe('flow in links of known class, with the rain there'),
  dry_after_s: positive.default(86_400).describe('dry weather begins so long after rain'),
  least_flow_m3_s: positive.default(1e-4).describe('less than this is none'),
})
export type SewageCase = z.infer<typeof sewageCaseSchema>

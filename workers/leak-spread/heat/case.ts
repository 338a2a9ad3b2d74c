import { z } from 'zod'

const positive = z.number().positive()
const place = z.tuple([z.number(), z.number(), z.number().positive()]).describe('[x, y, depth below ground], m')

/** CASE.json of a leak of a heat pipe: lengths in m in any flat frame, times in s since it began. */
export const heatCaseSchema = z.strictObject({
  kind: z.literal('heat'),
  leak: z.strictObject({
    at: place,
    rate_kg_s: z.number().min(0),
    stopped_at_s: z.number().min(0).optional().describe('when the valves are shut'),
    temperature_c: z.number().min(0).max(150),
  }),
  pipe: z
    .strictObject({ diameter_m: positive, wall_temperature_c: z.number().describe('of the casing in the ground') })
    .describe('what it gives off without a leak'),
  ground: z
    .strictObject({
      temperature_c: z.number().default(10),
      conductivity_w_mk: positive.default(1.5),
      diffusivity_m2_s: positive.default(7e-7),
      free_pores: positive.max(0.6).default(0.25),
    })
    .prefault({}),
  neighbours: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        kind: z.enum(['cable', 'pe-gas', 'other']),
        at: place.describe('of it, what is nearest to the leak'),
        aside_m: z.number().min(0).describe('from the axis of the heat pipe'),
      }),
    )
    .default([]),
  duration_s: positive.max(366 * 86_400),
  output_interval_s: positive.default(3600),
})
export type HeatCase = z.infer<typeof heatCaseSchema>
export type Neighbour = HeatCase['neighbours'][number]

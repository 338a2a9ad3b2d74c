import { z } from 'zod'
import { groundSchema, passageSchema, placeSchema, sewageSchema, spaceSchema } from '../gas-spread/case.ts'

const positive = z.number().positive()

/**
 * CASE.json of where gas in wells comes from: lengths in m in any flat frame, times in s since any instant, readings in % of the
 * lower explosive limit of the gas.
 */
export const gasLocateSchema = z.strictObject({
  kind: z.literal('gas'),
  pipes: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        from: placeSchema,
        to: placeSchema,
        weight: positive.default(1).describe('leaks to be expected of it per metre, against others'),
      }),
    )
    .min(1)
    .describe('straight pieces that may leak; pieces of one pipe share its id'),
  gas: z
    .enum(['methane', 'lpg'])
    .default('methane')
    .describe('what the pipes carry; readings are of the lower explosive limit of it. lpg: half propane, half butane'),
  soil: groundSchema.prefault({}),
  temperature_c: z.number().min(-30).max(60).default(15),
  spaces: z.array(spaceSchema).min(1),
  passages: z.array(passageSchema).default([]),
  sewage: sewageSchema,
  sensors: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        space: z.string().min(1),
        readings: z.array(z.tuple([z.number(), z.number().min(0).max(100)])).describe('[s, %LEL], in any order'),
      }),
    )
    .min(1),
  step_s: positive.default(900).describe('readings within one are taken together'),
  spacing_m: positive.default(10).describe('of the places of a pipe that are tried'),
  sigma_percent_lel: positive.default(1).describe('standard deviation of a sensor'),
  model_share: z.number().min(0).max(2).default(0.3).describe('of the greatest rise, what the model does not know'),
  independent_s: positive.default(3600).describe('readings nearer than this tell one thing between them'),
  model_lasts_s: positive
    .default(43_200)
    .describe('the same for which pipe it is: what soil and air do otherwise than computed lasts'),
  biogas_prior: z.number().min(0.01).max(0.99).default(0.5).describe('that it is gas of sewage, before readings'),
})
export type GasLocateCase = z.infer<typeof gasLocateSchema>

import { z } from 'zod'

const reading = z.strictObject({
  node: z.string().min(1),
  pressure_m: z.number().describe('pressure head with the leak'),
  normal_pressure_m: z.number().optional().describe("at the same hour without; left out = the model's"),
  sigma_m: z.number().positive().optional().describe('of this sensor; left out = sigma_m of the case'),
})

/** Where a leak in a water network is, asked of its pressure sensors. In CASE.json `network` is the path of an .inp file. */
export const waterLocateSchema = z.strictObject({
  kind: z.literal('water'),
  network: z.string().min(1),
  time_s: z.number().min(0).default(0).describe("of the readings, in the network's own clock"),
  readings: z.array(reading).min(2),
  sigma_m: z.number().positive().default(0.05).describe('standard deviation of a sensor'),
  demand_spread: z.number().min(0).max(1).default(0).describe('standard deviation of a demand, as a share of it'),
  demand_draws: z.number().int().min(10).max(1000).default(100),
  seed: z.number().int().default(1),
  hole_area_m2: z.number().positive().default(1e-4).describe('of the signatures: about what is looked for'),
  size_factors: z.tuple([z.number().positive(), z.number().positive()]).default([0.05, 50]),
  weights: z
    .record(z.string(), z.number().min(0))
    .default({})
    .describe('bursts to be expected of a pipe per metre, against others; by pipe, left out = 1'),
  service: z
    .strictObject({ minimum_m: z.number().min(0), required_m: z.number().positive(), exponent: z.number().positive() })
    .default({ minimum_m: 0, required_m: 20, exponent: 0.5 }),
})
export type WaterLocateCase = z.infer<typeof waterLocateSchema>

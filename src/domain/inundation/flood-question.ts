import { z } from 'zod'
import { localizedSchema } from '../localized.ts'
import { floodPlanSchema } from './flood-plan.ts'
import { scenarioSchema } from './scenario.ts'

/** A flood of a city: its files as they are fetched, and what shall happen. */
export const floodQuestionSchema = z.object({
  plan: floodPlanSchema,
  scenario: scenarioSchema,
  /** the file of the grid that the scenario names by its width of a cell */
  ground: z.instanceof(ArrayBuffer),
  /** null = the city knows none */
  surface: z.instanceof(ArrayBuffer).nullable(),
  /** the file of the drains, SWMM 5 input; null = the city has none */
  drainage: z.instanceof(ArrayBuffer).nullable(),
  /**
   * rain as the gauges tell it, each step until the next, places in the plane of the plan [m]; and what of it was not measured. For
   * a live scenario
   */
  liveRain: z
    .object({
      steps: z
        .array(
          z.object({
            from_s: z.number(),
            gauges: z.array(z.object({ at: z.tuple([z.number(), z.number()]), mm_h: z.number().min(0) })).min(1),
          }),
        )
        .min(1),
      told: z.array(localizedSchema),
    })
    .nullable(),
})
export type FloodQuestion = z.infer<typeof floodQuestionSchema>
export type LiveRain = NonNullable<FloodQuestion['liveRain']>

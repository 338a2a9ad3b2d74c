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
  /** rain of the gauges from the start on [s, mm/h], and what of it was not measured; for a live scenario */
  liveRain: z
    .object({ series: z.array(z.tuple([z.number(), z.number().min(0)])), told: z.array(localizedSchema) })
    .nullable(),
})
export type FloodQuestion = z.infer<typeof floodQuestionSchema>
export type LiveRain = NonNullable<FloodQuestion['liveRain']>

import { z } from 'zod'
import { leakPlanSchema } from './leak-plan.ts'
import { leakScenarioSchema } from './leak-scenario.ts'

const fileSchema = z.instanceof(ArrayBuffer)

/** A leak of a city: its files as they are fetched, and what shall happen. */
export const leakQuestionSchema = z.object({
  plan: leakPlanSchema,
  scenario: leakScenarioSchema,
  /** the network file and the pipe file of the discipline that leaks */
  network: fileSchema,
  pipes: fileSchema,
  /** water: the hydraulic model of the network, hydraulics-file.ts; none = the city has none, or it is not asked for */
  hydraulics: fileSchema.nullish(),
  /** the space file, of a gas leak; null = the city knows none, or they are not asked for */
  spaces: fileSchema.nullable(),
  /** sewage: the other network of drains, with which it may be joined; null = the city has none, or it is not asked for */
  beside: z.object({ network: fileSchema, pipes: fileSchema }).nullable(),
  /** heat: what lies near the leak and may be warmed, nearest to it in the plane of the plan [m] and below ground [m] */
  neighbours: z.array(
    z.object({
      id: z.string(),
      gid: z.int(),
      kind: z.enum(['cable', 'pe-gas', 'other']),
      at: z.tuple([z.number(), z.number(), z.number()]),
    }),
  ),
})
export type LeakQuestion = z.infer<typeof leakQuestionSchema>

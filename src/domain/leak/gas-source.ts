import { z } from 'zod'
import { leakPlanSchema } from './leak-plan.ts'

const fileSchema = z.instanceof(ArrayBuffer)

/** 精准溯源 of gas in a city's wells: its files as they are fetched, and what the sensors read. */
export const gasSourceQuestionSchema = z.object({
  plan: leakPlanSchema,
  /** the network file and the pipe file of gas, and the space file */
  network: fileSchema,
  pipes: fileSchema,
  spaces: fileSchema,
  /** methane sensors of the plan, the one that is asked about first */
  sensors: z
    .array(
      z.object({
        id: z.string().min(1),
        /** since the record begins [s], and what was read then [%LEL]; as many of each */
        time: z.instanceof(Float64Array),
        value: z.instanceof(Float64Array),
      }),
    )
    .min(1),
})
export type GasSourceQuestion = z.infer<typeof gasSourceQuestionSchema>

/** Kinds of sensors that measure methane where people may be [%LEL]. */
export const METHANE_KINDS: readonly string[] = ['ch4-well', 'gallery-methane']

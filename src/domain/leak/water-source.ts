import { z } from 'zod'
import { leakPlanSchema } from './leak-plan.ts'

const fileSchema = z.instanceof(ArrayBuffer)

/** 精准溯源 of a water leak: the files of the network as they are fetched, and how the pressures have changed. */
export const waterSourceQuestionSchema = z.object({
  plan: leakPlanSchema,
  /** the network file and the pipe file of water */
  network: fileSchema,
  pipes: fileSchema,
  /** the hydraulic model of the network, hydraulics-file.ts; none = the city has none */
  hydraulics: fileSchema.nullish(),
  /** the time of the day of the readings, since midnight in the city [s]; none = nobody told */
  clock_s: z.number().min(0).max(86_400).nullish(),
  /** pressure sensors, the one that is asked about first */
  sensors: z
    .array(
      z.object({
        id: z.string().min(1),
        /** asset that it stands on; null = none */
        asset: z.string().nullable(),
        /** null = too few readings now, or too few days before */
        pressure: z
          .object({ now_kpa: z.number(), usual_kpa: z.number(), scatter_kpa: z.number().min(0) })
          .nullable()
          .describe('now, at this hour of days before, and how these days scatter'),
      }),
    )
    .min(1),
})
export type WaterSourceQuestion = z.infer<typeof waterSourceQuestionSchema>

/** Kinds of sensors that measure the pressure in water pipes. */
export const PRESSURE_KINDS: readonly string[] = ['water-pressure']

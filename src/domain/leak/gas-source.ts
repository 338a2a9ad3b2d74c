import { z } from 'zod'
import type { LonLatHeight } from '../geo/coordinates.ts'
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

/** What became of a sensor: it reads more than its noise at times, it does not, or it has no reading. */
export const SENSOR_ANSWERS = ['responding', 'quiet', 'silent'] as const
export type SensorAnswer = (typeof SENSOR_ANSWERS)[number]

/** A gas pipe with how likely the gas comes from it. */
export interface CandidatePipe {
  readonly id: string
  /** drawing index; 0 = not drawn */
  readonly gid: number
  /** its most likely place; height 0 where it is not known */
  readonly at: LonLatHeight
  readonly probability: number
  /** of this pipe and all above it, of what is not biogas */
  readonly cumulative: number
  /** [m³/s], order of magnitude; null = a leak there explains nothing */
  readonly rate: number | null
  /** since the record begins [s]; null = not known, or before it */
  readonly start: number | null
  /** pipes of one group read alike: no order within it means anything; null = not within the 90 % */
  readonly group: number | null
}

/** Where gas in wells comes from. */
export interface GasSourceOutcome {
  /** likeliest first */
  readonly pipes: readonly CandidatePipe[]
  /** how many of the first pipes hold 50 and 90 % of what is not biogas */
  readonly half: number
  readonly ninety: number
  /** groups that can be told apart within the 90 % */
  readonly groups: number
  /** that no pipe leaks, and it is steady gas of sewage */
  readonly biogas: number
  readonly sensors: readonly { readonly id: string; readonly answer: SensorAnswer }[]
  /** pipes near the sensors that no reading speaks for or against */
  readonly unreached: number
  readonly evidence: 'C'
}

/** Kinds of sensors that measure methane where people may be [%LEL]. */
export const METHANE_KINDS: readonly string[] = ['ch4-well', 'gallery-methane']

/** Fewer sensors than these cannot tell pipes apart. */
export const LEAST_RESPONDING = 2

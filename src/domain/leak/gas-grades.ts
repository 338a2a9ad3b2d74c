import { z } from 'zod'
import { SPACE_KINDS } from './space-file.ts'

const textSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })

/**
 * Grades of gas in spaces by the rule that holds in a city, beside the product's own: `gasGrades` of survey.json. The first line
 * that fits is the grade.
 */
export const gasGradesSchema = z.strictObject({
  /** of the rule, as people there call it */
  name: textSchema,
  /** clause that somebody has read and compared; left out = nobody has, which is told */
  clause: z.string().min(1).optional(),
  lines: z
    .array(
      z.strictObject({
        /** spaces that it is for; left out = all */
        kinds: z.array(z.enum(SPACE_KINDS)).min(1).optional(),
        /** from this share of the lower explosive limit on [1] */
        from: z.number().min(0).max(10),
        grade: z.string().min(1),
      }),
    )
    .min(1),
})
export type GasGrades = z.infer<typeof gasGradesSchema>

import { z } from 'zod'
import { localizedSchema } from './localized.ts'

/** Something that a simulation goes without, or takes from elsewhere than the survey, told so that it can be shown. */
export const toldSchema = z.object({
  /** of a flood 'ground', 'surface', 'drainage', 'waters' and so on; of a leak 'water', 'gas', 'heat', 'spaces', 'wind' */
  part: z.string(),
  why: localizedSchema,
  /** how many are concerned; null where it is the whole part */
  count: z.int().nullable(),
  /** the first of them, by asset id */
  assets: z.array(z.string()),
})
export type Told = z.infer<typeof toldSchema>

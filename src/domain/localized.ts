import { z } from 'zod'

/** A text in both languages of the product. Chinese is the source, English is complete. */
export interface Localized {
  readonly zh: string
  readonly en: string
}

export type Locale = keyof Localized

/** The same in a file or an answer. */
export const localizedSchema = z.object({ zh: z.string(), en: z.string() })

/** A text in both languages of the product. Chinese is the source, English is complete. */
export interface Localized {
  readonly zh: string
  readonly en: string
}

export type Locale = keyof Localized

import type { Localized } from '../src/domain/localized.ts'

/** In both languages where people meet it on a page; a plain text of what only files have. */
export type Fault = string | Localized

/** Why an input is not computed, one line a fault; each names the item, its value and what was expected. */
export class Refusal extends Error {
  /** in English, as a terminal tells them */
  readonly faults: readonly string[]
  /** the same for a page; what names a field of a file is the same in both languages */
  readonly told: readonly Localized[]

  constructor(faults: readonly Fault[]) {
    const told = faults.map((fault) => (typeof fault === 'string' ? { zh: fault, en: fault } : fault))
    super(told.map(({ en }) => en).join('\n'))
    this.faults = told.map(({ en }) => en)
    this.told = told
  }
}

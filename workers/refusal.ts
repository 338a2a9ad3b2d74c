import type { Localized } from '../src/domain/localized.ts'

/** In both languages; a plain text where both would read the same. */
export type Fault = string | Localized

/** What is wrong with an item, which has one name in both languages: a field of a file, an id. */
export function faultOf(item: string, zh: string, en: string): Localized {
  return { zh: `${item}：${zh}`, en: `${item}: ${en}` }
}

export function idTwice(item: string): Localized {
  return faultOf(item, 'id 重复，应各出现一次', 'the id is there before, expected each once')
}

/** Why an input is not computed, one line a fault; each names the item, its value and what was expected. */
export class Refusal extends Error {
  /** in English */
  readonly faults: readonly string[]
  /** the same in both languages */
  readonly told: readonly Localized[]

  constructor(faults: readonly Fault[]) {
    const told = faults.map((fault) => (typeof fault === 'string' ? { zh: fault, en: fault } : fault))
    super(told.map(({ en }) => en).join('\n'))
    this.faults = told.map(({ en }) => en)
    this.told = told
  }
}
